/** The CORS-preflight fetch: asks a server for permission to send the actual request. */
import { byteCaseInsensitiveMatchForOneOf } from './byte-sequence.ts';
import { corsCheck } from './cors-check.ts';
import {
  createANewCacheEntry,
  headerNameCacheEntryMatch,
  methodCacheEntryMatch,
} from './cors-preflight-cache.ts';
import { corsUnsafeRequestHeaderNames } from './cors-safelisted-request-header.ts';
import { extractHeaderListValues } from './extract-header-values.ts';
import type { UserAgentState } from './fetch-params.ts';
import { appendHeader } from './header-list.ts';
import { isCorsNonWildcardRequestHeaderName } from './header-names.ts';
import { httpNetworkOrCacheFetch } from './http-network-or-cache-fetch.ts';
import { isCorsSafelistedMethod } from './method.ts';
import { newRequest, type Request } from './request.ts';
import {
  isNetworkError,
  type NetworkError,
  networkError,
  networkErrorBecause,
  type Response,
} from './response.ts';
import { isOkStatus } from './status.ts';

/**
 * Asks the server whether it allows `request`, and caches what it allows.
 *
 * @returns the preflight's response, or a network error if it does not allow `request`
 * @see https://fetch.spec.whatwg.org/#cors-preflight-fetch-0
 */
export async function corsPreflightFetch(
  userAgent: UserAgentState,
  request: Request,
): Promise<Response | NetworkError> {
  // 1. The preflight has the same URL and origin as the request, but no credentials.
  const preflight = newRequest({
    method: 'OPTIONS',
    urlList: [...request.urlList],
    origin: request.origin,
    mode: 'cors',
    responseTainting: 'cors',
  });
  // 2.
  appendHeader(preflight.headerList, ['Accept', '*/*']);
  // 3. The method that needs permission.
  appendHeader(preflight.headerList, ['Access-Control-Request-Method', request.method]);
  // 4. The names of the headers that need permission.
  const headers = corsUnsafeRequestHeaderNames(request.headerList);
  // 5. If there are any:
  if (headers.length > 0) {
    // 5.1. Join them with commas, without spaces.
    const value = headers.join(',');
    // 5.2.
    appendHeader(preflight.headerList, ['Access-Control-Request-Headers', value]);
  }
  // 6.
  const response = await httpNetworkOrCacheFetch({ request: preflight, userAgent });
  if (isNetworkError(response)) return response;
  // 7. If the CORS check succeeds, with the request's credentials mode, and the status is ok:
  const check = corsCheck(request, response);
  if (check.result === 'success' && isOkStatus(response.status)) {
    // 7.1. The methods it allows.
    let methods = extractHeaderListValues('Access-Control-Allow-Methods', response.headerList);
    // 7.2. The headers it allows.
    const headerNames = extractHeaderListValues(
      'Access-Control-Allow-Headers',
      response.headerList,
    );
    // 7.3. If a list is malformed, refuse the request.
    if (methods === 'failure' || headerNames === 'failure') {
      const name = `Access-Control-Allow-${methods === 'failure' ? 'Methods' : 'Headers'}`;
      return networkError('cors-preflight-fetch/7.3', `${name} is not a list of tokens`);
    }
    // 7.4. If the flag forced a preflight and no methods are listed, the request's own is allowed.
    if (methods === null && request.useCORSPreflightFlag) methods = [request.method];
    // 7.5. The method must be listed, safelisted, or covered by a wildcard.
    if (
      !methods?.includes(request.method) &&
      !isCorsSafelistedMethod(request.method) &&
      (request.credentialsMode === 'include' || !methods?.includes('*'))
    ) {
      return networkError(
        'cors-preflight-fetch/7.5',
        `the method ${request.method} is not in Access-Control-Allow-Methods${
          methods?.includes('*') ? ', and * does not count with credentials' : ''
        }`,
      );
    }
    // 7.6. Authorization must be listed by name.
    for (const [name] of request.headerList) {
      if (
        isCorsNonWildcardRequestHeaderName(name) &&
        !byteCaseInsensitiveMatchForOneOf(name, headerNames ?? [])
      ) {
        return networkError(
          'cors-preflight-fetch/7.6',
          `the header ${name} is not in Access-Control-Allow-Headers, and * does not cover it`,
        );
      }
    }
    // 7.7. Every other header that needs permission must be listed or covered by a wildcard.
    for (const unsafeName of corsUnsafeRequestHeaderNames(request.headerList)) {
      if (
        !byteCaseInsensitiveMatchForOneOf(unsafeName, headerNames ?? []) &&
        (request.credentialsMode === 'include' || !headerNames?.includes('*'))
      ) {
        return networkError(
          'cors-preflight-fetch/7.7',
          `the header ${unsafeName} is not in Access-Control-Allow-Headers${
            headerNames?.includes('*') ? ', and * does not count with credentials' : ''
          }`,
        );
      }
    }
    // 7.8. Get the max-age. (Extraction returns a list with one value: see rulings.json.)
    const extracted = extractHeaderListValues('Access-Control-Max-Age', response.headerList);
    // 7.9. If it is absent or malformed, use 5 seconds.
    let maxAge = extracted === null || extracted === 'failure' ? 5 : Number(extracted[0]);
    // 7.10. Apply the user agent's limit.
    if (maxAge > userAgent.maxAgeLimit) maxAge = userAgent.maxAgeLimit;
    // 7.11. Without a cache, return the response.
    if (userAgent.corsPreflightCache === null) return response;
    // 7.12. Update the max-age of cached methods.
    const knownMethods = (methods ?? []).map((method) =>
      methodCacheEntryMatch(userAgent, method, request),
    );
    for (const entry of knownMethods) if (entry !== undefined) entry.maxAge = maxAge;
    // 7.13. Store the other methods.
    for (const method of methods ?? []) {
      if (methodCacheEntryMatch(userAgent, method, request) === undefined) {
        createANewCacheEntry(userAgent, request, maxAge, method, null);
      }
    }
    // 7.14. Update the max-age of cached header names.
    const knownHeaderNames = (headerNames ?? []).map((headerName) =>
      headerNameCacheEntryMatch(userAgent, headerName, request),
    );
    for (const entry of knownHeaderNames) if (entry !== undefined) entry.maxAge = maxAge;
    // 7.15. Store the other header names.
    for (const headerName of headerNames ?? []) {
      if (headerNameCacheEntryMatch(userAgent, headerName, request) === undefined) {
        createANewCacheEntry(userAgent, request, maxAge, null, headerName);
      }
    }
    // 7.16.
    return response;
  }
  // 8. Otherwise, refuse the request.
  if (check.result === 'failure') {
    const message = `on the preflight, ${check.message}`;
    return networkErrorBecause('cors-preflight-fetch/7', { ...check, message });
  }
  return networkError(
    'cors-preflight-fetch/8',
    `the preflight response has status ${response.status}, but it must be 200 to 299`,
  );
}
