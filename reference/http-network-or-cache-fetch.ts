/** HTTP-network-or-cache fetch without the cache: adds the user agent's headers, and sends. */
import { appendARequestOriginHeader } from './append-a-request-origin-header.ts';
import { appendTheFetchMetadataHeaders } from './fetch-metadata.ts';
import type { FetchParams, UserAgentState } from './fetch-params.ts';
import { appendHeader, headerListContains } from './header-list.ts';
import { cloneRequest, currentURL, type Request } from './request.ts';
import {
  isNetworkError,
  type NetworkError,
  networkError,
  newResponse,
  type Response,
  unmodelled,
} from './response.ts';

/**
 * Sends a request. (The reference has no user to ask for credentials, so a request is never sent once
 * more with them.)
 *
 * @param isNewConnectionFetch whether the server has refused the connection that was used before
 * @see https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch
 */
export async function httpNetworkOrCacheFetch(
  fetchParams: FetchParams,
  isNewConnectionFetch = false,
): Promise<Response | NetworkError> {
  const { userAgent } = fetchParams;
  // 1.
  const request = fetchParams.request;
  // 2. Not modelled: a copy of the fetch params, which never change here.
  // 3. Set in 8.2.1.
  // 4. Set in 11.5.1.
  // 5. Not modelled: the HTTP cache.
  // 6. Not modelled: the HTTP cache.
  // 7. Not modelled: the HTTP cache.
  // 8. Prepare the request:
  // 8.1. Not modelled: user prompts.
  // 8.2. Copy the request, because a redirect must start from the original:
  // 8.2.1. Clone it.
  const httpRequest = cloneRequest(request);
  // 8.2.2. Not modelled: as 2.
  // 8.2.3. Not modelled: as 2.
  // 8.3. Include credentials in the mode include, and in the mode same-origin with basic tainting.
  const includeCredentials =
    request.credentialsMode === 'include' ||
    (request.credentialsMode === 'same-origin' && request.responseTainting === 'basic');
  // 8.4. Not modelled: Cross-Origin-Embedder-Policy.
  // 8.5. Take the length of the body.
  const contentLength = httpRequest.body?.length ?? null;
  // 8.6. Not modelled: Content-Length, which is added by the network.
  // 8.7. Not modelled: as 8.6.
  // 8.8. Not modelled: as 8.6.
  // 8.9. Not modelled: as 8.6.
  // 8.10. If the page may be gone before the response is there:
  if (contentLength !== null && httpRequest.keepalive) {
    // 8.10.1. No other request counts. (Nor is this one counted twice: see rulings.json.)
    const inflightKeepaliveBytes = 0;
    // 8.10.2. Not modelled: fetch groups.
    // 8.10.3. Not modelled: as 8.10.2.
    // 8.10.4. Not modelled: as 8.10.2.
    // 8.10.5. Refuse more than 64 KiB.
    if (contentLength + inflightKeepaliveBytes > 64 * 1024) {
      return networkError(
        'http-network-or-cache-fetch/8.10.5',
        `the body has ${contentLength} bytes, but only 65536 are allowed with keepalive`,
      );
    }
  }
  // 8.11. Not modelled: referrers.
  // 8.12. Add Origin where required.
  appendARequestOriginHeader(httpRequest);
  // 8.13. Add the Sec-Fetch-* headers.
  appendTheFetchMetadataHeaders(httpRequest);
  // 8.14. Not modelled: prefetches.
  // 8.15. If the page has not set User-Agent:
  if (!headerListContains(httpRequest.headerList, 'User-Agent')) {
    // 8.15.1. Take the user agent's value. (No client is needed: see rulings.json.)
    const userAgentValue = userAgent.userAgentValue;
    // 8.15.2.
    appendHeader(httpRequest.headerList, ['User-Agent', userAgentValue]);
  }
  // 8.16. Not modelled: the HTTP cache.
  // 8.17. Not modelled: the HTTP cache.
  // 8.18. Not modelled: the HTTP cache.
  // 8.19. A range refers to the unencoded content.
  if (headerListContains(httpRequest.headerList, 'Range')) {
    appendHeader(httpRequest.headerList, ['Accept-Encoding', 'identity']);
  }
  // 8.20. Not modelled: headers that HTTP requires, which are added by the network.
  // 8.21. If credentials are included:
  if (includeCredentials) {
    // 8.21.1.
    appendARequestCookieHeader(userAgent, httpRequest);
    // 8.21.2. Not modelled: HTTP authentication.
  }
  // 8.22. Not modelled: proxies.
  // 8.23. Not modelled: WebDriver BiDi.
  // 8.24. Not modelled: the HTTP cache.
  // 8.25. Not modelled: the HTTP cache.
  // 8.26. Not modelled: the HTTP cache.
  // 9. Not modelled: aborting.
  // 10. Not modelled: WebDriver BiDi.
  // 11. There is no stored response, so use the network:
  // 11.1. Not modelled: the HTTP cache.
  // 11.2. Send the request over the network.
  const forwardResponse = await httpNetworkFetch(
    userAgent,
    httpRequest,
    includeCredentials,
    isNewConnectionFetch,
  );
  // 11.3. Not modelled: the HTTP cache.
  // 11.4. Not modelled: the HTTP cache.
  // 11.5. The network response is the response:
  // 11.5.1.
  let response = forwardResponse;
  // 11.5.2. Not modelled: the HTTP cache.
  if (isNetworkError(response)) return response;
  // 12. Copy the URLs of the request.
  response.urlList = [...httpRequest.urlList];
  // 13. Record that a range was requested.
  if (headerListContains(httpRequest.headerList, 'Range')) response.rangeRequestedFlag = true;
  // 14. Record whether credentials were included.
  response.requestIncludesCredentials = includeCredentials;
  // 15. Not modelled: user prompts. The response stays, and the outcome says so.
  if (response.status === 401 && httpRequest.responseTainting !== 'cors' && includeCredentials) {
    response.unmodelled = 'http-network-or-cache-fetch/15';
  }
  // 16. Not modelled: proxies. The outcome depends on the user.
  if (response.status === 407) {
    return unmodelled(
      'http-network-or-cache-fetch/16',
      'a proxy asks for credentials (status 407), and the reference has no user to ask',
    );
  }
  // 17. If the server does not serve the URL on this connection, and the body can be sent again:
  if (
    response.status === 421 &&
    !isNewConnectionFetch &&
    (request.body === null || request.body.source !== null)
  ) {
    // 17.1. Not modelled: aborting.
    // 17.2. Try a new connection, once.
    response = await httpNetworkOrCacheFetch(fetchParams, true);
  }
  // 18. Not modelled: HTTP authentication.
  // 19.
  return response;
}

/** The caller decides which cookies to send: see UserAgentState. */
function appendARequestCookieHeader(userAgent: UserAgentState, request: Request): void {
  const value = userAgent.cookies(currentURL(request));
  if (value !== null) appendHeader(request.headerList, ['Cookie', value]);
}

/** Calls the injected network, which replaces HTTP-network fetch. A rejection becomes the cause. */
async function httpNetworkFetch(
  userAgent: UserAgentState,
  request: Request,
  includeCredentials: boolean,
  forceNewConnection: boolean,
): Promise<Response | NetworkError> {
  try {
    const response = await userAgent.network({
      method: request.method,
      url: currentURL(request),
      headers: request.headerList,
      body: request.body === null ? null : (request.body.source ?? request.body.stream),
      includeCredentials,
      forceNewConnection,
    });
    return newResponse({
      status: response.status,
      statusMessage: response.statusMessage ?? '',
      headerList: response.headers,
      body: response.body,
    });
  } catch (cause) {
    return { type: 'error', why: { result: 'transport', cause } };
  }
}
