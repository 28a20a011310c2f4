/** The CORS check: whether a response may be shared with the page that asked for it. */
import { type Failure, failure } from './failure.ts';
import { getHeader } from './header-list.ts';
import { byteSerializeARequestOrigin, type OriginOfARequest, type Request } from './request.ts';
import type { Response } from './response.ts';

export type CheckResult = { readonly result: 'success' } | Failure;

/**
 * Decides whether `response` may be shared with the page that sent `request`.
 *
 * @see https://fetch.spec.whatwg.org/#concept-cors-check
 */
export function corsCheck(
  request: OriginOfARequest & Pick<Request, 'credentialsMode'>,
  response: Pick<Response, 'headerList'>,
): CheckResult {
  // 1. The allowed origin, all lines combined.
  const origin = getHeader(response.headerList, 'Access-Control-Allow-Origin');
  // 2. Absent: not shared.
  if (origin === null) {
    return failure('cors-check/2', 'the response has no Access-Control-Allow-Origin');
  }
  // 3. A wildcard is enough where no credentials are asked for.
  if (request.credentialsMode !== 'include' && origin === '*') return { result: 'success' };
  // 4. Otherwise it has to be the request's own origin, byte by byte.
  const requestOrigin = byteSerializeARequestOrigin(request);
  if (requestOrigin !== origin) {
    return failure(
      'cors-check/4',
      origin === '*'
        ? 'Access-Control-Allow-Origin is *, which never covers a fetch with credentials'
        : `Access-Control-Allow-Origin is "${origin}", and the request's origin "${requestOrigin}"`,
    );
  }
  // 5. Without credentials, that was all.
  if (request.credentialsMode !== 'include') return { result: 'success' };
  // 6. The permission for credentials, all lines combined.
  const credentials = getHeader(response.headerList, 'Access-Control-Allow-Credentials');
  // 7. One spelling only.
  if (credentials === 'true') return { result: 'success' };
  // 8. Otherwise not shared.
  return failure(
    'cors-check/8',
    credentials === null
      ? 'the fetch has credentials, and the response no Access-Control-Allow-Credentials'
      : `Access-Control-Allow-Credentials is "${credentials}", and only "true" counts`,
  );
}
