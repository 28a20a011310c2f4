/** A target that speaks HTTP/2 is judged over it, and what HTTP/1.1 shows besides is not lost. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createSecureServer, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { type Certificates, makeCertificates } from '../client/wire/certificates.ts';
import { withComparison } from './compare-protocols.ts';
import { offersHTTP2 } from './offers-http2.ts';
import { prepareRun } from './prepared-run.ts';
import { reportedResult } from './reports/report-of.ts';
import type { Result } from './result.ts';
import { results } from './run.ts';
import { findTargetOverHTTP2 } from './target-over-http2.ts';

const listed = 'https://app.example';
const policy = { id: 'listed', allowOrigins: [listed] };

/** The origin that is allowed, by the version of HTTP and the origin that asks. */
type Allowing = (version: string, origin: string) => string;

describe('a target over HTTP/2', () => {
  let certificates: Certificates;
  const stops: (() => unknown)[] = [];
  before(async () => {
    certificates = await makeCertificates('localhost');
  });
  afterEach(() => Promise.all(stops.splice(0).map((stop) => stop())));

  async function serve(allowing: Allowing, allowHTTP1 = true): Promise<URL> {
    const { key, certificate: cert } = certificates;
    const answer = (request: Http2ServerRequest, response: Http2ServerResponse) => {
      const { origin = '' } = request.headers;
      response.setHeader('Vary', 'Origin');
      const allowed = allowing(request.httpVersion, origin);
      response.setHeader('Access-Control-Allow-Origin', allowed);
      response.end();
    };
    const server = createSecureServer({ key, cert, allowHTTP1 }, answer);
    await once(server.listen(0, '127.0.0.1'), 'listening');
    stops.push(() => server.close());
    return new URL(`https://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  }

  const limits = { timeout: 5000, insecure: true };

  async function judged(allowing: Allowing, allowHTTP1 = true) {
    const url = await serve(allowing, allowHTTP1);
    const target = await findTargetOverHTTP2({ url, policy, concurrency: 2, ...limits });
    stops.push(() => target.network.close());
    const run = prepareRun(target, { concurrency: 2, level: 'should', filter: 'simple-get' });
    const collected: Result[] = [];
    for await (const result of results(run)) collected.push(result);
    const compared = await withComparison(run, collected, new AbortController().signal);
    const find = (id: string) => compared.results.find((each) => each.id === `listed/${id}`);
    return { ...compared, find };
  }

  it('says which protocol was spoken, and that both agree', async () => {
    const { run, results: merged } = await judged((_version, origin) =>
      origin === listed ? listed : 'null',
    );
    expect(run.target.protocol).to.equal('HTTP/2');
    expect(run.target.notes).to.deep.equal(['HTTP/2 was spoken']);
    const cases = merged.filter(({ verdict }) => verdict === 'pass').length;
    expect(cases).to.be.above(1);
    expect(run.target.compared).to.deep.equal({ cases, differing: 0, failure: null });
    expect(merged.filter(({ verdict }) => verdict === 'fail')).to.deep.equal([]);
  });

  it('reports a failure that only HTTP/1.1 shows', async () => {
    const {
      run,
      results: found,
      find,
    } = await judged((version, origin) =>
      version === '1.1' || origin === listed ? origin : 'null',
    );
    const result = find('simple-get-unlisted') as Result;
    expect(result).to.include({ verdict: 'fail', level: 'must' });
    expect(result.message).to.equal('only over HTTP/1.1: shared');
    expect(reportedResult(result, {}).reproduce[0]).to.match(/^curl --http1\.1 -si /);
    const failed = found.filter(({ verdict }) => verdict === 'fail');
    expect(run.target.compared).to.include({ differing: failed.length, failure: null });
  });

  it('reports a failure that only HTTP/2 shows', async () => {
    const { find } = await judged((version, origin) =>
      version === '2.0' || origin === listed ? origin : 'null',
    );
    const result = find('simple-get-unlisted') as Result;
    expect(result.message).to.equal('only over HTTP/2: shared');
    expect(reportedResult(result, {}).reproduce[0]).to.match(/^curl -si /);
  });

  it('keeps its verdicts if the target speaks nothing but HTTP/2', async () => {
    const { run, find } = await judged(
      (_version, origin) => (origin === listed ? listed : 'null'),
      false,
    );
    const failure = 'it cannot be reached over HTTP/1.1';
    expect(run.target.compared).to.deep.equal({ cases: 0, differing: 0, failure });
    expect(find('simple-get-listed')?.verdict).to.equal('pass');
  });

  it('falls back to HTTP/1.1 where HTTP/2 is not offered', async () => {
    const server = createServer((_request, response) => response.end());
    await once(server.listen(0, '127.0.0.1'), 'listening');
    stops.push(() => server.close());
    const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    const target = await findTargetOverHTTP2({ url, policy, concurrency: 1, ...limits });
    stops.push(() => target.network.close());
    expect(target).not.to.have.any.keys('protocol', 'overHTTP1');
    expect(target.notes).to.deep.equal([
      'the target does not offer HTTP/2, so HTTP/1.1 was spoken',
    ]);
  });

  it('is not offered by what cannot be reached, or trusted', async () => {
    expect(await offersHTTP2(new URL('https://127.0.0.1:9/'), limits)).to.equal(false);
    const url = await serve(() => '*');
    expect(await offersHTTP2(url, limits)).to.equal(true);
    expect(await offersHTTP2(url, { ...limits, insecure: false })).to.equal(false);
  });
});
