/** The `Origin` request header. */
import { appendHeader } from './header-list.ts';
import { byteSerializeARequestOrigin, currentURL, type Request, requestOrigin } from './request.ts';

/**
 * Adds `Origin`: always where the response is tainted by CORS, else to all but GET and HEAD.
 *
 * @see https://fetch.spec.whatwg.org/#append-a-request-origin-header
 */
export function appendARequestOriginHeader(request: Request): void {
  // 1. Fetching has begun.
  const origin = requestOrigin(request);
  // 2.
  let serializedOrigin = byteSerializeARequestOrigin(request);
  // 3. A CORS request.
  if (request.responseTainting === 'cors') {
    appendHeader(request.headerList, ['Origin', serializedOrigin]);
  }
  // 4. Otherwise, if it may change state:
  else if (request.method !== 'GET' && request.method !== 'HEAD') {
    // 4.1. The page has not opted in to telling its origin; the referrer policy decides:
    if (request.mode !== 'cors') {
      // 4.1.a. Not modelled: other policies than the default.
      // 4.1.b. The default, strict-origin-when-cross-origin: not from https to http.
      if (
        origin.kind === 'tuple' &&
        origin.scheme === 'https' &&
        currentURL(request).protocol !== 'https:'
      ) {
        serializedOrigin = 'null';
      }
      // 4.1.c. Not modelled: as 4.1.a.
      // 4.1.d. Not modelled: as 4.1.a.
    }
    // 4.2.
    appendHeader(request.headerList, ['Origin', serializedOrigin]);
  }
}
