/** Responses as the network returns them, and as a page may see them. */
import { extractHeaderListValues } from './extract-header-values.ts';
import { type Failure, failure, handOn } from './failure.ts';
import type { HeaderList, HeaderName } from './header-list.ts';
import {
  isCorsSafelistedResponseHeaderName,
  isForbiddenResponseHeaderName,
} from './header-names.ts';
import { isRedirectStatus } from './status.ts';

/** A response that is neither a network error nor filtered.
 *  @see https://fetch.spec.whatwg.org/#concept-response */
export interface Response {
  readonly type: 'default';
  urlList: URL[];
  readonly status: number;
  readonly statusMessage: string;
  readonly headerList: HeaderList;
  body: Uint8Array | null;
  corsExposedHeaderNameList: HeaderName[];
  rangeRequestedFlag: boolean;
  requestIncludesCredentials: boolean;
  redirectTaint: 'same-origin' | 'same-site' | 'cross-site';
  /** A step that is not modelled, and that could have led to another response. */
  unmodelled: string | null;
}

export function newResponse(
  properties: Pick<Response, 'status' | 'statusMessage' | 'headerList' | 'body'>,
): Response {
  return {
    type: 'default',
    urlList: [],
    corsExposedHeaderNameList: [],
    rangeRequestedFlag: false,
    requestIncludesCredentials: true,
    redirectTaint: 'same-origin',
    unmodelled: null,
    ...properties,
  };
}

/** Either a step of the standard refused the fetch, or the transport failed with a cause, or the
 *  fetch reached a step that is not modelled.
 *  @see https://fetch.spec.whatwg.org/#concept-network-error */
export interface NetworkError {
  readonly type: 'error';
  readonly why:
    | Failure
    | { readonly result: 'transport'; readonly cause: unknown }
    | { readonly result: 'unmodelled'; readonly step: string; readonly message: string };
}

/** A network error that is decided at `step`. */
export function networkError(step: string, message: string): NetworkError {
  return { type: 'error', why: failure(step, message) };
}

/** A network error that is decided by a check, which `step` called. */
export function networkErrorBecause(step: string, check: Failure): NetworkError {
  return { type: 'error', why: handOn(step, check) };
}

/** Ends a fetch whose outcome depends on a step that the reference does not model. */
export function unmodelled(step: string, message: string): NetworkError {
  return { type: 'error', why: { result: 'unmodelled', step, message } };
}

/** A response that `step` passes on. If it is a network error, its path starts with `step`. */
export function returnedBy<T extends { readonly type: string }>(
  step: string,
  response: T | NetworkError,
): T | NetworkError {
  if (!isNetworkError(response) || response.why.result !== 'failure') return response;
  return networkErrorBecause(step, response.why);
}

export function isNetworkError(response: { readonly type: string }): response is NetworkError {
  return response.type === 'error';
}

/** A response of which a page may see only parts.
 *  @see https://fetch.spec.whatwg.org/#concept-filtered-response */
export interface FilteredResponse {
  readonly type: 'basic' | 'cors' | 'opaque' | 'opaqueredirect';
  readonly internalResponse: Response;
  readonly headerList: HeaderList;
}

export function isFilteredResponse(response: {
  readonly type: string;
}): response is FilteredResponse {
  return !isNetworkError(response) && response.type !== 'default';
}

/** Hides cookie headers. @see https://fetch.spec.whatwg.org/#concept-filtered-response-basic */
export function basicFilteredResponse(internalResponse: Response): FilteredResponse {
  const headerList = internalResponse.headerList.filter(
    ([name]) => !isForbiddenResponseHeaderName(name),
  );
  return { type: 'basic', internalResponse, headerList };
}

/** Keeps safelisted and exposed headers. @see https://fetch.spec.whatwg.org/#concept-filtered-response-cors */
export function corsFilteredResponse(internalResponse: Response): FilteredResponse {
  const exposed = internalResponse.corsExposedHeaderNameList;
  const headerList = internalResponse.headerList.filter(([name]) =>
    isCorsSafelistedResponseHeaderName(name, exposed),
  );
  return { type: 'cors', internalResponse, headerList };
}

/** Hides everything. @see https://fetch.spec.whatwg.org/#concept-filtered-response-opaque */
export function opaqueFilteredResponse(internalResponse: Response): FilteredResponse {
  return { type: 'opaque', internalResponse, headerList: [] };
}

/** Hides everything but the URLs. @see https://fetch.spec.whatwg.org/#concept-filtered-response-opaque-redirect */
export function opaqueRedirectFilteredResponse(internalResponse: Response): FilteredResponse {
  return { type: 'opaqueredirect', internalResponse, headerList: [] };
}

/**
 * The URL that a redirect leads to.
 *
 * @param requestFragment the fragment of the redirected URL, without `#`; used if Location has none
 * @returns null if `response` is not a redirect or has no Location, failure if Location is invalid
 * @see https://fetch.spec.whatwg.org/#concept-response-location-url
 */
export function locationURL(
  response: Response,
  requestFragment: string | null,
): URL | 'failure' | null {
  // 1. If the status does not redirect, return null.
  if (!isRedirectStatus(response.status)) return null;
  // 2. Get Location.
  const values = extractHeaderListValues('Location', response.headerList);
  let location: URL | 'failure' | null = values === null ? null : 'failure';
  // 3. Resolve it against the response's URL. (Extraction returns a list: see rulings.json.)
  if (values !== null && values !== 'failure') {
    const [value, base] = [values[0] as string, response.urlList.at(-1)?.href];
    location = URL.canParse(value, base) ? new URL(value, base) : 'failure';
  }
  // 4. If it has no fragment, use the one of the request.
  if (location instanceof URL && fragmentOf(location) === null && requestFragment !== null) {
    location = new URL(`${location.href}#${requestFragment}`);
  }
  // 5.
  return location;
}

/** A URL's fragment without `#`, or null. (`hash` is empty without a fragment, and also for `#`.)
 *  @see https://url.spec.whatwg.org/#concept-url-fragment */
export function fragmentOf(url: URL): string | null {
  const start = url.href.indexOf('#');
  return start === -1 ? null : url.href.slice(start + 1);
}
