/** The reference browser as the client of generated exchanges. */
import type { NetworkRequest, NetworkResponse } from '../../reference/fetch-params.ts';
import type { Outcome } from '../../reference/outcome.ts';
import { UserAgent, type UserAgentOptions } from '../../reference/user-agent.ts';
import { type OriginLetter, type Origins, placeCase, type ServerRule } from '../exchanges.ts';
import { fetchFromPage } from '../page-fetch.ts';
import { ruleFor, type ServedRequest } from '../scripted-server.ts';
import type { Given } from './arbitraries/exchanges.ts';

/** A and B belong to one site, C to another. */
export const origins: Origins = {
  A: 'http://a.site.example:8001',
  B: 'http://b.site.example:8002',
  C: 'http://c.other.example:8003',
  D: 'http://b.site.example:8004',
};

/** The outcome of the last fetch. A new browser makes all fetches, one after the other. */
export async function outcomeOf(
  given: Given,
  options: Pick<UserAgentOptions, 'cookies'> = {},
): Promise<Outcome> {
  const { fetches, server } = placeCase(given, origins);
  const served: ServedRequest[] = [];
  let seconds = 0;
  const userAgent = new UserAgent({
    ...options,
    now: () => seconds * 1000,
    network: async (request) => answerOf(server, request, served),
  });
  let outcome: Outcome | null = null;
  for (const fetch of fetches) {
    seconds += fetch.after;
    outcome = await fetchFromPage(userAgent, fetch, origins);
  }
  return outcome as Outcome;
}

function answerOf(
  rules: readonly ServerRule[],
  { method, url }: NetworkRequest,
  served: ServedRequest[],
): NetworkResponse {
  const letter = (Object.keys(origins) as OriginLetter[]).find(
    (each) => origins[each] === url.origin,
  );
  if (letter === undefined) throw new Error(`${url.origin} is not an origin of the exchange`);
  const request = { origin: letter, method, path: url.pathname + url.search };
  const rule = ruleFor(rules, request, served);
  served.push(request);
  if (rule === null || !('status' in rule)) throw new Error('no rule answers this request');
  const body = new TextEncoder().encode(rule.body);
  return { status: rule.status, headers: [...rule.headers], body };
}
