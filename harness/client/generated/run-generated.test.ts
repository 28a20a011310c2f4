import { expect } from 'chai';
import type { Client } from '../client.ts';
import { referenceClient } from '../reference-client.ts';
import { CaseServer } from '../wire/case-server.ts';
import { caseText } from './case-text.ts';
import { runGenerated } from './run-generated.ts';

describe('runGenerated', () => {
  let server: CaseServer;
  let reference: Client;
  before(async () => {
    server = await CaseServer.start();
    reference = referenceClient(server);
  });
  after(async () => {
    await reference.close();
    await server.close();
  });

  const run = (client: Client, seed: number, runs = 60) =>
    runGenerated({
      server,
      client,
      origins: server.originsAt('localhost'),
      runs,
      seed,
    });

  it('finds what a client gets wrong, and shrinks it', async () => {
    // It takes every method for lower case.
    const faulty: Client = {
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
    const { disagreements } = await run(faulty, 3);
    expect(disagreements).not.to.deep.equal([]);
    for (const { given, expected, differences } of disagreements) {
      expect(given.fetches).to.have.length(1);
      expect(differences).not.to.deep.equal([]);
      expect(caseText(given, expected)).to.contain('"TO-BE-NAMED"');
    }
    // One letter is enough to show it, with no header.
    expect(disagreements.some(({ given }) => given.fetches[0]?.headers.length === 0)).to.equal(
      true,
    );
  }).timeout(30_000);

  it('explains by known deviations, and only where they fit', async () => {
    // It knows no preflight.
    const naive: Client = {
      ...reference,
      name: 'chromium',
      run: (running) => {
        const fetches = running.case.given.fetches.map((fetch) => ({
          ...fetch,
          uploadListener: false,
        }));
        const given = { ...running.case.given, fetches };
        return reference.run({ ...running, case: { ...running.case, given } });
      },
    };
    const { explained, disagreements } = await run(naive, 5, 300);
    expect(explained.map(({ deviations }) => deviations)).to.deep.include([
      'upload-listener-without-body',
    ]);
    for (const { given } of disagreements) expect(given.fetches[0]?.body).to.be.a('string');
  }).timeout(30_000);

  it('generates over HTTP/2 only what HTTP/2 carries', async () => {
    const server = await CaseServer.start(undefined, 'http2');
    const client = referenceClient(server);
    const origins = server.originsAt('localhost');
    try {
      const options = { server, client, origins, runs: 200, seed: 3 };
      const { runs, discarded, disagreements } = await runGenerated(options);
      expect({ runs, disagreements }).to.deep.equal({ runs: 200, disagreements: [] });
      expect(discarded).to.be.below(20);
    } finally {
      await client.close();
      await server.close();
    }
  }).timeout(30_000);

  it('asks once more, alone, what did not settle', async () => {
    let count = 0;
    const stalling = (times: number): Client => ({
      ...reference,
      run: (running) => {
        count += 1;
        return count > times ? reference.run(running) : Promise.resolve([{ type: 'unsettled' }]);
      },
    });
    const { runs, disagreements } = await run(stalling(20), 3);
    expect(runs).to.equal(60);
    expect(disagreements).to.deep.equal([]);
    const stuck = await run(stalling(Number.POSITIVE_INFINITY), 3, 5);
    expect(stuck.disagreements).not.to.deep.equal([]);
  });

  it('ends early when it is interrupted, and counts what was run', async () => {
    const controller = new AbortController();
    const { runs } = await runGenerated({
      server,
      client: reference,
      origins: server.originsAt('localhost'),
      runs: 1000,
      seed: 9,
      interrupt: controller.signal,
      onProgress: (done) => {
        if (done === 40) controller.abort();
      },
    });
    expect(runs).to.be.within(40, 40 + reference.concurrency);
  });

  it('is the same again with the same seed', async () => {
    const given: string[] = [];
    const noting: Client = {
      ...reference,
      concurrency: 1,
      run: (running) => {
        given.push(
          JSON.stringify(
            running.case.given.fetches.map(({ method, headers }) => [method, headers]),
          ),
        );
        return reference.run(running);
      },
    };
    await run(noting, 7);
    const first = given.splice(0);
    await run(noting, 7);
    expect(given).to.deep.equal(first);
    expect(new Set(first).size).to.be.above(20);
  });
});
