/** Scheme fetch: the way from a URL's scheme to its protocol. */
import type { FetchParams } from './fetch-params.ts';
import { httpFetch } from './http-fetch.ts';
import { currentURL } from './request.ts';
import type { FilteredResponse, NetworkError, Response } from './response.ts';

/** @see https://fetch.spec.whatwg.org/#concept-scheme-fetch */
export async function schemeFetch(
  fetchParams: FetchParams,
): Promise<Response | FilteredResponse | NetworkError> {
  // 1. Not modelled: aborting.
  // 2.
  const request = fetchParams.request;
  // 3. By the scheme:
  switch (currentURL(request).protocol) {
    // 3.a. Not modelled: about: URLs.
    // 3.b. Not modelled: blob: URLs.
    // 3.c. Not modelled: data: URLs.
    // 3.d. Not modelled: file: URLs.
    case 'http:':
    case 'https:':
      // 3.e. HTTP.
      return httpFetch(fetchParams);
  }
  // 4. Not modelled: what is not HTTP never needs CORS, so this is no verdict of the standard.
  const cause = new TypeError(`${currentURL(request).protocol} URLs are not modelled`);
  return { type: 'error', why: { result: 'transport', cause } };
}
