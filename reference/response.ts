/** Responses: as they come from the network, and as a page may see them. */
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
    ...properties,
  };
}

/** A step of the standard refused, or the network itself failed: then there is a cause instead.
 *  @see https://fetch.spec.whatwg.org/#concept-network-error */
export interface NetworkError {
  readonly type: 'error';
  readonly why: Failure | { readonly result: 'transport'; readonly cause: unknown };
}

/** Decided at `step`. */
export function networkError(step: string, message: string): NetworkError {
  return { type: 'error', why: failure(step, message) };
}

/** Decided by a check that `step` made. */
export function networkErrorBecause(step: string, check: Failure): NetworkError {
  return { type: 'error', why: handOn(step, check) };
}

/** A response that `step` hands on: if it is a network error, the step becomes part of the path. */
export function returnedBy<T extends { readonly type: string }>(
  step: string,
  response: T | NetworkError,
): T | NetworkError {
  if (!isNetworkError(response) || response.why.result === 'transport') return response;
  return networkErrorBecause(step, response.why);
}

export function isNetworkError(response: { readonly type: string }): response is NetworkError {
  return response.type === 'error';
}

/** What a page may see of a response.
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

/** Everything but cookies. @see https://fetch.spec.whatwg.org/#concept-filtered-response-basic */
export function basicFilteredResponse(internalResponse: Response): FilteredResponse {
  const headerList = internalResponse.headerList.filter(
    ([name]) => !isForbiddenResponseHeaderName(name),
  );
  return { type: 'basic', internalResponse, headerList };
}

/** What is safelisted or exposed. @see https://fetch.spec.whatwg.org/#concept-filtered-response-cors */
export function corsFilteredResponse(internalResponse: Response): FilteredResponse {
  const exposed = internalResponse.corsExposedHeaderNameList;
  const headerList = internalResponse.headerList.filter(([name]) =>
    isCorsSafelistedResponseHeaderName(name, exposed),
  );
  return { type: 'cors', internalResponse, headerList };
}

/** Nothing. @see https://fetch.spec.whatwg.org/#concept-filtered-response-opaque */
export function opaqueFilteredResponse(internalResponse: Response): FilteredResponse {
  return { type: 'opaque', internalResponse, headerList: [] };
}

/** Nothing but the URL. @see https://fetch.spec.whatwg.org/#concept-filtered-response-opaque-redirect */
export function opaqueRedirectFilteredResponse(internalResponse: Response): FilteredResponse {
  return { type: 'opaqueredirect', internalResponse, headerList: [] };
}

/**
 * Where a redirect leads.
 *
 * @param requestFragment of the URL that was redirected, without `#`; it stays if there is no other
 * @returns null if `response` is no redirect or names no place, failure if the place is no URL
 * @see https://fetch.spec.whatwg.org/#concept-response-location-url
 */
export function locationURL(
  response: Response,
  requestFragment: string | null,
): URL | 'failure' | null {
  // 1. No redirect.
  if (!isRedirectStatus(response.status)) return null;
  // 2.
  const values = extractHeaderListValues('Location', response.headerList);
  let location: URL | 'failure' | null = values === null ? null : 'failure';
  // 3. One value: relative to where it was found. (Extraction gives a list: see rulings.json.)
  if (values !== null && values !== 'failure') {
    const [value, base] = [values[0] as string, response.urlList.at(-1)?.href];
    location = URL.canParse(value, base) ? new URL(value, base) : 'failure';
  }
  // 4. Without a fragment of its own it gets the request's.
  if (location instanceof URL && fragmentOf(location) === null && requestFragment !== null) {
    location = new URL(`${location.href}#${requestFragment}`);
  }
  // 5.
  return location;
}

/** A URL's fragment without `#`, or null: `hash` does not tell an empty one from none.
 *  @see https://url.spec.whatwg.org/#concept-url-fragment */
export function fragmentOf(url: URL): string | null {
  const start = url.href.indexOf('#');
  return start === -1 ? null : url.href.slice(start + 1);
}
