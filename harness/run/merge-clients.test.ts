/** Clients in shards: the corpus, and generated cases, in the reference and in a client that is wrong. */
import { expect } from 'chai';
import { exchanges } from '../../conformance/exchanges.ts';
import type { Client } from '../client/client.ts';
import type { ClientReport } from '../client/client-report.ts';
import { referenceClient } from '../client/reference-client.ts';
import { type ReportedClients, reportedClients } from '../client/reports/reported-client.ts';
import { runClient } from '../client/run-client.ts';
import { CaseServer } from '../client/wire/case-server.ts';
import chromium from '../implementations/clients/chromium/known-deviations.json' with {
  type: 'json',
};
import { mergeClients } from './merge-clients.ts';
import { dealt } from './shard.ts';
import type { Named } from './shards-of-one-run.ts';

const never = new AbortController().signal;
const listed = chromium.deviations
  .flatMap((deviation) => Object.keys(deviation.cases))
  .slice(0, 12);
const cases = exchanges.filter(({ id, topic }) => topic === 'simple' || listed.includes(id));

describe('the reports on shards of a client', function () {
  this.timeout(60_000);
  let server: CaseServer;
  let reference: Client;
  let faulty: Client;

  before(async () => {
    server = await CaseServer.start();
    reference = referenceClient(server);
    // It takes every method for lower case.
    faulty = {
      ...reference,
      run: (running) => {
        const fetches = running.case.given.fetches.map((fetch) => ({
          ...fetch,
          method: fetch.method.toLowerCase(),
        }));
        const given = { ...running.case.given, fetches };
        return reference.run({ ...running, case: { ...running.case, given } });
      },
    };
  });
  after(async () => {
    await reference.close();
    await server.close();
  });

  interface Given {
    readonly client: Client;
    readonly generated?: { readonly runs: number; readonly seed: number };
  }

  function run({ client, generated }: Given, index = 0, count = 1): Promise<ClientReport> {
    const due = generated === undefined ? cases.map(({ id }) => id) : [];
    const planned = generated?.runs ?? cases.length;
    const shard = index === 0 ? undefined : { index, count, corpus: 'a'.repeat(64), planned, due };
    return runClient({
      server,
      opened: { client, origins: server.originsAt('localhost'), page: null },
      cases: dealt(cases, shard),
      generated,
      shard,
      interrupt: never,
    });
  }

  async function shards(given: Given, count: number): Promise<Named<ReportedClients>[]> {
    const files: Named<ReportedClients>[] = [];
    for (let index = 1; index <= count; index += 1) {
      const report = reportedClients([await run(given, index, count)]);
      files.push({ file: `${index}.json`, report: JSON.parse(JSON.stringify(report)) });
    }
    return files;
  }

  const rows: readonly [title: string, given: () => Given][] = [
    ['the corpus', () => ({ client: reference })],
    ['the corpus in a client that is wrong', () => ({ client: faulty })],
    // Nothing that is listed of Chromium is true of it.
    ['a client whose deviations are gone', () => ({ client: { ...reference, name: 'chromium' } })],
    ['generated cases', () => ({ client: reference, generated: { runs: 40, seed: 7 } })],
    [
      'generated cases in a client that is wrong',
      () => ({ client: faulty, generated: { runs: 40, seed: 3 } }),
    ],
  ];
  for (const [title, given] of rows) {
    it(`give together what one run gives: ${title}`, async () => {
      const whole = reportedClients([await run(given())]);
      const merged = reportedClients(await mergeClients((await shards(given(), 3)).toReversed()));
      expect(withoutTimes(merged)).to.deep.equal(withoutTimes(whole));
    });
  }

  it('make an incomplete whole where one is missing, and name it', async () => {
    const files = await shards({ client: reference }, 3);
    const [merged] = reportedClients(await mergeClients(files.slice(0, 2))).clients;
    const left = files[2]?.report.clients[0]?.results.length;
    expect(merged?.summary).to.deep.include({ conclusion: 'INCOMPLETE', exitCode: 2 });
    expect(merged?.summary.cutShort).to.equal(
      `shard 3 of 3 is missing: ${left} of ${cases.length} cases were not run.`,
    );
  });

  it('are refused if they are of different versions of the client', async () => {
    const [first, second] = await shards({ client: reference }, 2);
    const [client] = second?.report.clients ?? [];
    const other = { ...second?.report, clients: [{ ...client, version: '9' }] } as ReportedClients;
    const error = await mergeClients([
      first as Named<ReportedClients>,
      { file: '2.json', report: other },
    ]).catch((reason) => reason);
    expect(error.message).to.equal(
      '2.json: the version of the client differs from 1.json: merge only the shards of one run',
    );
  });
});

/** The ports and paths of a run are its own, too. */
function withoutTimes(report: ReportedClients): unknown {
  const text = JSON.stringify(report.clients.map((each) => ({ ...each, started: '', seconds: 0 })));
  return JSON.parse(
    text.replace(/(localhost|127\.0\.0\.1|\[::1\]):\d+/g, '$1:0').replace(/\/\w*\d+\w*\//g, '/0/'),
  );
}
