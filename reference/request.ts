/** Requests, and what is computed from them. */
import type { Body } from './body.ts';
import type { HeaderList } from './header-list.ts';
import type { Method } from './method.ts';
import { isSameOrigin, isSameSite, type Origin, serializeOrigin, urlOrigin } from './origin.ts';

/** The page a request is made by. @see https://html.spec.whatwg.org/#environment-settings-object */
export interface Client {
  readonly origin: Origin;
  readonly topLevelOrigin: Origin;
}

export type RequestMode = 'same-origin' | 'cors' | 'no-cors' | 'navigate';
export type CredentialsMode = 'omit' | 'same-origin' | 'include';
export type RedirectMode = 'follow' | 'error' | 'manual';

/** @see https://fetch.spec.whatwg.org/#concept-request */
export interface Request {
  method: Method;
  /** The URLs so far, one more for each redirect. The last is the current URL. */
  urlList: [URL, ...URL[]];
  headerList: HeaderList;
  unsafeRequestFlag: boolean;
  body: Body | null;
  client: Client | null;
  origin: Origin | 'client';
  mode: RequestMode;
  useCORSPreflightFlag: boolean;
  credentialsMode: CredentialsMode;
  redirectMode: RedirectMode;
  redirectCount: number;
  responseTainting: 'basic' | 'cors' | 'opaque';
}

/** As much of a request as its origin is computed from. */
export type OriginOfARequest = Pick<Request, 'origin' | 'urlList'>;

/** A request with the standard's defaults for what is left out. */
export function newRequest(properties: Partial<Request> & Pick<Request, 'urlList'>): Request {
  return {
    method: 'GET',
    headerList: [],
    unsafeRequestFlag: false,
    body: null,
    client: null,
    origin: 'client',
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

/** The request's origin, once fetching has begun.
 *  @throws TypeError while it is still "client" */
export function requestOrigin(request: Pick<Request, 'origin'>): Origin {
  if (request.origin === 'client') throw new TypeError('the request has no origin yet');
  return request.origin;
}

/**
 * How far a chain of redirects has led away from what the request's origin controls.
 *
 * @see https://fetch.spec.whatwg.org/#concept-request-tainted-origin
 */
export function redirectTaint(
  request: OriginOfARequest,
): 'same-origin' | 'same-site' | 'cross-site' {
  // 1. Fetching has begun.
  const origin = requestOrigin(request);
  // 2.
  let lastURL: URL | null = null;
  // 3.
  let taint: 'same-origin' | 'same-site' = 'same-origin';
  // 4. For each hop:
  for (const url of request.urlList) {
    // 4.1. The first one leads nowhere yet.
    if (lastURL === null) {
      lastURL = url;
      continue;
    }
    // 4.2. From one site to another, and the page is not of the first.
    if (
      !isSameSite(urlOrigin(url), urlOrigin(lastURL)) &&
      !isSameSite(origin, urlOrigin(lastURL))
    ) {
      return 'cross-site';
    }
    // 4.3. The same for origins.
    if (
      !isSameOrigin(urlOrigin(url), urlOrigin(lastURL)) &&
      !isSameOrigin(origin, urlOrigin(lastURL))
    ) {
      taint = 'same-site';
    }
    // 4.4.
    lastURL = url;
  }
  // 5.
  return taint;
}

/** The value of `Origin`: `null` as soon as others had a hand in the redirects.
 *  @see https://fetch.spec.whatwg.org/#serializing-a-request-origin */
export function serializeARequestOrigin(request: OriginOfARequest): string {
  // 1. Fetching has begun.
  const origin = requestOrigin(request);
  // 2. Tainted.
  if (redirectTaint(request) !== 'same-origin') return 'null';
  // 3.
  return serializeOrigin(origin);
}

/** @see https://fetch.spec.whatwg.org/#byte-serializing-a-request-origin */
export function byteSerializeARequestOrigin(request: OriginOfARequest): string {
  return serializeARequestOrigin(request);
}
