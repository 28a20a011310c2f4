/** Main fetch: chooses how a request is fetched, and what the page may see of the response. */
import { byteCaseInsensitiveMatch } from './byte-sequence.ts';
import { clearCacheEntries } from './cors-preflight-cache.ts';
import { corsUnsafeRequestHeaderNames } from './cors-safelisted-request-header.ts';
import { extractHeaderListValues } from './extract-header-values.ts';
import type { FetchParams } from './fetch-params.ts';
import { type HeaderName, headerListContains } from './header-list.ts';
import { isCorsSafelistedMethod } from './method.ts';
import { isSameOrigin, serializeOrigin, urlOrigin } from './origin.ts';
import { overrideFetch } from './override-fetch.ts';
import { defaultReferrerPolicy } from './referrer-policy.ts';
import { currentURL, redirectTaint, requestOrigin } from './request.ts';
import {
  basicFilteredResponse,
  corsFilteredResponse,
  type FilteredResponse,
  isFilteredResponse,
  isNetworkError,
  type NetworkError,
  networkError,
  opaqueFilteredResponse,
  type Response,
} from './response.ts';
import { isNullBodyStatus, isRangeStatus } from './status.ts';

/**
 * Fetches the request's current URL.
 *
 * @param recursive whether a redirect led here; then the response is returned unfiltered
 * @see https://fetch.spec.whatwg.org/#concept-main-fetch
 */
