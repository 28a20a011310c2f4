/** The CORS-preflight fetch: asking a server whether it would take the actual request. */
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
 * Asks the server for permission, and remembers what it allows.
 *
 * @returns the preflight's response, or a network error if it does not allow `request`
 * @see https://fetch.spec.whatwg.org/#cors-preflight-fetch-0
 */
export async function corsPreflightFetch(
  userAgent: UserAgentState,
  request: Request,
): Promise<Response | NetworkError> {
  // 1. It goes where the request goes, from where it comes, and never with credentials.
  const preflight = newRequest({
    method: 'OPTIONS',
    urlList: [...request.urlList],
    origin: request.origin,
    mode: 'cors',
    responseTainting: 'cors',
  });
  // 2.
  appendHeader(preflight.headerList, ['Accept', '*/*']);
  // 3. The method to come.
  appendHeader(preflight.headerList, ['Access-Control-Request-Method', request.method]);
  // 4. The headers to come, as far as they need permission.
  const headers = corsUnsafeRequestHeaderNames(request.headerList);
  // 5. If there are any:
  if (headers.length > 0) {
    // 5.1. Without spaces.
    const value = headers.join(',');
    // 5.2.
    appendHeader(preflight.headerList, ['Access-Control-Request-Headers', value]);
  }
  // 6.
  const response = await httpNetworkOrCacheFetch({ request: preflight, userAgent });
  if (isNetworkError(response)) return response;
  // 7. If the preflight may be shared, with the request's own credentials mode, and is a success:
  const check = corsCheck(request, response);
  if (check.result === 'success' && isOkStatus(response.status)) {
    // 7.1. The methods it allows.
    let methods = extractHeaderListValues('Access-Control-Allow-Methods', response.headerList);
    // 7.2. The headers it allows.
    const headerNames = extractHeaderListValues(
      'Access-Control-Allow-Headers',
      response.headerList,
    );
    // 7.3. One that cannot be read spoils all.
    if (methods === 'failure' || headerNames === 'failure') {
      const name = `Access-Control-Allow-${methods === 'failure' ? 'Methods' : 'Headers'}`;
      return networkError('cors-preflight-fetch/7.3', `${name} is not a list of tokens`);
    }
    // 7.4. Where only the flag asked for the preflight, its success allows the method.
    if (methods === null && request.useCORSPreflightFlag) methods = [request.method];
    // 7.5. The method has to be allowed, unless a form could send it.
    if (
      !methods?.includes(request.method) &&
      !isCorsSafelistedMethod(request.method) &&
      (request.credentialsMode === 'include' || !methods?.includes('*'))
    ) {
      return networkError(
        'cors-preflight-fetch/7.5',
        `the method ${request.method} is not in Access-Control-Allow-Methods${
          methods?.includes('*') ? ', where * does not count with credentials' : ''
        }`,
      );
    }
    // 7.6. Authorization has to be listed by its name.
    for (const [name] of request.headerList) {
      if (
        isCorsNonWildcardRequestHeaderName(name) &&
        !byteCaseInsensitiveMatchForOneOf(name, headerNames ?? [])
      ) {
        return networkError(
          'cors-preflight-fetch/7.6',
          `${name} is not in Access-Control-Allow-Headers, where * does not cover it`,
        );
      }
    }
    // 7.7. So has every other header that needs permission, or be covered by a wildcard.
    for (const unsafeName of corsUnsafeRequestHeaderNames(request.headerList)) {
      if (
        !byteCaseInsensitiveMatchForOneOf(unsafeName, headerNames ?? []) &&
        (request.credentialsMode === 'include' || !headerNames?.includes('*'))
      ) {
        return networkError(
          'cors-preflight-fetch/7.7',
          `the header ${unsafeName} is not in Access-Control-Allow-Headers${
            headerNames?.includes('*') ? ', where * does not count with credentials' : ''
          }`,
        );
      }
    }
    // 7.8. How long this holds. (Extraction gives a list of one: see rulings.json.)
    const extracted = extractHeaderListValues('Access-Control-Max-Age', response.headerList);
    // 7.9. Five seconds, if it does not say.
    let maxAge = extracted === null || extracted === 'failure' ? 5 : Number(extracted[0]);
    // 7.10.
    if (maxAge > userAgent.maxAgeLimit) maxAge = userAgent.maxAgeLimit;
    // 7.11.
    if (userAgent.corsPreflightCache === null) return response;
    // 7.12. Methods that are known get the new age.
    const knownMethods = (methods ?? []).map((method) =>
      methodCacheEntryMatch(userAgent, method, request),
    );
    for (const entry of knownMethods) if (entry !== undefined) entry.maxAge = maxAge;
    // 7.13. New ones are stored.
    for (const method of methods ?? []) {
      if (methodCacheEntryMatch(userAgent, method, request) === undefined) {
        createANewCacheEntry(userAgent, request, maxAge, method, null);
      }
    }
    // 7.14. Header names that are known get the new age.
    const knownHeaderNames = (headerNames ?? []).map((headerName) =>
      headerNameCacheEntryMatch(userAgent, headerName, request),
    );
    for (const entry of knownHeaderNames) if (entry !== undefined) entry.maxAge = maxAge;
    // 7.15. New ones are stored.
    for (const headerName of headerNames ?? []) {
      if (headerNameCacheEntryMatch(userAgent, headerName, request) === undefined) {
        createANewCacheEntry(userAgent, request, maxAge, null, headerName);
      }
    }
    // 7.16.
    return response;
  }
  // 8. Otherwise there is no permission.
  if (check.result === 'failure') return networkErrorBecause('cors-preflight-fetch/7', check);
  return networkError(
    'cors-preflight-fetch/8',
    `the preflight was answered with status ${response.status}, and only 200 to 299 allow anything`,
  );
}
