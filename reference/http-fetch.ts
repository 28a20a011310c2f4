/** HTTP fetch: sends preflight and request, runs the CORS check, and handles redirects. */
import { corsCheck } from './cors-check.ts';
import { headerNameCacheEntryMatch, methodCacheEntryMatch } from './cors-preflight-cache.ts';
import { corsPreflightFetch } from './cors-preflight-fetch.ts';
import { corsUnsafeRequestHeaderNames } from './cors-safelisted-request-header.ts';
import type { FetchParams } from './fetch-params.ts';
import { httpNetworkOrCacheFetch } from './http-network-or-cache-fetch.ts';
import { httpRedirectFetch } from './http-redirect-fetch.ts';
import { isCorsSafelistedMethod } from './method.ts';
import {
  type FilteredResponse,
  isNetworkError,
  type NetworkError,
  networkError,
  networkErrorBecause,
  opaqueRedirectFilteredResponse,
  type Response,
  returnedBy,
} from './response.ts';
import { isRedirectStatus } from './status.ts';

/** @see https://fetch.spec.whatwg.org/#concept-http-fetch */
export async function httpFetch(
  fetchParams: FetchParams,
  makeCORSPreflight = false,
): Promise<Response | FilteredResponse | NetworkError> {
  const { userAgent } = fetchParams;
  // 1.
  const request = fetchParams.request;
  // 2. There is no response yet.
  let response: Response | FilteredResponse | NetworkError;
  // 3. Not modelled: service workers.
  // 4. So the response must come from the network:
  // 4.1. If a preflight is required and the cache does not cover the request:
  if (
    makeCORSPreflight &&
    ((methodCacheEntryMatch(userAgent, request.method, request) === undefined &&
      (!isCorsSafelistedMethod(request.method) || request.useCORSPreflightFlag)) ||
      corsUnsafeRequestHeaderNames(request.headerList).some(
        (item) => headerNameCacheEntryMatch(userAgent, item, request) === undefined,
      ))
  ) {
    // 4.1.1. Send the preflight.
    const preflightResponse = await corsPreflightFetch(userAgent, request);
    // 4.1.2. If it fails, stop.
    if (isNetworkError(preflightResponse)) return returnedBy('http-fetch/4.1.1', preflightResponse);
  }
  // 4.2. Not modelled: service workers.
  // 4.3. Send the request.
  const internalResponse = await httpNetworkOrCacheFetch(fetchParams);
  response = internalResponse;
  if (isNetworkError(internalResponse)) return returnedBy('http-fetch/4.3', internalResponse);
  // 4.4. Run the CORS check.
  if (request.responseTainting === 'cors') {
    const check = corsCheck(request, internalResponse);
    if (check.result === 'failure') return networkErrorBecause('http-fetch/4.4', check);
  }
  // 4.5. Not modelled: timing.
  // 5. Not modelled: Cross-Origin-Resource-Policy.
  // 6. If the response is a redirect:
  if (isRedirectStatus(internalResponse.status)) {
    // 6.1. Not modelled: navigations.
    // 6.2. Not modelled: HTTP/2 frames.
    // 6.3. By the redirect mode:
    switch (request.redirectMode) {
      case 'error':
        // 6.3.a. The mode error:
        // 6.3.a.1. Refuse the redirect.
        response = networkError(
          'http-fetch/6.3.a.1',
          `the response is a redirect (status ${internalResponse.status}), but the redirect mode is "error"`,
        );
        break;
      case 'manual':
        // 6.3.b. The mode manual:
        // 6.3.b.1. Not modelled: navigations.
        // 6.3.b.2. Unless it is a navigation, hide everything but the URLs.
        if (request.mode !== 'navigate') {
          response = opaqueRedirectFilteredResponse(internalResponse);
        }
        break;
      case 'follow':
        // 6.3.c. The mode follow:
        // 6.3.c.1. Not modelled: WebDriver BiDi.
        // 6.3.c.2. Follow the redirect.
        response = returnedBy(
          'http-fetch/6.3.c.2',
          await httpRedirectFetch(fetchParams, internalResponse),
        );
        break;
    }
  }
  // 7.
  return response;
}
