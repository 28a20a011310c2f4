/** Replay: a planned case becomes transcripts, made by the reference browser on the real network. */
import type { PlannedCase, PlannedFetch, PlannedRequest } from '../../conformance/servers/index.ts';
import { type Exchange, type Network, type Outcome, UserAgent } from '../../reference/index.ts';
import { NetworkRefusal } from './target-network.ts';

/** One fetch, and what it ended in. */
export interface Transcript {
  readonly fetch: PlannedFetch;
  readonly outcome: Outcome;
}

/** What the judgements that need no request but the preflight ask the network to do. */
const judgedByPreflight = ['granted', 'stopped'];

export const cookie = 'cors-conformance=1';

/** The fetches of a case, one after the other, each by a browser that remembers nothing. */
export async function replayFetches(
  planned: PlannedCase & { kind: 'fetch' },
  network: Network,
): Promise<Transcript[]> {
  const send = judgedByPreflight.includes(planned.case.judge) ? preflightsOnly(network) : network;
  const transcripts: Transcript[] = [];
  for (const fetch of planned.fetches) {
    const userAgent = new UserAgent({
      network: send,
      cookies: () => (fetch.cookie ? cookie : null),
    });
    const { url, origin, method, headers, body, credentials } = fetch;
    const outcome = await userAgent.fetch(url, { origin, method, headers, body, credentials });
    transcripts.push({ fetch, outcome });
  }
  return transcripts;
}

/** A request as it is planned, without a browser. */
export async function replayRequest(request: PlannedRequest, network: Network): Promise<Exchange> {
  const sent = {
    method: request.method,
    url: new URL(request.url),
    headers: [...request.headers],
    body: null,
  };
  try {
    return { request: sent, response: await network(sent), cause: null };
  } catch (cause) {
    return { request: sent, response: null, cause };
  }
}

/** Holds back whatever is no preflight: many servers know fewer methods than their CORS does. */
function preflightsOnly(network: Network): Network {
  return (request) => {
    if (isPreflight(request)) return network(request);
    throw new NetworkRefusal('not-sent', 'the preflight alone decides this case');
  };
}

export function isPreflight(request: Exchange['request']): boolean {
  return (
    request.method === 'OPTIONS' &&
    request.headers.some(([name]) => name.toLowerCase() === 'access-control-request-method')
  );
}
