/** The reference, as a client on real sockets, agrees with the whole corpus: so the case server sends
 *  what cases say, and the judge sees what arrives. */
import { expect } from 'chai';
import { exchanges } from '../../conformance/exchanges.ts';
import type { Client } from './client.ts';
import { runGenerated } from './generated/run-generated.ts';
import { implementsCORS } from './implements-cors.ts';
import { referenceClient } from './reference-client.ts';
import { type CaseResult, runCorpus } from './run-corpus.ts';
import { CaseServer } from './wire/case-server.ts';

/** Messages that Node's HTTP client rejects, although HTTP allows them. */
const refusedByTransport = [
  'malformed-folded-before-value',
  'malformed-folded-list',
  'accept-control-byte',
  'accept-delete-byte',
  'content-language-delete-byte',
  'content-type-control-byte',
  'malformed-204-with-body',
];

describe('the reference as a client', () => {
  let server: CaseServer;
  let client: Client;
  let results: CaseResult[];
  before(async () => {
    server = await CaseServer.start();
    client = referenceClient(server);
    const origins = server.originsAt('localhost');
    results = await runCorpus({ server, client, origins, cases: exchanges });
  });
  after(async () => {
    await client.close();
    await server.close();
  });

  it('agrees with the corpus', () => {
    const differing = results.filter(({ verdict }) => verdict !== 'pass' && verdict !== 'skip');
    expect(differing.map((result) => result.case.id)).to.have.members(refusedByTransport);
  });

  it('skips only what needs HTTP/2 or TLS', () => {
    const reasons = results.filter(({ verdict }) => verdict === 'skip').map(({ reason }) => reason);
    expect(new Set(reasons)).to.deep.equal(
      new Set(['the case needs HTTP/2', 'the case needs pages of https: origins']),
    );
  });

  it('gives the results in the order of the cases, with what was sent', () => {
    expect(results.map((result) => result.case)).to.deep.equal([...exchanges]);
    const [first] = results;
    expect(first?.exchange.join('\n')).to.match(/^→ GET \{B\}\/.*Origin: \{A\}\n← 200 · .*\*$/);
  });

  it('implements CORS', async () => {
    expect(await implementsCORS(server, client, server.originsAt('localhost'))).to.equal(true);
  });

  it('agrees with itself over generated cases', async () => {
    const origins = server.originsAt('localhost');
    const options = { server, client, origins, runs: 200, seed: 1 };
    const { disagreements, discarded } = await runGenerated(options);
    expect(disagreements).to.deep.equal([]);
    expect(discarded).to.be.below(20);
  });
});

for (const [protocol, skipped] of [
  ['https1', 'the case needs HTTP/2'],
  ['http2', 'the case is about HTTP/1.1'],
] as const) {
  describe(`the reference as a client over ${protocol}`, () => {
    let results: CaseResult[];
    before(async () => {
      const server = await CaseServer.start(undefined, protocol);
      const client = referenceClient(server);
      const origins = server.originsAt('localhost');
      results = await runCorpus({ server, client, origins, cases: exchanges });
      await client.close();
      await server.close();
    });

    it('agrees with the corpus', () => {
      const differing = results.filter(({ verdict }) => verdict !== 'pass' && verdict !== 'skip');
      const ids = differing.map((result) => result.case.id);
      expect(ids).to.have.members(protocol === 'http2' ? [] : refusedByTransport);
    });

    it(`skips cases only since ${skipped}`, () => {
      const skips = results.filter(({ verdict }) => verdict === 'skip');
      expect(new Set(skips.map(({ reason }) => reason))).to.deep.equal(new Set([skipped]));
      expect(skips.length).to.be.below(60);
    });
  });
}
