import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { exchanges } from '../../conformance/exchanges.ts';
import { InputError } from '../output/input-error.ts';
import { type Adapter, adapterClient, loadAdapter } from './adapter-client.ts';
import type { ClientFetch } from './client.ts';
import { implementsCORS } from './implements-cors.ts';
import { runCorpus } from './run-corpus.ts';
import { CaseServer } from './wire/case-server.ts';

/** Node's own fetch, as a user may try it. */
const nodeFetch = `
export const name = 'node';
export default async function run({ url, method, headers, body, redirect }) {
  const response = await fetch(url, { method, headers, body, redirect });
  return { type: response.type, status: response.status, headers: [...response.headers],
    body: await response.text(), url: response.url, redirected: response.redirected };
}`;

describe('adapters', () => {
  let server: CaseServer;
  let folder: string;
  before(async () => {
    server = await CaseServer.start();
    folder = await mkdtemp(join(tmpdir(), 'adapter-'));
  });
  after(async () => {
    await server.close();
    await rm(folder, { recursive: true });
  });

  async function load(code: string): Promise<Adapter> {
    const file = join(folder, `${Math.random()}.mjs`);
    await writeFile(file, code);
    return loadAdapter(file);
  }
  const client = (adapter: Adapter, timeout = 5000) => adapterClient(server, adapter, 'x', timeout);

  it('a client without CORS is known as one', async () => {
    const node = client(await load(nodeFetch));
    expect(await implementsCORS(server, node, server.originsAt('localhost'))).to.equal(false);
    await node.close();
  });

  it('gets each fetch of a case, and its cookies before', async () => {
    const fetches: ClientFetch[] = [];
    const adapter: Adapter = {
      features: ['fetch', 'cookies', 'preflight-cache'],
      default: async (fetch) => {
        fetches.push(fetch);
        throw new Error('no network');
      },
    };
    const ids = ['cookie-included', 'cache-null'];
    const cases = exchanges.filter(({ id }) => ids.includes(id));
    const origins = server.originsAt('localhost');
    const one = { ...client(adapter), concurrency: 1 };
    const results = await runCorpus({ server, client: one, origins, cases });
    const outcome = { on: 'page', name: 'outcome', found: 'error', expected: 'cors' };
    expect(results.map(({ differences }) => differences[0])).to.deep.equal([
      outcome,
      { fetch: 1, ...outcome },
    ]);
    expect(
      fetches.map(({ origin, credentials, url }) => [
        origin,
        credentials,
        new URL(url).pathname.includes('~'),
      ]),
    ).to.deep.equal([
      [origins.A, 'include', true],
      [origins.A, 'include', false],
      ['null', 'same-origin', false],
      ['null', 'same-origin', false],
    ]);
    expect(new Set(fetches.map((fetch) => fetch.case)).size).to.equal(2);
    await one.close();
  });

  it('is given cases as XMLHttpRequest if that is all it has', async () => {
    const apis: string[] = [];
    const adapter: Adapter = {
      features: ['xhr'],
      default: async ({ api }) => {
        apis.push(api);
        return {
          type: 'shared',
          status: 200,
          headers: [],
          body: 'shared',
          url: '',
          redirected: null,
        };
      },
    };
    const cases = exchanges.filter(({ id }) =>
      ['get-shared-with-all', 'manual-mode-302'].includes(id),
    );
    const origins = server.originsAt('localhost');
    const run = { server, client: client(adapter), origins, cases };
    const results = await runCorpus(run);
    expect(apis).to.deep.equal(['xhr']);
    expect(
      results.map(({ verdict, differences, reason }) => [verdict, differences[0] ?? reason]),
    ).to.deep.equal([
      ['fail', { on: 'page', name: 'url', found: '', expected: '{B}/' }],
      ['skip', 'the client has no fetch()'],
    ]);
    await run.client.close();
  });

  it('skips cases whose initiator it does not support', async () => {
    const adapter: Adapter = {
      features: ['fetch', 'script'],
      default: async () => ({ type: 'loaded', readable: false }),
    };
    const cases = exchanges.filter(({ id }) => ['script-plain', 'image-plain'].includes(id));
    const run = { server, client: client(adapter), origins: server.originsAt('localhost'), cases };
    const results = await runCorpus(run);
    const reasons = results.map((result) => [result.case.id, result.verdict, result.reason]);
    expect(Object.fromEntries(reasons.map(([id, ...rest]) => [id, rest]))).to.deep.equal({
      'script-plain': ['fail', null],
      'image-plain': ['skip', 'the client does not support the initiator image'],
    });
    await run.client.close();
  });

  it('is not waited for without end', async () => {
    const adapter: Adapter = { default: () => new Promise(() => {}) };
    const cases = exchanges.slice(0, 1);
    const origins = server.originsAt('localhost');
    const run = { server, client: client(adapter, 20), origins, cases };
    const [result] = await runCorpus(run);
    expect(result?.differences[0]).to.deep.include({ name: 'outcome', found: 'unsettled' });
    await run.client.close();
  });

  it('does not end the run by throwing outside of any promise', async () => {
    const uncaught: unknown[] = [];
    const note = (error: unknown) => uncaught.push(error);
    process.on('uncaughtException', note);
    const adapter: Adapter = {
      default: () =>
        new Promise(() => {
          setImmediate(() => {
            throw new Error('uncaught');
          });
        }),
    };
    const origins = server.originsAt('localhost');
    const run = { server, client: client(adapter, 20), origins, cases: exchanges.slice(0, 1) };
    const [result] = await runCorpus(run);
    await run.client.close();
    process.off('uncaughtException', note);
    expect(result?.differences[0]).to.deep.include({ name: 'outcome', found: 'unsettled' });
    expect(uncaught).to.deep.equal([]);
  });

  it('says what is wrong with a file', async () => {
    const refusal = async (made: Promise<unknown>) => {
      const error: unknown = await made.then(
        () => null,
        (reason: unknown) => reason,
      );
      expect(error).to.be.instanceOf(InputError);
      return (error as InputError).message;
    };
    expect(await refusal(loadAdapter('./none.mjs'))).to.equal('./none.mjs: there is no such file');
    expect(await refusal(load('export default 1'))).to.contain(
      'its default export must be a function',
    );
    expect(await refusal(load('import "./none.mjs"'))).to.contain('Cannot find module');
  });
});
