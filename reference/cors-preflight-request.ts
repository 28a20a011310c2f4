/** Recognises preflights by what is sent. */
import { type Header, headerListContains } from './header-list.ts';
import type { Method } from './method.ts';

/** Whether a request is a preflight: an OPTIONS request that names an origin, and asks whether a
 *  request with a given method is allowed.
 *  @see https://fetch.spec.whatwg.org/#cors-preflight-request */
export function isCorsPreflightRequest({
  method,
  headers,
}: {
  readonly method: Method;
  readonly headers: readonly Header[];
}): boolean {
  return (
    method === 'OPTIONS' &&
    headerListContains(headers, 'Origin') &&
    headerListContains(headers, 'Access-Control-Request-Method')
  );
}
