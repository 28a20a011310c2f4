/** The reference browser as a client on real sockets: it shows that the case server and the judge are
 *  right, and cannot show that the reference is. */
import { CookieJar } from '../../conformance/cookie-jar.ts';
import { initiators } from '../../conformance/exchanges.ts';
import { fetchFromPage, isReadable } from '../../conformance/page-fetch.ts';
import { type Network, type Outcome, UserAgent } from '../../reference/index.ts';
import type { Client } from './client.ts';
import { type ReferenceNetwork, referenceNetwork } from './reference-network.ts';
import type { Seen } from './seen.ts';
import { type CaseServer, cookieURLs, type RunningCase } from './wire/case-server.ts';

export function referenceClient(server: CaseServer): Client {
  const network = referenceNetwork(server);
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
    run: (running) => runCase(server, network, running),
    close: () => network.close(),
  };
}

async function runCase(
  server: CaseServer,
  { send }: ReferenceNetwork,
  running: RunningCase,
): Promise<Seen[]> {
  const { placement, case: exchangeCase } = running;
  const jar = new CookieJar();
  let now = 0;
  const network: Network = async (request) => {
    const response = await send(request);
    if (request.includeCredentials) jar.store(request.url, response.headers);
    return response;
  };
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
