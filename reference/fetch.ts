/** The entry point: sets a request's origin and `Accept`, and fetches it. */
import type { FetchParams, UserAgentState } from './fetch-params.ts';
import { appendHeader, headerListContains } from './header-list.ts';
import { mainFetch } from './main-fetch.ts';
import type { Request } from './request.ts';
import type { FilteredResponse, NetworkError } from './response.ts';

/**
 * Fetches `request`, including the whole body of the response.
 *
 * @see https://fetch.spec.whatwg.org/#concept-fetch
 */
export async function fetch(
  userAgent: UserAgentState,
  request: Request,
): Promise<FilteredResponse | NetworkError> {
  // 1. Not modelled: early hints.
  // 2. Not modelled: tasks.
  // 3. Not modelled: timing.
  // 4.
  populateRequestFromClient(request);
  // 5. Not modelled: tasks and timing.
  // 6. Not modelled: tasks.
  // 7. Not modelled: timing.
  // 8. Create the fetch params.
  const fetchParams: FetchParams = { request, userAgent };
  // 9. A body is never a plain byte sequence here: see extractBody().
  // 10. Not modelled: WebDriver BiDi.
  // 11. Not modelled: preloads.
  // 12. If the page has not set Accept:
  if (!headerListContains(request.headerList, 'Accept')) {
    // 12.1. Accept any type.
    const value = '*/*';
    // 12.2. Not modelled: prefetches.
    // 12.3. Not modelled: destinations other than the one that fetch() uses.
    // 12.4.
    appendHeader(request.headerList, ['Accept', value]);
  }
  // 13. Not modelled: WebDriver BiDi.
  // 14. Not modelled: the user's languages.
  // 15. Not modelled: priorities.
  // 16. Not modelled: fetch groups.
  // 17.
  const response = await mainFetch(fetchParams);
  // 18. Return the response, not a controller for it.
  return response as FilteredResponse | NetworkError;
}

/** @see https://fetch.spec.whatwg.org/#populate-request-from-client */
export function populateRequestFromClient(request: Request): void {
  // 1. Not modelled: user prompts.
  // 2. If the origin depends on the client:
  if (request.origin === 'client') {
    // 2.1. The client must exist.
    if (request.client === null) throw new TypeError('a request without an origin needs a client');
    // 2.2. Use the origin of the client.
    request.origin = request.client.origin;
  }
  // 3. Not modelled: policy containers.
}
