/** Replay: a planned case becomes transcripts, made by the reference browser on the real network. */
import type { PlannedCase, PlannedFetch, PlannedRequest } from '../../conformance/servers/index.ts';
import {
  type Exchange,
  isCorsPreflightRequest,
  type Network,
  type Outcome,
  UserAgent,
} from '../../reference/index.ts';
import { NetworkRefusal } from './network-refusal.ts';

/** One fetch, and what it ended in. */
export interface Transcript {
  readonly fetch: PlannedFetch;
  readonly outcome: Outcome;
}

export interface TimedExchange extends Exchange {
  /** From the request to the end of the response. */
  readonly milliseconds: number;
}

export const cookie = 'cors-conformance=1';

/** The fetches of a case, one after the other, each by a browser that remembers nothing. */
export async function replayFetches(
  planned: PlannedCase & { kind: 'fetch' },
  network: Network,
): Promise<Transcript[]> {
  const transcripts: Transcript[] = [];
  for (const fetch of planned.fetches) {
    const userAgent = new UserAgent({
      network,
      cookies: () => (fetch.cookie ? cookie : null),
      preflightCache: false,
    });
    const { url, origin, method, headers, body, credentials } = fetch;
    const outcome = await userAgent.fetch(url, { origin, method, headers, body, credentials });
    transcripts.push({ fetch, outcome });
  }
  return transcripts;
}

/** Sends planned requests in turn, without a browser. */
export async function replayRequests(
  requests: readonly PlannedRequest[],
  network: Network,
): Promise<TimedExchange[]> {
  const exchanges: TimedExchange[] = [];
  for (const request of requests) exchanges.push(await replayRequest(request, network));
  return exchanges;
}

async function replayRequest(
  { method, url, headers }: PlannedRequest,
  network: Network,
): Promise<TimedExchange> {
  const request = {
    method,
    url: new URL(url),
    headers: [...headers],
    body: null,
    includeCredentials: false,
    forceNewConnection: false,
  };
  const start = performance.now();
  try {
    const response = await network(request);
    return { request, response, cause: null, milliseconds: performance.now() - start };
  } catch (cause) {
    return { request, response: null, cause, milliseconds: performance.now() - start };
  }
}

/** One for all, since to make an error is slow. */
const decidedByPreflight = new NetworkRefusal('not-sent', 'the preflight alone decides this case');

/** Holds back every request but preflights. */
export function preflightsOnly(network: Network): Network {
  return (request) => {
    if (isCorsPreflightRequest(request)) return network(request);
    throw decidedByPreflight;
  };
}
