/** The exchanges of a fetch as hops: for each URL, the preflight and the request. */
import {
  corsCheck,
  getHeader,
  isCorsPreflightRequest,
  isRedirectStatus,
  isSameOrigin,
  parseOrigin,
  urlOrigin,
} from '../../../reference/index.ts';
import { exchangeJSON } from '../../output/exchange-json.ts';
import { withoutSecrets } from '../../output/secrets.ts';
import type { FetchOfPage } from './fetch-of-page.ts';
import { askingOf, grantsOf, linesOf, namesIn } from './grants.ts';
import { NotSeen } from './not-seen.ts';
import { preflightNeeds } from './preflight-needs.ts';
import type { Entry } from './recording.ts';
import type { Check, Hop, Preflight, ToldExchange } from './story.ts';

export async function hopsOf(fetch: FetchOfPage, entries: readonly Entry[]): Promise<Hop[]> {
  const origin = parseOrigin(fetch.origin);
  if (origin === null) throw new TypeError(`${JSON.stringify(fetch.origin)} is not an origin`);
  const hops: Hop[] = [];
  const urls: URL[] = [];
  for (const { preflight, request } of pairsOf(entries)) {
    const first = (preflight ?? request) as Entry;
    urls.push(first.request.url);
    const isCORS =
      fetch.mode !== 'no-cors' && urls.some((url) => !isSameOrigin(origin, urlOrigin(url)));
    hops.push({
      url: first.request.url.href,
      method: methodOf(first),
      isCORS,
      origin: getHeader(first.request.headers, 'Origin'),
      preflight: preflight === null ? null : await preflightOf(fetch, preflight, request),
      request:
        request === null
          ? null
          : {
              exchange: toldExchange(request),
              check: isCORS ? checkOf(fetch, request) : null,
            },
    });
  }
  return hops;
}

/** The number of the hop, from 1, in which the entry stands. */
export function hopNumberOf(entries: readonly Entry[], entry: Entry): number {
  return (
    pairsOf(entries).findIndex(
      ({ preflight, request }) => preflight === entry || request === entry,
    ) + 1
  );
}

interface Pair {
  preflight: Entry | null;
  request: Entry | null;
}

function pairsOf(entries: readonly Entry[]): Pair[] {
  const pairs: Pair[] = [];
  let current: Pair | null = null;
  for (const entry of entries) {
    if (current === null) {
      current = { preflight: null, request: null };
      pairs.push(current);
    }
    if (isCorsPreflightRequest(entry.request)) current.preflight = entry;
    else {
      // After a 421, the same request is sent once more, and only that counts.
      current.request = entry;
      if (entry.seen !== null && isRedirectStatus(entry.seen.status)) current = null;
    }
  }
  return pairs;
}

function methodOf({ request }: Entry): string {
  return getHeader(request.headers, 'Access-Control-Request-Method') ?? request.method;
}

async function preflightOf(
  fetch: FetchOfPage,
  preflight: Entry,
  request: Entry | null,
): Promise<Preflight> {
  const { response } = preflight;
  const names = namesIn(
    getHeader(preflight.request.headers, 'Access-Control-Request-Headers') ?? '',
  );
  const grants = response === null ? [] : await grantsOf(fetch, preflight.request, response);
  return {
    needs: preflightNeeds(methodOf(preflight), names, request?.request.headers ?? fetch.headers),
    exchange: toldExchange(preflight),
    isGranted: response === null ? null : grants.every(({ isGranted }) => isGranted),
    grants,
  };
}

function checkOf(fetch: FetchOfPage, { request, response }: Entry): Check | null {
  if (response === null) return null;
  const check = corsCheck(askingOf(fetch, request), { headerList: response.headers });
  const names = [
    'Access-Control-Allow-Origin',
    ...(fetch.credentials === 'include' ? ['Access-Control-Allow-Credentials'] : []),
  ];
  const lines = names.flatMap((name) => linesOf(response.headers, name));
  return check.result === 'success'
    ? { isPassed: true, lines, step: null, message: null }
    : { isPassed: false, lines, step: check.step, message: check.message };
}

function toldExchange({ request, response, cause, isBeyond }: Entry): ToldExchange {
  const told = exchangeJSON({ request, response, cause });
  return {
    method: told.request.method,
    url: told.request.url,
    headers: withoutSecrets(told.request.headers),
    response:
      told.response === null
        ? null
        : { ...told.response, headers: withoutSecrets(told.response.headers) },
    trouble: told.cause,
    isSent: !(cause instanceof NotSeen),
    isBeyond,
  };
}
