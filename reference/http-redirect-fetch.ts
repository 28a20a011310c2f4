/** HTTP-redirect fetch: which parts of a request may follow a redirect. */
import type { FetchParams } from './fetch-params.ts';
import { deleteHeader } from './header-list.ts';
import { corsNonWildcardRequestHeaderNames, requestBodyHeaderNames } from './header-names.ts';
import { mainFetch } from './main-fetch.ts';
import { isSameOrigin, urlOrigin } from './origin.ts';
import { setReferrerPolicyOnRedirect } from './referrer-policy.ts';
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
  // 2. The response is not filtered here.
  const internalResponse = response;
  // 3. Find the target.
  const locationURL = locationURLOf(internalResponse, fragmentOf(currentURL(request)));
  // 4. If there is no target, return the response.
  if (locationURL === null) return response;
  // 5. Refuse a target that is not a URL.
  if (locationURL === 'failure') {
    return networkError(
      'http-redirect-fetch/5',
      'the Location of the redirect is not a single valid URL',
    );
  }
  // 6. Refuse a scheme other than http and https.
  if (!isHTTP(locationURL)) {
    return networkError(
      'http-redirect-fetch/6',
      `the redirect leads to a ${locationURL.protocol} URL, but only http: and https: are allowed`,
    );
  }
  // 7. Refuse the twenty-first redirect.
  if (request.redirectCount === 20) {
    return networkError('http-redirect-fetch/7', 'there are more than 20 redirects');
  }
  // 8. Count the redirect.
  request.redirectCount += 1;
  // 9. In cors mode, refuse a target at another origin with credentials in its URL.
  if (
    request.mode === 'cors' &&
    includesCredentials(locationURL) &&
    !isSameOrigin(requestOrigin(request), urlOrigin(locationURL))
  ) {
    return networkError(
      'http-redirect-fetch/9',
      'the redirect leads to another origin, and the URL contains a username or password',
    );
  }
  // 10. Once the request has CORS tainting, refuse any target with credentials in its URL.
  if (request.responseTainting === 'cors' && includesCredentials(locationURL)) {
    return networkError(
      'http-redirect-fetch/10',
      'the redirect leads to a URL with a username or password, which CORS does not allow',
    );
  }
  // 11. Refuse to send a stream twice.
  if (internalResponse.status !== 303 && request.body !== null && request.body.source === null) {
    return networkError(
      'http-redirect-fetch/11',
      'the body is a stream, which cannot be sent again after a redirect',
    );
  }
  // 12. If the redirect changes the request to GET:
  if (
    ([301, 302].includes(internalResponse.status) && request.method === 'POST') ||
    (internalResponse.status === 303 && !['GET', 'HEAD'].includes(request.method))
  ) {
    // 12.1. Change the method, and remove the body.
    request.method = 'GET';
    request.body = null;
    // 12.2. Remove the headers that describe the body.
    for (const headerName of requestBodyHeaderNames) deleteHeader(request.headerList, headerName);
  }
  // 13. If the target is at another origin, remove Authorization.
  if (!isSameOrigin(urlOrigin(currentURL(request)), urlOrigin(locationURL))) {
    for (const headerName of corsNonWildcardRequestHeaderNames) {
      deleteHeader(request.headerList, headerName);
    }
  }
  // 14. Not needed: the body is created from its source each time it is sent. See Body.
  // 15. Not modelled: timing.
  // 16. Not modelled: timing.
  // 17. Not modelled: timing.
  // 18. Add the target to the URLs.
  request.urlList.push(locationURL);
  // 19. The redirect can change the referrer policy.
  setReferrerPolicyOnRedirect(request, internalResponse);
  // 20.
  const recursive = true;
  // 21. Not modelled: navigations.
  // 22. Run main fetch again, which chooses how to fetch the new URL.
  return returnedBy('http-redirect-fetch/22', await mainFetch(fetchParams, recursive));
}

function isHTTP(url: URL): boolean {
  return url.protocol === 'http:' || url.protocol === 'https:';
}

/** @see https://url.spec.whatwg.org/#include-credentials */
export function includesCredentials(url: URL): boolean {
  return url.username !== '' || url.password !== '';
}
