/** Clients that are a module: jsdom, happy-dom, and those of users. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { InputError } from '../output/input-error.ts';
import type { Client, ClientFetch, Feature } from './client.ts';
import type { Seen } from './seen.ts';
import { type CaseServer, cookieURLs, type RunningCase } from './wire/case-server.ts';

/** What the module exports. README.md beside this file tells users about it. */
export interface Adapter {
  /** Makes one fetch as a page of `fetch.origin` would, and says what that page could see. A
   *  rejection is what a page gets when a fetch fails. */
  readonly default: (fetch: ClientFetch) => Promise<Seen>;
  readonly name?: string;
  readonly version?: string;
  /** `['fetch']` if left out. */
  readonly features?: readonly Feature[];
}

/** @throws InputError if the file is not an adapter */
export async function loadAdapter(file: string | URL): Promise<Adapter> {
  const path = file instanceof URL ? fileURLToPath(file) : resolve(file);
  if (!existsSync(path)) throw new InputError(`${file}: there is no such file`);
  const adapter = await import(pathToFileURL(path).href).catch((error: unknown) => {
    throw new InputError(`${file}: ${error instanceof Error ? error.message : error}`);
  });
  if (typeof adapter.default !== 'function') {
    throw new InputError(`${file}: its default export must be a function that makes one fetch`);
  }
  return adapter;
}

/** @throws InputError if the client does not speak the protocol of the server */
export function adapterClient(
  server: CaseServer,
  adapter: Adapter,
  name: string,
  timeout: number,
): Client {
  const features = adapter.features ?? ['fetch'];
  if (server.protocol === 'http2' && !features.includes('http2')) {
    throw new InputError(
      `${adapter.name ?? name} does not list http2 among its features: use --protocol http1 or https1`,
    );
  }
  // An error that a client throws outside of any promise must not end the run: then its fetch does not
  // end. An event handler is not enough, because the command line has one that ends the process.
  const survive = () => {};
  process.setUncaughtExceptionCaptureCallback(survive);
  process.on('unhandledRejection', survive);
  return {
    name: adapter.name ?? name,
    version: adapter.version ?? '',
    features,
    concurrency: 8,
    run: (running) => runCase(server, adapter, running, timeout),
    close: async () => {
      process.setUncaughtExceptionCaptureCallback(null);
      process.off('unhandledRejection', survive);
    },
  };
}

async function runCase(
  server: CaseServer,
  adapter: Adapter,
  running: RunningCase,
  timeout: number,
): Promise<Seen[]> {
  const { placement, case: exchangeCase } = running;
  const { origins, token } = placement;
  const authority = server.certificates?.authority ?? null;
  const page = { topLevelOrigin: origins.A, case: token, timeout, authority };
  for (const url of cookieURLs(running)) {
    const fetch = { ...cookieFetch, ...page, origin: origins.A, url };
    await runFetch(adapter, usesFetch(adapter) ? fetch : { ...fetch, api: 'xhr' }, timeout);
  }
  const seen: Seen[] = [];
  for (const [index, given] of exchangeCase.given.fetches.entries()) {
    const { page: pageName, topLevel, after, ...fetch } = given;
    await sleep(after * 1000, undefined, { ref: false });
    server.beginFetch(running, index);
    const origin = pageName === 'null' ? 'null' : origins.A;
    const topLevelOrigin = origins[topLevel];
    seen.push(await runFetch(adapter, { ...fetch, ...page, topLevelOrigin, origin }, timeout));
  }
  return seen;
}

type OfPage = 'origin' | 'topLevelOrigin' | 'case' | 'timeout' | 'authority';

const cookieFetch: Omit<ClientFetch, OfPage | 'url'> = {
  method: 'GET',
  headers: [],
  body: null,
  mode: 'cors',
  credentials: 'include',
  redirect: 'follow',
  referrerPolicy: '',
  keepalive: false,
  api: 'fetch',
  initiator: null,
  crossorigin: null,
  uploadListener: false,
  stream: false,
  duplex: 'half',
};

function usesFetch({ features = ['fetch'] }: Adapter): boolean {
  return features.includes('fetch');
}

async function runFetch(adapter: Adapter, fetch: ClientFetch, timeout: number): Promise<Seen> {
  const cancel = new AbortController();
  // No timer keeps an interrupted run alive.
  const waiting = sleep(timeout, undefined, { signal: cancel.signal, ref: false });
  const late = waiting.then(() => 'late' as const);
  late.catch(() => {});
  const seen = await Promise.race([
    adapter.default(fetch).catch((error: unknown) => ({
      type: 'error' as const,
      message: error instanceof Error ? error.message : String(error),
    })),
    late,
  ]);
  cancel.abort();
  return seen === 'late' ? { type: 'unsettled' } : seen;
}
