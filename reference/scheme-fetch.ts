/** Scheme fetch: chooses the protocol by a URL's scheme. */
import { processDataURL } from './data-url.ts';
import type { FetchParams } from './fetch-params.ts';
import { httpFetch } from './http-fetch.ts';
import { currentURL } from './request.ts';
import {
  type FilteredResponse,
  type NetworkError,
  networkError,
  newResponse,
  type Response,
  unmodelled,
} from './response.ts';

/** @see https://fetch.spec.whatwg.org/#concept-scheme-fetch */
export async function schemeFetch(
  fetchParams: FetchParams,
): Promise<Response | FilteredResponse | NetworkError> {
  // 1. Not modelled: aborting.
  // 2.
  const request = fetchParams.request;
  const url = currentURL(request);
  // 3. By scheme:
  switch (url.protocol) {
    case 'about:':
      // 3.a. Only about:blank can be fetched. It is an empty page.
      if (url.pathname === 'blank') return okResponse('text/html;charset=utf-8', '');
      break;
    case 'blob:':
      // 3.b. Not modelled: blob: URLs, which only the page that made them knows.
      return unmodelled('scheme-fetch/3.b', 'the reference does not know the blobs of a page');
    case 'data:': {
      // 3.c. The response is in the URL:
      // 3.c.1. Decode the URL.
      const dataURLStruct = processDataURL(url);
      // 3.c.2. Refuse a URL that cannot be decoded.
      if (dataURLStruct === 'failure') {
        return networkError(
          'scheme-fetch/3.c.2',
          'the data: URL has no comma, or its data is not base64',
        );
      }
      // 3.c.3. Serialize its type.
      const mimeType = dataURLStruct.mimeType.toString();
      // 3.c.4. Return its data.
      return okResponse(mimeType, dataURLStruct.body);
    }
    case 'file:':
      // 3.d. The standard leaves files open. Pages of the web cannot fetch them.
      return networkError('scheme-fetch/3.d', 'a page cannot fetch file: URLs');
    case 'http:':
    case 'https:':
      // 3.e. Run HTTP fetch.
      return httpFetch(fetchParams);
  }
  // 4. Refuse all other URLs.
  return networkError('scheme-fetch/4', `${url.protocol}${url.pathname} cannot be fetched`);
}

/** `body` has one char per byte. */
function okResponse(type: string, body: string): Response {
  return newResponse({
    status: 200,
    statusMessage: 'OK',
    headerList: [['Content-Type', type]],
    body: Uint8Array.from(body, (byte) => byte.charCodeAt(0)),
  });
}