export async function mainFetch(
  fetchParams: FetchParams,
  recursive = false,
): Promise<Response | FilteredResponse | NetworkError> {
  const { userAgent } = fetchParams;
  // 1.
  const request = fetchParams.request;
  // 2. There is no response yet.
  let response: Response | FilteredResponse | NetworkError;
  // 3. Not modelled: the local-URLs-only flag.
  // 4. Not modelled: Content Security Policy.
  // 5. Not modelled: upgrades to https.
  // 6. Not modelled: upgrades to https.
  // 7. Not modelled: bad ports, mixed content, Content Security Policy, Integrity Policy.
  // 8. A page that sets no referrer policy has the default.
  if (request.referrerPolicy === '') request.referrerPolicy = defaultReferrerPolicy;
  // 9. Not modelled: referrers.
  // 10. Not modelled: upgrades to https.
  // 11. Not modelled: parallelism.
  // 12. Use the first rule that matches:
  const url = currentURL(request);
  // 12.a. Not modelled: preloads.
  // 12.b. The URL has the page's origin and there is no other tainting yet, or it is a data: URL, or
  //       the mode is one to which CORS does not apply.
  if (
    (isSameOrigin(urlOrigin(url), requestOrigin(request)) &&
      request.responseTainting === 'basic') ||
    url.protocol === 'data:' ||
    ['navigate', 'websocket', 'webtransport'].includes(request.mode)
  ) {
    // 12.b.1.
    request.responseTainting = 'basic';
    // 12.b.2.
    response = await overrideFetch('scheme-fetch', fetchParams);
  }
  // 12.c. The mode is same-origin, but the URL is not: refuse it.
  else if (request.mode === 'same-origin') {
    response = networkError(
      'main-fetch/12.c',
      `the mode is "same-origin", but ${url.origin} is not the page's origin ${serializeOrigin(requestOrigin(request))}`,
    );
  }
  // 12.d. The mode is no-cors:
  else if (request.mode === 'no-cors') {
    // 12.d.1. Refuse other redirect modes, which would reveal redirects of other origins.
    if (request.redirectMode !== 'follow') {
      response = networkError(
        'main-fetch/12.d.1',
        'in the mode "no-cors", the redirect mode must be "follow"',
      );
    } else {
      // 12.d.2.
      request.responseTainting = 'opaque';
      // 12.d.3.
      response = await overrideFetch('scheme-fetch', fetchParams);
    }
  }
  // 12.e. CORS works only over HTTP.
  else if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    response = networkError(
      'main-fetch/12.e',
      `the URL has the scheme ${url.protocol}, but CORS requires http: or https:`,
    );
  }
  // 12.f. The request needs a preflight:
  else if (
    request.useCORSPreflightFlag ||
    (request.unsafeRequestFlag &&
      (!isCorsSafelistedMethod(request.method) ||
        corsUnsafeRequestHeaderNames(request.headerList).length > 0))
  ) {
    // 12.f.1.
    request.responseTainting = 'cors';
    // 12.f.2. Fetch with a preflight.
    const corsWithPreflightResponse = await overrideFetch('http-fetch', fetchParams, true);
    // 12.f.3. After a failure, clear cached permissions, which may be out of date.
    if (isNetworkError(corsWithPreflightResponse)) clearCacheEntries(userAgent, request);
    // 12.f.4.
    response = corsWithPreflightResponse;
  }
  // 12.g. All other CORS requests:
  else {
    // 12.g.1.
    request.responseTainting = 'cors';
    // 12.g.2. Fetch without a preflight.
    response = await overrideFetch('http-fetch', fetchParams);
  }
  // 13. After a redirect, the outer main fetch does the rest.
  if (recursive) return response;
  // 14. If the response is neither a network error nor filtered, filter it:
  if (!isNetworkError(response) && !isFilteredResponse(response)) {
    // 14.1. With CORS tainting, find the exposed headers:
    if (request.responseTainting === 'cors') {
      // 14.1.1. Get the names that the server lists.
      const headerNames = extractHeaderListValues(
        'Access-Control-Expose-Headers',
        response.headerList,
      );
      // 14.1.2. Without credentials, a wildcard exposes all headers.
      if (
        request.credentialsMode !== 'include' &&
        headerNames !== 'failure' &&
        headerNames?.includes('*')
      ) {
        response.corsExposedHeaderNameList = uniqueNames(response);
      }
      // 14.1.3. Otherwise, expose the listed headers. (Failure is not a list: see rulings.json.)
      else if (headerNames !== null && headerNames !== 'failure') {
        response.corsExposedHeaderNameList = headerNames;
      }
    }
    // 14.2. Choose the filter by the response tainting:
    switch (request.responseTainting) {
      case 'basic':
        // 14.2.a.
        response = basicFilteredResponse(response);
        break;
      case 'cors':
        // 14.2.b.
        response = corsFilteredResponse(response);
        break;
      case 'opaque':
        // 14.2.c.
        response = opaqueFilteredResponse(response);
        break;
    }
  }
  // 15. Take the unfiltered response.
  const internalResponse = isNetworkError(response) ? response : response.internalResponse;
  if (!isNetworkError(internalResponse)) {
    // 16. Only a response from the network has URLs of its own.
    if (internalResponse.urlList.length === 0) internalResponse.urlList = [...request.urlList];
    // 17. Store the redirect taint.
    internalResponse.redirectTaint = redirectTaint(request);
    // 18. Not modelled: navigations.
    // 19. Not modelled: timing.
    // 20. Not modelled: mixed content, Content Security Policy, MIME type checks, nosniff.
    // 21. Refuse partial content if the request has no Range.
    if (
      response.type === 'opaque' &&
      isRangeStatus(internalResponse.status) &&
      internalResponse.rangeRequestedFlag &&
      !headerListContains(request.headerList, 'Range')
    ) {
      response = networkError(
        'main-fetch/21',
        'the response is partial, but the request has no Range header',
      );
    }
    // 22. Remove a body that HTTP does not allow.
    if (
      !isNetworkError(response) &&
      (request.method === 'HEAD' || isNullBodyStatus(internalResponse.status))
    ) {
      internalResponse.body = null;
    }
  }
  // 23. Not modelled: integrity metadata.
  // 24. Return the response.
  return response;
}

function uniqueNames(response: Response): HeaderName[] {
  const names = response.headerList.map(([name]) => name);
  return names.filter(
    (name, index) => names.findIndex((other) => byteCaseInsensitiveMatch(other, name)) === index,
  );
}
