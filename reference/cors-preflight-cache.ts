/** The CORS-preflight cache: what servers have allowed, and for how long. */
import { type ByteSequence, byteCaseInsensitiveMatch } from './byte-sequence.ts';
import type { HeaderName } from './header-list.ts';
import { isCorsNonWildcardRequestHeaderName } from './header-names.ts';
import type { Method } from './method.ts';
import {
  determineTheNetworkPartitionKey,
  type NetworkPartitionKey,
} from './network-partition-key.ts';
import { byteSerializeARequestOrigin, currentURL, type Request } from './request.ts';

/** One allowed method, or one allowed header name.
 *  @see https://fetch.spec.whatwg.org/#cache-entry */
export interface CacheEntry {
  readonly key: NetworkPartitionKey | null;
  readonly byteSerializedOrigin: ByteSequence;
  readonly url: string;
  /** In seconds, counted from when the entry was stored. */
  maxAge: number;
  readonly credentials: boolean;
  readonly method: Method | '*' | null;
  readonly headerName: HeaderName | '*' | null;
  /** When it was stored, in milliseconds of the user agent's clock. */
  readonly storedAt: number;
}

/** @see https://fetch.spec.whatwg.org/#concept-cache */
export type CorsPreflightCache = CacheEntry[];

/** The part of a user agent that stores and finds entries. */
export interface CacheOwner {
  /** Milliseconds since any fixed point. */
  readonly now: () => number;
  /** Null if the user agent has no cache. */
  readonly corsPreflightCache: CorsPreflightCache | null;
}

/** Removes the entries whose max-age has passed since they were stored, and returns the others.
 *  @see https://fetch.spec.whatwg.org/#concept-cache */
function currentEntries({ corsPreflightCache, now }: CacheOwner): readonly CacheEntry[] {
  keepEntries(corsPreflightCache, (entry) => now() - entry.storedAt < entry.maxAge * 1000);
  return corsPreflightCache ?? [];
}

function keepEntries(
  cache: CorsPreflightCache | null,
  condition: (entry: CacheEntry) => boolean,
): void {
  cache?.splice(0, cache.length, ...cache.filter(condition));
}

/** @see https://fetch.spec.whatwg.org/#concept-cache-create-entry */
export function createANewCacheEntry(
  userAgent: CacheOwner,
  request: Request,
  maxAge: number,
  method: Method | null,
  headerName: HeaderName | null,
): void {
  // 1. Create an entry for this request.
  const entry: CacheEntry = {
    key: determineTheNetworkPartitionKey(request),
    byteSerializedOrigin: byteSerializeARequestOrigin(request),
    url: currentURL(request).href,
    maxAge,
    credentials: request.credentialsMode === 'include',
    method,
    headerName,
    storedAt: userAgent.now(),
  };
  // 2. Add it to the cache.
  userAgent.corsPreflightCache?.push(entry);
}

/** Removes all entries for the page's origin and the request's URL.
 *  @see https://fetch.spec.whatwg.org/#concept-cache-clear */
export function clearCacheEntries(userAgent: CacheOwner, request: Request): void {
  keepEntries(
    userAgent.corsPreflightCache,
    (entry) =>
      entry.key !== determineTheNetworkPartitionKey(request) ||
      entry.byteSerializedOrigin !== byteSerializeARequestOrigin(request) ||
      entry.url !== currentURL(request).href,
  );
}

/** Whether an entry has the request's partition key, origin and URL, and covers its credentials.
 *  @see https://fetch.spec.whatwg.org/#concept-cache-match */
export function isCacheEntryMatch(entry: CacheEntry, request: Request): boolean {
  return (
    entry.key === determineTheNetworkPartitionKey(request) &&
    entry.byteSerializedOrigin === byteSerializeARequestOrigin(request) &&
    entry.url === currentURL(request).href &&
    (entry.credentials || request.credentialsMode !== 'include')
  );
}

/** The first entry that allows `method`, or undefined.
 *  @see https://fetch.spec.whatwg.org/#concept-cache-match-method */
export function methodCacheEntryMatch(
  userAgent: CacheOwner,
  method: Method,
  request: Request,
): CacheEntry | undefined {
  return currentEntries(userAgent).find(
    (entry) =>
      isCacheEntryMatch(entry, request) && (entry.method === method || entry.method === '*'),
  );
}

/** The first entry that allows `headerName`, or undefined.
 *  @see https://fetch.spec.whatwg.org/#concept-cache-match-header */
export function headerNameCacheEntryMatch(
  userAgent: CacheOwner,
  headerName: HeaderName,
  request: Request,
): CacheEntry | undefined {
  return currentEntries(userAgent).find(
    (entry) =>
      isCacheEntryMatch(entry, request) &&
      entry.headerName !== null &&
      (byteCaseInsensitiveMatch(entry.headerName, headerName) ||
        (entry.headerName === '*' && !isCorsNonWildcardRequestHeaderName(headerName))),
  );
}
