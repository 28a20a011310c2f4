/** The reference browser as a client on real sockets: it shows that the case server and the judge are
 *  right, and cannot show that the reference is. */
import { Agent, type Dispatcher } from 'undici';
import { CookieJar } from '../../conformance/cookie-jar.ts';
import { initiators } from '../../conformance/exchanges.ts';
import { fetchFromPage, isReadable } from '../../conformance/page-fetch.ts';
import {
  type Header,
  type Network,
  type Outcome,
  trimHTTPTabOrSpace,
  UserAgent,
} from '../../reference/index.ts';
import type { Client } from './client.ts';
import type { Seen } from './seen.ts';
import { type CaseServer, cookieURLs, type RunningCase } from './wire/case-server.ts';

export function referenceClient(server: CaseServer): Client {
  const agent = new Agent({ pipelining: 1 });
  return {
    name: 'reference',
    // Only its HTTP client has versions of its own.
    version: 'undici 7',
    features: [
      ...(['cookies', 'fetch', 'framed-pages', 'preflight-cache'] as const),
      ...(['request-streams', 'xhr'] as const),
      ...initiators,
    ],
    concurrency: 16,
    run: (running) => runCase(server, agent, running),
    close: () => agent.destroy(),
  };
}

async function runCase(server: CaseServer, agent: Agent, running: RunningCase): Promise<Seen[]> {
  const { placement, case: exchangeCase } = running;
  const jar = new CookieJar();
  let now = 0;
  const network = networkOf(agent, jar);
  const userAgent = new UserAgent({ network, now: () => now, cookies: (url) => jar.ask(url) });
  const page = { origin: placement.origins.A, topLevelOrigin: placement.origins.A };
  for (const url of cookieURLs(running)) {
    await userAgent.fetch(url, { ...page, credentials: 'include' });
  }
  const seen: Seen[] = [];
  for (const [index, fetch] of exchangeCase.given.fetches.entries()) {
    now += fetch.after * 1000;
    server.beginFetch(running, index);
    const outcome = await fetchFromPage(userAgent, fetch, placement.origins);
    seen.push(fetch.initiator === null ? seenOf(outcome) : seenLoaded(outcome));
  }
  return seen;
}

function networkOf(agent: Agent, jar: CookieJar): Network {
  return async ({ url, method, headers, body, includeCredentials }) => {
    if (body instanceof ReadableStream) throw new Error('HTTP/1.1 cannot send a stream');
    const response = await agent.request({
      origin: url.origin,
      path: url.pathname + url.search,
      method: method as Dispatcher.HttpMethod,
      headers: headers.flat(),
      body,
      responseHeaders: 'raw',
    });
    const flat = response.headers as unknown as string[];
    const lines = flat.flatMap((name, index): Header[] =>
      index % 2 === 0 ? [[name, trimHTTPTabOrSpace(flat[index + 1] as string)]] : [],
    );
    if (includeCredentials) jar.store(url, lines);
    const bytes = new Uint8Array(await response.body.arrayBuffer());
    return { status: response.statusCode, headers: lines, body: bytes };
  };
}

function seenLoaded(outcome: Outcome): Seen {
  if (outcome.type === 'error') return { type: 'error', message: outcome.message };
  return { type: 'loaded', readable: isReadable(outcome) };
}

function seenOf(outcome: Outcome): Seen {
  if (outcome.type === 'error') return { type: 'error', message: outcome.message };
  const { type, status, headers, body, url, redirected } = outcome;
  const text = Buffer.from(body ?? []).toString('latin1');
  return { type, status, headers, body: text, url, redirected };
}
