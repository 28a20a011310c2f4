/** The CORS check: whether a response may be shared with the page that requested it. */
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
  // 1. Get the allowed origin, with all lines combined.
  const origin = getHeader(response.headerList, 'Access-Control-Allow-Origin');
  // 2. If it is absent, fail.
  if (origin === null) {
    return failure('cors-check/2', 'the response has no Access-Control-Allow-Origin');
  }
  // 3. A wildcard is enough unless the credentials mode is "include".
  if (request.credentialsMode !== 'include' && origin === '*') return { result: 'success' };
  // 4. Otherwise the value must be the request's origin, byte for byte.
  const requestOrigin = byteSerializeARequestOrigin(request);
  if (requestOrigin !== origin) {
    return failure(
      'cors-check/4',
      origin === '*'
        ? 'Access-Control-Allow-Origin is *, which does not allow a fetch with credentials'
        : `Access-Control-Allow-Origin is "${origin}", but the request's origin is "${requestOrigin}"`,
    );
  }
  // 5. Without credentials, a matching origin is enough.
  if (request.credentialsMode !== 'include') return { result: 'success' };
  // 6. Get the permission for credentials, with all lines combined.
  const credentials = getHeader(response.headerList, 'Access-Control-Allow-Credentials');
  // 7. Only this exact value allows credentials.
  if (credentials === 'true') return { result: 'success' };
  // 8. Otherwise, fail.
  return failure(
    'cors-check/8',
    credentials === null
      ? 'the response has no Access-Control-Allow-Credentials, which a fetch with credentials requires'
      : `Access-Control-Allow-Credentials is "${credentials}", but only "true" allows credentials`,
  );
}
