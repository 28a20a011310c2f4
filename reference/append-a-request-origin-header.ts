/** The `Origin` request header. */
import { appendHeader } from './header-list.ts';
import { isSameOrigin, urlOrigin } from './origin.ts';
import { byteSerializeARequestOrigin, currentURL, type Request, requestOrigin } from './request.ts';

/**
 * Adds `Origin` to every request with CORS tainting, and to others unless they are GET or HEAD.
 *
 * @see https://fetch.spec.whatwg.org/#append-a-request-origin-header
 */
export function appendARequestOriginHeader(request: Request): void {
  // 1. The origin is known once fetching has begun.
  const origin = requestOrigin(request);
  // 2. Serialize it.
  let serializedOrigin = byteSerializeARequestOrigin(request);
  // 3. Always add it to a CORS request and to the request of a socket.
  if (
    request.responseTainting === 'cors' ||
    request.mode === 'websocket' ||
    request.mode === 'webtransport'
  ) {
    appendHeader(request.headerList, ['Origin', serializedOrigin]);
  }
  // 4. Otherwise, if the method is neither GET nor HEAD:
  else if (request.method !== 'GET' && request.method !== 'HEAD') {
    // 4.1. Outside cors mode, the referrer policy decides:
    if (request.mode !== 'cors') {
      switch (request.referrerPolicy) {
        case 'no-referrer':
          // 4.1.a. Hide the origin.
          serializedOrigin = 'null';
          break;
        case 'no-referrer-when-downgrade':
        case 'strict-origin':
        case 'strict-origin-when-cross-origin':
          // 4.1.b. Hide an https origin from http URLs.
          if (
            origin.kind === 'tuple' &&
            origin.scheme === 'https' &&
            currentURL(request).protocol !== 'https:'
          ) {
            serializedOrigin = 'null';
          }
          break;
        case 'same-origin':
          // 4.1.c. Hide the origin from other origins.
          if (!isSameOrigin(origin, urlOrigin(currentURL(request)))) serializedOrigin = 'null';
          break;
        default:
        // 4.1.d. Other policies show the origin.
      }
    }
    // 4.2. Add the header.
    appendHeader(request.headerList, ['Origin', serializedOrigin]);
  }
}
