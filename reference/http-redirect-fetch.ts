/** HTTP-redirect fetch: what of a request may go on to where a redirect leads. */
import type { FetchParams } from './fetch-params.ts';
import { deleteHeader } from './header-list.ts';
import { corsNonWildcardRequestHeaderNames, requestBodyHeaderNames } from './header-names.ts';
import { mainFetch } from './main-fetch.ts';
import { isSameOrigin, urlOrigin } from './origin.ts';
import { currentURL, requestOrigin } from './request.ts';
import {
  type FilteredResponse,
  fragmentOf,
  locationURL as locationURLOf,
  type NetworkError,
  networkError,
  type Response,
  returnedBy,
} from './response.ts';

/** @see https://fetch.spec.whatwg.org/#concept-http-redirect-fetch */
export async function httpRedirectFetch(
  fetchParams: FetchParams,
  response: Response,
): Promise<Response | FilteredResponse | NetworkError> {
  // 1.
  const request = fetchParams.request;
  // 2. Nothing is filtered yet.
  const internalResponse = response;
  // 3. Where it leads.
  const locationURL = locationURLOf(internalResponse, fragmentOf(currentURL(request)));
  // 4. Nowhere: the response is what it is.
  if (locationURL === null) return response;
  // 5.
  if (locationURL === 'failure') {
    return networkError('http-redirect-fetch/5', 'Location does not parse as one URL');
  }
  // 6.
  if (!isHTTP(locationURL)) {
    return networkError(
      'http-redirect-fetch/6',
      `the redirect leads to a ${locationURL.protocol} URL, not to http: or https:`,
    );
  }
  // 7.
  if (request.redirectCount === 20) {
    return networkError('http-redirect-fetch/7', 'this is the twenty-first redirect');
  }
  // 8.
  request.redirectCount += 1;
  // 9. Credentials in a URL of another origin.
  if (
    request.mode === 'cors' &&
    includesCredentials(locationURL) &&
    !isSameOrigin(requestOrigin(request), urlOrigin(locationURL))
  ) {
    return networkError(
      'http-redirect-fetch/9',
      `the redirect leads to another origin, with credentials in its URL`,
    );
  }
  // 10. Credentials in a URL that another origin has chosen.
  if (request.responseTainting === 'cors' && includesCredentials(locationURL)) {
    return networkError(
      'http-redirect-fetch/10',
      `another origin redirects to a URL with credentials`,
    );
  }
  // 11. A stream cannot be sent twice.
  if (internalResponse.status !== 303 && request.body !== null && request.body.source === null) {
    return networkError('http-redirect-fetch/11', 'the body is a stream, already read');
  }
  // 12. What becomes a GET:
  if (
    ([301, 302].includes(internalResponse.status) && request.method === 'POST') ||
    (internalResponse.status === 303 && !['GET', 'HEAD'].includes(request.method))
  ) {
    // 12.1.
    request.method = 'GET';
    request.body = null;
    // 12.2. With the body go the headers that describe it.
    for (const headerName of requestBodyHeaderNames) deleteHeader(request.headerList, headerName);
  }
  // 13. Another origin does not get what the page told this one in confidence.
  if (!isSameOrigin(urlOrigin(currentURL(request)), urlOrigin(locationURL))) {
    for (const headerName of corsNonWildcardRequestHeaderNames) {
      deleteHeader(request.headerList, headerName);
    }
  }
  // 14. The body is made from its source each time it is sent: see Body.
  // 15. Not modelled: timing.
  // 16. Not modelled: timing.
  // 17. Not modelled: timing.
  // 18.
  request.urlList.push(locationURL);
  // 19. Not modelled: referrer policies.
  // 20.
  const recursive = true;
  // 21. Not modelled: navigations.
  // 22. Main fetch decides anew which kind of fetch this is.
  return returnedBy('http-redirect-fetch/22', await mainFetch(fetchParams, recursive));
}

function isHTTP(url: URL): boolean {
  return url.protocol === 'http:' || url.protocol === 'https:';
}

/** @see https://url.spec.whatwg.org/#include-credentials */
export function includesCredentials(url: URL): boolean {
  return url.username !== '' || url.password !== '';
}
