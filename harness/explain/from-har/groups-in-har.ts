/** Which entries of a recording belong together: preflights to their requests, and redirects to where they
 *  lead. */
import { getHeader, isCorsPreflightRequest, isRedirectStatus } from '../../../reference/index.ts';
import type { HAREntry } from './read-har.ts';

/** A request, and its preflight if there is one. */
export interface HopInHAR {
  readonly request: HAREntry;
  readonly preflight: HAREntry | null;
}

export function isPreflight({ method, headers }: HAREntry): boolean {
  return isCorsPreflightRequest({ method, headers: [...headers] });
}

/** Of a header of the request, all lines combined. */
export function valueIn({ headers }: HAREntry, name: string): string | null {
  return getHeader([...headers], name);
}

/** The hops of each request that is not the target of a redirect, in the order of the recording. A preflight
 *  whose request is not recorded stands for itself. */
export function groupsIn(entries: readonly HAREntry[]): HopInHAR[][] {
  const requests = entries.filter((entry) => !isPreflight(entry));
  const preflights = preflightsOf(requests, entries.filter(isPreflight));
  const targets = redirectsOf(requests);
  const redirected = new Set(targets.values());
  const alone = preflights.get(null) ?? [];
  return [...requests.filter((entry) => !redirected.has(entry)), ...alone]
    .sort((a, b) => a.index - b.index)
    .map((entry) =>
      hopsFrom(entry, targets).map((request) => ({
        request,
        preflight: preflights.get(request)?.[0] ?? null,
      })),
    );
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
