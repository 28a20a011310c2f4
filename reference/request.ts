/** Requests, and values that are computed from them. */
import type { Body } from './body.ts';
import type { HeaderList } from './header-list.ts';
import type { Method } from './method.ts';
import { isSameOrigin, isSameSite, type Origin, serializeOrigin, urlOrigin } from './origin.ts';
import type { ReferrerPolicy } from './referrer-policy.ts';

/** The page that makes a request. @see https://html.spec.whatwg.org/#environment-settings-object */
export interface Client {
  readonly origin: Origin;
  readonly topLevelOrigin: Origin;
}

/** The modes that a page can name.
 *  @see https://fetch.spec.whatwg.org/#requestmode */
export type RequestMode = 'same-origin' | 'cors' | 'no-cors' | 'navigate';
export type CredentialsMode = 'omit' | 'same-origin' | 'include';
export type RedirectMode = 'follow' | 'error' | 'manual';

/** @see https://fetch.spec.whatwg.org/#concept-request */
export interface Request {
  method: Method;
  /** The URLs so far: the first, and one for each redirect. The last is the current URL. */
  urlList: [URL, ...URL[]];
  headerList: HeaderList;
  unsafeRequestFlag: boolean;
  body: Body | null;
  client: Client | null;
  origin: Origin | 'client';
  referrerPolicy: ReferrerPolicy;
  keepalive: boolean;
  mode: RequestMode | 'websocket' | 'webtransport';
  useCORSPreflightFlag: boolean;
  credentialsMode: CredentialsMode;
  redirectMode: RedirectMode;
  redirectCount: number;
  responseTainting: 'basic' | 'cors' | 'opaque';
}

/** The parts of a request that determine its serialized origin. */
export type OriginOfARequest = Pick<Request, 'origin' | 'urlList'>;

/** A request with the given properties, and the standard's defaults for all others. */
export function newRequest(properties: Partial<Request> & Pick<Request, 'urlList'>): Request {
  return {
    method: 'GET',
    headerList: [],
    unsafeRequestFlag: false,
    body: null,
    client: null,
    origin: 'client',
    referrerPolicy: '',
    keepalive: false,
    mode: 'no-cors',
    useCORSPreflightFlag: false,
    credentialsMode: 'same-origin',
    redirectMode: 'follow',
    redirectCount: 0,
    responseTainting: 'basic',
    ...properties,
  };
}

/** @see https://fetch.spec.whatwg.org/#concept-request-clone */
export function cloneRequest(request: Request): Request {
  return { ...request, urlList: [...request.urlList], headerList: [...request.headerList] };
}

/** @see https://fetch.spec.whatwg.org/#concept-request-current-url */
export function currentURL(request: Request): URL {
  return request.urlList.at(-1) as URL;
}

/** The request's origin, which is known once fetching has begun.
 *  @throws TypeError if it is still "client" */
export function requestOrigin(request: Pick<Request, 'origin'>): Origin {
  if (request.origin === 'client') throw new TypeError('the request has no origin yet');
  return request.origin;
}

/**
 * Whether origins other than the request's own took part in the redirects: none, only origins of
 * the same site, or others.
 *
 * @see https://fetch.spec.whatwg.org/#concept-request-tainted-origin
 */
export function redirectTaint(
  request: OriginOfARequest,
): 'same-origin' | 'same-site' | 'cross-site' {
  // 1. The origin is known once fetching has begun.
  const origin = requestOrigin(request);
  // 2. There is no previous URL yet.
  let lastURL: URL | null = null;
  // 3. There is no taint yet.
  let taint: 'same-origin' | 'same-site' = 'same-origin';
  // 4. For each URL:
  for (const url of request.urlList) {
    // 4.1. The first URL is not the result of a redirect.
    if (lastURL === null) {
      lastURL = url;
      continue;
    }
    // 4.2. A site other than the requester's redirected to a different site.
    if (
      !isSameSite(urlOrigin(url), urlOrigin(lastURL)) &&
      !isSameSite(origin, urlOrigin(lastURL))
    ) {
      return 'cross-site';
    }
    // 4.3. An origin other than the requester's redirected to a different origin.
    if (
      !isSameOrigin(urlOrigin(url), urlOrigin(lastURL)) &&
      !isSameOrigin(origin, urlOrigin(lastURL))
    ) {
      taint = 'same-site';
    }
    // 4.4. Remember the previous URL.
    lastURL = url;
  }
  // 5.
  return taint;
}

/** The value of `Origin`. It is `null` if other origins took part in the redirects.
 *  @see https://fetch.spec.whatwg.org/#serializing-a-request-origin */
export function serializeARequestOrigin(request: OriginOfARequest): string {
  // 1. The origin is known once fetching has begun.
  const origin = requestOrigin(request);
  // 2. If the request is tainted, return "null".
  if (redirectTaint(request) !== 'same-origin') return 'null';
  // 3. Otherwise, return the origin.
  return serializeOrigin(origin);
}

/** @see https://fetch.spec.whatwg.org/#byte-serializing-a-request-origin */
export function byteSerializeARequestOrigin(request: OriginOfARequest): string {
  return serializeARequestOrigin(request);
}
