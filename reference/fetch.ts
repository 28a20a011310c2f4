/** The way in: a request gets its origin and its `Accept`, and is fetched. */
import type { FetchParams, UserAgentState } from './fetch-params.ts';
import { appendHeader, headerListContains } from './header-list.ts';
import { mainFetch } from './main-fetch.ts';
import type { Request } from './request.ts';
import type { FilteredResponse, NetworkError } from './response.ts';

/**
 * Fetches `request` to the end of the response's body.
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
  // 8.
  const fetchParams: FetchParams = { request, userAgent };
  // 9. Bodies are made by extracting them: see Body.
  // 10. Not modelled: WebDriver BiDi.
  // 11. Not modelled: preloads.
  // 12. What the page takes, if it did not say:
  if (!headerListContains(request.headerList, 'Accept')) {
    // 12.1. Anything.
    const value = '*/*';
    // 12.2. Not modelled: prefetches.
    // 12.3. Not modelled: destinations other than fetch().
    // 12.4.
    appendHeader(request.headerList, ['Accept', value]);
  }
  // 13. Not modelled: WebDriver BiDi.
  // 14. Not modelled: which languages the user prefers.
  // 15. Not modelled: priorities.
  // 16. Not modelled: fetch groups.
  // 17.
  const response = await mainFetch(fetchParams);
  // 18. Not a controller, but what it would hand over.
  return response as FilteredResponse | NetworkError;
}

/** @see https://fetch.spec.whatwg.org/#populate-request-from-client */
export function populateRequestFromClient(request: Request): void {
  // 1. Not modelled: prompts.
  // 2. The origin is that of the page:
  if (request.origin === 'client') {
    // 2.1. There is one.
    if (request.client === null) throw new TypeError('a request without an origin needs a client');
    // 2.2.
    request.origin = request.client.origin;
  }
  // 3. Not modelled: policy containers.
}
