/** Which entries of a recording are CORS fetches of a page, and what belongs to each: its preflights, and the
 *  entries to which it was redirected. */
import {
  byteLowercase,
  corsUnsafeRequestHeaderNames,
  getHeader,
  type Header,
  isCorsPreflightRequest,
  isCorsSafelistedMethod,
  isCorsSafelistedRequestHeader,
  isHeaderName,
  isRedirectStatus,
  parseOrigin,
} from '../../../reference/index.ts';
import { isSetByBrowser } from '../from-curl/set-by-browser.ts';
import type { FetchOfPage, RecordedExchange } from '../story/index.ts';
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
  const requests = entries.filter((entry) => !isPreflight(entry));
  const preflights = preflightsOf(requests, entries.filter(isPreflight));
  const targets = redirectsOf(requests);
  const redirected = new Set(targets.values());
  const alone = preflights.get(null) ?? [];
  return [...requests.filter((entry) => !redirected.has(entry)), ...alone]
    .sort((a, b) => a.index - b.index)
    .flatMap((entry) => {
      const hops = hopsFrom(entry, targets).map((request) => ({
        request,
        preflight: preflights.get(request)?.[0] ?? null,
      }));
      const page = origin ?? originOf(entry, hops[0]?.preflight ?? null);
      return page !== null && isCORSFetch(hops, page) ? [fetchIn(entry, hops, page)] : [];
    });
}

interface HopInHAR {
  readonly request: HAREntry;
  readonly preflight: HAREntry | null;
}

function isPreflight({ method, headers }: HAREntry): boolean {
  return isCorsPreflightRequest({ method, headers: [...headers] });
}

function valueIn({ headers }: HAREntry, name: string): string | null {
  return getHeader([...headers], name);
}

/** For each request, its preflight; for null, preflights whose requests are not recorded. Engines list a
 *  preflight before its request or after it. */
function preflightsOf(
  requests: readonly HAREntry[],
  preflights: readonly HAREntry[],
): Map<HAREntry | null, HAREntry[]> {
  const waiting = groupsOf(requests, ({ method, url }) => `${method} ${url.href}`);
  const found = new Map<HAREntry | null, HAREntry[]>();
  for (const preflight of preflights) {
    const method = valueIn(preflight, 'Access-Control-Request-Method');
    const candidates = waiting.get(`${method} ${preflight.url.href}`) ?? [];
    const distance = ({ index }: HAREntry) => Math.abs(index - preflight.index);
    const nearest = candidates.reduce<HAREntry | null>(
      (best, one) => (best === null || distance(one) < distance(best) ? one : best),
      null,
    );
    if (nearest !== null) candidates.splice(candidates.indexOf(nearest), 1);
    const others = found.get(nearest);
    if (others === undefined) found.set(nearest, [preflight]);
    else others.push(preflight);
  }
  return found;
}

/** For each redirect, the entry to which it leads: the next one with that URL. */
function redirectsOf(requests: readonly HAREntry[]): Map<HAREntry, HAREntry> {
  const byURL = groupsOf(requests, ({ url }) => url.href);
  const targets = new Map<HAREntry, HAREntry>();
  for (const entry of requests) {
    const location = getHeader([...(entry.response?.headers ?? [])], 'Location');
    if (location === null || !isRedirectStatus(entry.response?.status ?? 0)) continue;
    if (!URL.canParse(location, entry.url)) continue;
    const url = new URL(location, entry.url);
    url.hash = '';
    const candidates = byURL.get(url.href) ?? [];
    const next = candidates.findIndex(({ index }) => index > entry.index);
    const [target] = next === -1 ? [] : candidates.splice(next, 1);
    if (target !== undefined) targets.set(entry, target);
  }
  return targets;
}

function groupsOf(
  entries: readonly HAREntry[],
  keyOf: (entry: HAREntry) => string,
): Map<string, HAREntry[]> {
  const groups = new Map<string, HAREntry[]>();
  for (const entry of entries) {
    const key = keyOf(entry);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [entry]);
    else group.push(entry);
  }
  return groups;
}

function hopsFrom(entry: HAREntry, targets: ReadonlyMap<HAREntry, HAREntry>): HAREntry[] {
  const hops = [entry];
  for (let next = targets.get(entry); next !== undefined; next = targets.get(next)) hops.push(next);
  return hops;
}

/** Of the page. A request that was not sent may lack Origin. */
function originOf(entry: HAREntry, preflight: HAREntry | null): string | null {
  const written = [entry, preflight]
    .map((one) => (one === null ? null : valueIn(one, 'Origin')))
    .find((origin) => origin !== null && parseOrigin(origin) !== null);
  if (written !== undefined) return written;
  const url = valueIn(entry, 'Referer') ?? entry.page;
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

function fetchIn(entry: HAREntry, hops: readonly HopInHAR[], origin: string): FetchInHAR {
  const [{ request, preflight }] = hops as [HopInHAR];
  const asked = preflight ?? (isPreflight(request) ? request : null);
  const method =
    (asked === null ? null : valueIn(asked, 'Access-Control-Request-Method')) ?? request.method;
  const names = asked === null ? null : namesIn(valueIn(asked, 'Access-Control-Request-Headers'));
  const hasCredentials = hops.some(({ request }) => includesCredentials(request));
  const headers = isPreflight(request)
    ? namesOnly(names ?? [])
    : pageHeaders(request.headers, names);
  const isAskedFor =
    !isCorsSafelistedMethod(method) || corsUnsafeRequestHeaderNames(headers).length > 0;
  return {
    entry,
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

/** A browser sends cookies to another origin, or says that it may not, only if the page includes
 *  credentials. */
function includesCredentials(entry: HAREntry): boolean {
  return valueIn(entry, 'Cookie') !== null || valueIn(entry, 'Sec-Fetch-Storage-Access') !== null;
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
