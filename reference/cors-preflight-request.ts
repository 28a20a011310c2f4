/** Tells preflights from other requests, by what stands on the wire. */
import { type Header, headerListContains } from './header-list.ts';
import type { Method } from './method.ts';

/** Whether a request is a preflight: it names an origin, and asks with OPTIONS whether a future
 *  request with some method is allowed.
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
