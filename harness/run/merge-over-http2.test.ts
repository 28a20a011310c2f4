/** Shards of a run over HTTP/2 compare their cases with HTTP/1.1, and together say what one run says. */
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createSecureServer, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { schemaCheck } from '../../conformance/schema-check.ts';
import knownDeviations from '../../conformance/schemas/known-deviations.schema.json' with {
  type: 'json',
};
import { type Certificates, makeCertificates } from '../client/wire/certificates.ts';
import type { Comparison } from '../server/compare-protocols.ts';
import schema from '../server/reports/report.schema.json' with { type: 'json' };
import type { Report } from '../server/reports/report.ts';
import { reportOf } from '../server/reports/report-of.ts';
import { prepareServerRun, runToEnd } from '../server/run-and-report.ts';
import { mergeReports } from './merge-reports.ts';
import type { Shard } from './shard.ts';
import type { Named } from './shards-of-one-run.ts';

const listed = 'https://app.example';
const count = 2;

/** Some cases measure times, and say so. */
function withoutTimes(report: Report): Report {
  const text = JSON.stringify({ ...report, started: '', seconds: 0 });
  return JSON.parse(text.replace(/\d+(\.\d)? ms/g, '_ms'));
}

describe('the reports on shards over HTTP/2', function () {
  this.timeout(30_000);
  let certificates: Certificates;
  let folder: string;
  let policy: string;
  let stop = async () => {};
  before(async () => {
    certificates = await makeCertificates('localhost');
    folder = await mkdtemp(join(tmpdir(), 'cors-conformance-'));
    policy = join(folder, 'policy.json');
    await writeFile(policy, JSON.stringify({ allowOrigins: [listed] }));
  });
  after(() => rm(folder, { recursive: true }));
  afterEach(() => stop());

  /** A server that allows every origin over the version `careless`. */
  async function serve(careless: string, allowHTTP1: boolean): Promise<URL> {
    const { key, certificate: cert } = certificates;
    const answer = (request: Http2ServerRequest, response: Http2ServerResponse) => {
      const { origin = '' } = request.headers;
      response.sendDate = false;
      response.setHeader('Vary', 'Origin');
      const allowed = request.httpVersion === careless ? origin : listed;
      response.setHeader('Access-Control-Allow-Origin', allowed);
      response.end();
    };
    const server = createSecureServer({ key, cert, allowHTTP1 }, answer);
    await once(server.listen(0, '127.0.0.1'), 'listening');
    stop = async () => {
      server.close();
    };
    return new URL(`https://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  }

  async function run(url: URL, shard?: Shard): Promise<Report> {
    const limits = { concurrency: 4, timeout: 5000, insecure: true } as const;
    const options = { ...limits, policy, filter: 'origin', level: 'should', http2: true } as const;
    const prepared = await prepareServerRun(url, { ...options, report: 'json', shard });
    const ended = await runToEnd(prepared, new AbortController().signal);
    await prepared.target.network.close();
    return reportOf(ended);
  }

  async function shards(url: URL): Promise<Named<Report>[]> {
    const files: Named<Report>[] = [];
    for (let index = 1; index <= count; index += 1) {
      files.push({ file: `${index}.json`, report: await run(url, { index, count }) });
    }
    return files;
  }

  for (const [title, careless, allowHTTP1, found] of [
    ['where both protocols agree', '', true, { differing: 0, failure: null }],
    ['where HTTP/1.1 allows more', '1.1', true, { failure: null }],
    ['where HTTP/2 allows more', '2.0', true, { failure: null }],
    [
      'where only HTTP/2 is spoken',
      '',
      false,
      { cases: 0, differing: 0, failure: 'it cannot be reached over HTTP/1.1' },
    ],
  ] as const) {
    it(`give together what one run gives ${title}`, async () => {
      const url = await serve(careless, allowHTTP1);
      const whole = await run(url);
      const parts = await shards(url);
      const merged = mergeReports(parts);
      expect(withoutTimes(merged)).to.deep.equal(withoutTimes(whole));
      const compared = whole.target.compared as Comparison;
      expect(compared).to.include(found);
      expect(compared.differing > 0).to.equal(careless !== '');
      expect(whole.summary.conclusion).to.equal(careless === '' ? 'PASSED' : 'FAILED');
      const check = schemaCheck(schema, [knownDeviations]);
      for (const report of [whole, ...parts.map((part) => part.report)]) {
        expect(check(JSON.parse(JSON.stringify(report)))).to.deep.equal([]);
      }
    });
  }
});
