/** Scheme fetch: chooses the protocol by a URL's scheme. */
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
  // 3. By scheme:
  switch (currentURL(request).protocol) {
    // 3.a. Not modelled: about: URLs.
    // 3.b. Not modelled: blob: URLs.
    // 3.c. Not modelled: data: URLs.
    // 3.d. Not modelled: file: URLs.
    case 'http:':
    case 'https:':
      // 3.e. Run HTTP fetch.
      return httpFetch(fetchParams);
  }
  // 4. Not modelled: URLs that are not HTTP(S). The standard does not decide this error.
  const cause = new TypeError(`${currentURL(request).protocol} URLs are not supported`);
  return { type: 'error', why: { result: 'transport', cause } };
}
