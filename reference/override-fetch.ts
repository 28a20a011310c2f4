/** Override fetch: the place where a user agent may override a response. */
import type { FetchParams } from './fetch-params.ts';
import { httpFetch } from './http-fetch.ts';
import type { FilteredResponse, NetworkError, Response } from './response.ts';
import { schemeFetch } from './scheme-fetch.ts';

/** @see https://fetch.spec.whatwg.org/#concept-override-fetch */
export async function overrideFetch(
  type: 'scheme-fetch' | 'http-fetch',
  fetchParams: FetchParams,
  makeCORSPreflight = false,
): Promise<Response | FilteredResponse | NetworkError> {
  // 1. Not needed: there are no overridden responses.
  // 2. Not modelled: responses overridden by the user agent.
  let response: Response | FilteredResponse | NetworkError | null = null;
  // 3. Not modelled: as 2.
  // 4. By type:
  switch (type) {
    case 'scheme-fetch':
      // 4.a.
      response = await schemeFetch(fetchParams);
      break;
    case 'http-fetch':
      // 4.b.
      response = await httpFetch(fetchParams, makeCORSPreflight);
      break;
  }
  // 5.
  return response;
}
