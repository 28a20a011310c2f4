/** Which entries of a recording are CORS fetches of a page, and what the page did. */
import {
  byteLowercase,
  corsUnsafeRequestHeaderNames,
  type Header,
  isCorsSafelistedMethod,
  isCorsSafelistedRequestHeader,
  isHeaderName,
  parseOrigin,
} from '../../../reference/index.ts';
import { isSetByBrowser, showsCredentials } from '../from-curl/set-by-browser.ts';
import type { FetchOfPage, RecordedExchange } from '../story/index.ts';
import { groupsIn, type HopInHAR, isPreflight, valueIn } from './groups-in-har.ts';
import type { HAREntry } from './read-har.ts';

export interface FetchInHAR {
  readonly entry: HAREntry;
  /** How many entries belong to it. */
  readonly count: number;
  readonly fetch: FetchOfPage;
  readonly recorded: readonly RecordedExchange[];
  /** Why the browser gave the page no response, although it was recorded; null if it did, or that is not
   *  known. */
  readonly refusal: string | null;
  /** What the recording does not say: sentences. */
  readonly notes: readonly string[];
}

export const credentialsNote =
  'Whether the page included credentials is not recorded. Without a cookie, it is taken not to have.';

/** @param origin the origin of the page; null to take that of each entry */
export function fetchesIn(entries: readonly HAREntry[], origin: string | null): FetchInHAR[] {
  return groupsIn(entries).flatMap((hops) => {
    const page = origin ?? originOf(hops);
    return page !== null && isCORSFetch(hops, page) ? [fetchIn(hops, page)] : [];
  });
}

/** Of the page. A request that was not sent may lack Origin. */
function originOf(hops: readonly HopInHAR[]): string | null {
  const [{ request, preflight }] = hops as [HopInHAR];
  const written = [request, preflight]
    .map((one) => (one === null ? null : valueIn(one, 'Origin')))
    .find((origin) => origin !== null && parseOrigin(origin) !== null);
  if (written !== undefined) return written;
  const url = valueIn(request, 'Referer') ?? request.page;
  return url !== null && /^https?:/.test(url) && URL.canParse(url) ? new URL(url).origin : null;
}

/** What Chromium calls the kinds of requests that always use CORS, and those that may. */
const corsTypes = ['eventsource', 'fetch', 'font', 'preflight', 'xhr'];

function isCORSFetch(hops: readonly HopInHAR[], origin: string): boolean {
  const [{ request, preflight }] = hops as [HopInHAR];
  if (!/^https?:$/.test(request.url.protocol)) return false;
  if (hops.every((hop) => hop.request.url.origin === origin)) return false;
  if (preflight !== null || isPreflight(request)) return true;
  const mode = valueIn(request, 'Sec-Fetch-Mode');
  if (mode !== null) return mode === 'cors';
  if (request.resourceType !== null) {
    return corsTypes.includes(request.resourceType) || valueIn(request, 'Origin') !== null;
  }
  // Forms send Origin, too, and ask for a document.
  return (
    hops.some((hop) => valueIn(hop.request, 'Origin') !== null) &&
    !/text\/html/i.test(valueIn(request, 'Accept') ?? '')
  );
}

function fetchIn(hops: readonly HopInHAR[], origin: string): FetchInHAR {
  const [{ request, preflight }] = hops as [HopInHAR];
  const asked = preflight ?? (isPreflight(request) ? request : null);
  const method =
    (asked === null ? null : valueIn(asked, 'Access-Control-Request-Method')) ?? request.method;
  const names = asked === null ? null : namesIn(valueIn(asked, 'Access-Control-Request-Headers'));
  const hasCredentials = hops.some(({ request }) => showsCredentials(request.headers));
  const headers = isPreflight(request)
    ? namesOnly(names ?? [])
    : pageHeaders(request.headers, names);
  const isAskedFor =
    !isCorsSafelistedMethod(method) || corsUnsafeRequestHeaderNames(headers).length > 0;
  return {
    entry: request,
    count: hops.reduce((sum, hop) => sum + (hop.preflight === null ? 1 : 2), 0),
    fetch: {
      url: request.url.href,
      origin,
      method,
      headers,
      credentials: hasCredentials ? 'include' : 'same-origin',
      cookie: valueIn(request, 'Cookie'),
      useCorsPreflight: asked !== null && !isAskedFor,
    },
    recorded: hops.flatMap(recordedOf),
    refusal: refusalIn(hops),
    notes: hasCredentials ? [] : [credentialsNote],
  };
}

function namesIn(value: string | null): string[] {
  return (value ?? '')
    .split(',')
    .map((name) => byteLowercase(name.trim()))
    .filter(isHeaderName);
}

/** A value that needs a preflight under every name, since the true one is not known. */
function namesOnly(names: readonly string[]): Header[] {
  return names.map((name) => [name, '?']);
}

/** @param asked the names for which the preflight asks, if it is recorded: what else would need one was
 *    added by the browser, and what is missing was removed from the recording */
function pageHeaders(headers: readonly Header[], asked: readonly string[] | null): Header[] {
  const pages = headers.filter((header) => !isSetByBrowser(header, true));
  if (asked === null) return pages;
  const known = new Set(pages.map(([name]) => byteLowercase(name)));
  return [
    ...pages.filter(
      ([name, value]) =>
        isCorsSafelistedRequestHeader(name, value) || asked.includes(byteLowercase(name)),
    ),
    ...namesOnly(asked.filter((name) => !known.has(name))),
  ];
}

function recordedOf({ request, preflight }: HopInHAR): RecordedExchange[] {
  if (isPreflight(request)) return [exchangeOf(request, 'preflight')];
  // After a refused preflight, the request is listed, but was never sent.
  const isUnsent = request.response === null && preflight !== null && preflight.response !== null;
  return [
    ...(preflight === null ? [] : [exchangeOf(preflight, 'preflight')]),
    ...(isUnsent ? [] : [exchangeOf(request, 'request')]),
  ];
}

function exchangeOf(
  { url, response, trouble }: HAREntry,
  of: RecordedExchange['of'],
): RecordedExchange {
  return { of, url: url.href, response, ...(trouble === null ? {} : { trouble }) };
}

function refusalIn(hops: readonly HopInHAR[]): string | null {
  return (
    hops.map(({ request }) => request).find(({ trouble }) => trouble !== null)?.trouble ?? null
  );
}
