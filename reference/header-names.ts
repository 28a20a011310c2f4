/** The lists of header names that the algorithms ask about. */
import { byteCaseInsensitiveMatchForOneOf, byteLowercase } from './byte-sequence.ts';
import { isCorsSafelistedRequestHeader } from './cors-safelisted-request-header.ts';
import { getDecodeAndSplit, type HeaderName, type HeaderValue } from './header-list.ts';
import { isForbiddenMethod } from './method.ts';

/** The names that a `*` never covers.
 *  @see https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name */
export const corsNonWildcardRequestHeaderNames: readonly HeaderName[] = ['Authorization'];

export function isCorsNonWildcardRequestHeaderName(name: HeaderName): boolean {
  return byteCaseInsensitiveMatchForOneOf(name, corsNonWildcardRequestHeaderNames);
}

/** @see https://fetch.spec.whatwg.org/#privileged-no-cors-request-header-name */
export const privilegedNoCorsRequestHeaderNames: readonly HeaderName[] = ['Range'];

/** Whether script may read a header of a shared response: always these seven, and what the server
 *  exposed, but never cookies.
 *  @param list the names that the server exposed
 *  @see https://fetch.spec.whatwg.org/#cors-safelisted-response-header-name */
export function isCorsSafelistedResponseHeaderName(
  name: HeaderName,
  list: readonly HeaderName[],
): boolean {
  return byteCaseInsensitiveMatchForOneOf(name, [
    'Cache-Control',
    'Content-Language',
    'Content-Length',
    'Content-Type',
    'Expires',
    'Last-Modified',
    'Pragma',
    ...list.filter((item) => !isForbiddenResponseHeaderName(item)),
  ]);
}

/** @see https://fetch.spec.whatwg.org/#no-cors-safelisted-request-header-name */
export function isNoCorsSafelistedRequestHeaderName(name: HeaderName): boolean {
  return byteCaseInsensitiveMatchForOneOf(name, [
    'Accept',
    'Accept-Language',
    'Content-Language',
    'Content-Type',
  ]);
}

/** @see https://fetch.spec.whatwg.org/#no-cors-safelisted-request-header */
export function isNoCorsSafelistedRequestHeader(name: HeaderName, value: HeaderValue): boolean {
  // 1. Only these four names.
  if (!isNoCorsSafelistedRequestHeaderName(name)) return false;
  // 2. And only with a harmless value.
  return isCorsSafelistedRequestHeader(name, value);
}

/** Whether the user agent alone decides over this header.
 *  @see https://fetch.spec.whatwg.org/#forbidden-request-header */
export function isForbiddenRequestHeader(name: HeaderName, value: HeaderValue): boolean {
  // 1. By name.
  const forbiddenNames = [
    'Accept-Charset',
    'Accept-Encoding',
    'Access-Control-Request-Headers',
    'Access-Control-Request-Method',
    'Connection',
    'Content-Length',
    'Cookie',
    'Cookie2',
    'Date',
    'DNT',
    'Expect',
    'Host',
    'Keep-Alive',
    'Origin',
    'Referer',
    'Set-Cookie',
    'TE',
    'Trailer',
    'Transfer-Encoding',
    'Upgrade',
    'Via',
  ];
  if (byteCaseInsensitiveMatchForOneOf(name, forbiddenNames)) return true;
  // 2. By prefix.
  const lowercase = byteLowercase(name);
  if (lowercase.startsWith('proxy-') || lowercase.startsWith('sec-')) return true;
  // 3. The headers that rewrite the method:
  const overrides = ['X-HTTP-Method', 'X-HTTP-Method-Override', 'X-Method-Override'];
  if (byteCaseInsensitiveMatchForOneOf(name, overrides)) {
    // 3.1. The methods they name.
    const parsedValues = getDecodeAndSplit(value);
    // 3.2. One that no page may send.
    for (const method of parsedValues) if (isForbiddenMethod(method)) return true;
  }
  // 4.
  return false;
}

/** @see https://fetch.spec.whatwg.org/#forbidden-response-header-name */
export function isForbiddenResponseHeaderName(name: HeaderName): boolean {
  return byteCaseInsensitiveMatchForOneOf(name, ['Set-Cookie', 'Set-Cookie2']);
}

/** The headers that go when a redirect drops the body.
 *  @see https://fetch.spec.whatwg.org/#request-body-header-name */
export const requestBodyHeaderNames: readonly HeaderName[] = [
  'Content-Encoding',
  'Content-Language',
  'Content-Location',
  'Content-Type',
];
