/** Main fetch: which kind of fetch a request gets, and what the page may see of its response. */
import { byteCaseInsensitiveMatch } from './byte-sequence.ts';
import { clearCacheEntries } from './cors-preflight-cache.ts';
import { corsUnsafeRequestHeaderNames } from './cors-safelisted-request-header.ts';
import { extractHeaderListValues } from './extract-header-values.ts';
import type { FetchParams } from './fetch-params.ts';
import { type HeaderName, headerListContains } from './header-list.ts';
import { isCorsSafelistedMethod } from './method.ts';
import { isSameOrigin, serializeOrigin, urlOrigin } from './origin.ts';
import { overrideFetch } from './override-fetch.ts';
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
 * @param recursive whether a redirect led here: then the response is returned as it is
 * @see https://fetch.spec.whatwg.org/#concept-main-fetch
 */
export async function mainFetch(
  fetchParams: FetchParams,
  recursive = false,
): Promise<Response | FilteredResponse | NetworkError> {
  const { userAgent } = fetchParams;
  // 1.
  const request = fetchParams.request;
  // 2. Not yet known.
  let response: Response | FilteredResponse | NetworkError;
  // 3. Not modelled: only downloads and the like are local-URLs-only.
  // 4. Not modelled: Content Security Policy.
  // 5. Not modelled: upgrades to https.
  // 6. Not modelled: upgrades to https.
  // 7. Not modelled: bad ports, mixed content, Content Security Policy, Integrity Policy.
  // 8. Not modelled: referrer policies.
  // 9. Not modelled: referrers.
  // 10. Not modelled: hosts known to be https only.
  // 11. Not modelled: nothing here is in parallel.
  // 12. By the first that holds:
  const url = currentURL(request);
  // 12.a. Not modelled: preloads.
  // 12.b. The page's own origin, by a way that never left it; data: URLs:
  if (
    (isSameOrigin(urlOrigin(url), requestOrigin(request)) &&
      request.responseTainting === 'basic') ||
    url.protocol === 'data:'
  ) {
    // 12.b.1.
    request.responseTainting = 'basic';
    // 12.b.2.
    response = await overrideFetch('scheme-fetch', fetchParams);
  }
  // 12.c. Another origin, where only the own was wanted.
  else if (request.mode === 'same-origin') {
    response = networkError(
      'main-fetch/12.c',
      `${url.origin} is not the page's origin ${serializeOrigin(requestOrigin(request))}`,
    );
  }
  // 12.d. Another origin, without asking it:
  else if (request.mode === 'no-cors') {
    // 12.d.1. Redirects would tell too much.
    if (request.redirectMode !== 'follow') {
      response = networkError('main-fetch/12.d.1', 'no-cors fetches have to follow redirects');
    } else {
      // 12.d.2.
      request.responseTainting = 'opaque';
      // 12.d.3.
      response = await overrideFetch('scheme-fetch', fetchParams);
    }
  }
  // 12.e. CORS is for HTTP only.
  else if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    response = networkError('main-fetch/12.e', `${url.protocol} is not http: or https:`);
  }
  // 12.f. More than a form could send:
  else if (
    request.useCORSPreflightFlag ||
    (request.unsafeRequestFlag &&
      (!isCorsSafelistedMethod(request.method) ||
        corsUnsafeRequestHeaderNames(request.headerList).length > 0))
  ) {
    // 12.f.1.
    request.responseTainting = 'cors';
    // 12.f.2. With a preflight.
    const corsWithPreflightResponse = await overrideFetch('http-fetch', fetchParams, true);
    // 12.f.3. What was allowed may have changed.
    if (isNetworkError(corsWithPreflightResponse)) clearCacheEntries(userAgent, request);
    // 12.f.4.
    response = corsWithPreflightResponse;
  }
  // 12.g. Otherwise:
  else {
    // 12.g.1.
    request.responseTainting = 'cors';
    // 12.g.2. Without a preflight.
    response = await overrideFetch('http-fetch', fetchParams);
  }
  // 13. After a redirect, the first main fetch does the rest.
  if (recursive) return response;
  // 14. What comes from the network gets filtered:
  if (!isNetworkError(response) && !isFilteredResponse(response)) {
    // 14.1. For CORS, by what the server exposes:
    if (request.responseTainting === 'cors') {
      // 14.1.1. The names it lists.
      const headerNames = extractHeaderListValues(
        'Access-Control-Expose-Headers',
        response.headerList,
      );
      // 14.1.2. A wildcard exposes all there are, without credentials.
      if (
        request.credentialsMode !== 'include' &&
        headerNames !== 'failure' &&
        headerNames?.includes('*')
      ) {
        response.corsExposedHeaderNameList = uniqueNames(response);
      }
      // 14.1.3. Otherwise what is listed. (A failure is no list: see rulings.json.)
      else if (headerNames !== null && headerNames !== 'failure') {
        response.corsExposedHeaderNameList = headerNames;
      }
    }
    // 14.2. By the response tainting:
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
  // 15. What lies behind the filter.
  const internalResponse = isNetworkError(response) ? response : response.internalResponse;
  if (!isNetworkError(internalResponse)) {
    // 16. Not modelled: only URLs that are not HTTP(S) leave it empty.
    // 17.
    internalResponse.redirectTaint = redirectTaint(request);
    // 18. Not modelled: navigations.
    // 19. Not modelled: timing.
    // 20. Not modelled: mixed content, Content Security Policy, MIME types that scripts need.
    // 21. Part of a resource, for someone who did not ask for parts.
    if (
      response.type === 'opaque' &&
      isRangeStatus(internalResponse.status) &&
      internalResponse.rangeRequestedFlag &&
      !headerListContains(request.headerList, 'Range')
    ) {
      response = networkError('main-fetch/21', 'a partial response to a request without Range');
    }
    // 22. Where HTTP has no body.
    if (
      !isNetworkError(response) &&
      (request.method === 'HEAD' || isNullBodyStatus(internalResponse.status))
    ) {
      internalResponse.body = null;
    }
  }
  // 23. Not modelled: integrity metadata.
  // 24. Handed over.
  return response;
}

function uniqueNames(response: Response): HeaderName[] {
  const names = response.headerList.map(([name]) => name);
  return names.filter(
    (name, index) => names.findIndex((other) => byteCaseInsensitiveMatch(other, name)) === index,
  );
}
