/** The sets of header names that the algorithms use. */
import { byteCaseInsensitiveMatchForOneOf, byteLowercase } from './byte-sequence.ts';
import { isCorsSafelistedRequestHeader } from './cors-safelisted-request-header.ts';
import { getDecodeAndSplit, type HeaderName, type HeaderValue } from './header-list.ts';
import { isForbiddenMethod } from './method.ts';

/** The names that `*` never covers.
 *  @see https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name */
export const corsNonWildcardRequestHeaderNames: readonly HeaderName[] = ['Authorization'];

export function isCorsNonWildcardRequestHeaderName(name: HeaderName): boolean {
  return byteCaseInsensitiveMatchForOneOf(name, corsNonWildcardRequestHeaderNames);
}

/** @see https://fetch.spec.whatwg.org/#privileged-no-cors-request-header-name */
export const privilegedNoCorsRequestHeaderNames: readonly HeaderName[] = ['Range'];

/** Whether script may read a header of a shared response: one of these seven, or a name that the
 *  server exposes, but never cookies.
 *  @param list the names that the server exposes
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
  // 1. Only four names are allowed.
  if (!isNoCorsSafelistedRequestHeaderName(name)) return false;
  // 2. The value must be safelisted too.
  return isCorsSafelistedRequestHeader(name, value);
}

/** Whether only the user agent may set this header.
 *  @see https://fetch.spec.whatwg.org/#forbidden-request-header */
export function isForbiddenRequestHeader(name: HeaderName, value: HeaderValue): boolean {
  // 1. Forbid these names.
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
  // 2. Forbid these prefixes.
  const lowercase = byteLowercase(name);
  if (lowercase.startsWith('proxy-') || lowercase.startsWith('sec-')) return true;
  // 3. If the header overrides the method:
  const overrides = ['X-HTTP-Method', 'X-HTTP-Method-Override', 'X-Method-Override'];
  if (byteCaseInsensitiveMatchForOneOf(name, overrides)) {
    // 3.1. Split the value into methods.
    const parsedValues = getDecodeAndSplit(value);
    // 3.2. Forbid the header if one of them is forbidden.
    for (const method of parsedValues) if (isForbiddenMethod(method)) return true;
  }
  // 4.
  return false;
}

/** @see https://fetch.spec.whatwg.org/#forbidden-response-header-name */
export function isForbiddenResponseHeaderName(name: HeaderName): boolean {
  return byteCaseInsensitiveMatchForOneOf(name, ['Set-Cookie', 'Set-Cookie2']);
}

/** The headers that a redirect removes together with the body.
 *  @see https://fetch.spec.whatwg.org/#request-body-header-name */
export const requestBodyHeaderNames: readonly HeaderName[] = [
  'Content-Encoding',
  'Content-Language',
  'Content-Location',
  'Content-Type',
];
