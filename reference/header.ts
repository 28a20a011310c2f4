/** What may be the name and the value of a header. */
import type { ByteSequence } from './byte-sequence.ts';
import { isToken } from './grammar.ts';
import { isHTTPTabOrSpace, isHTTPWhitespace } from './http-quoted-string.ts';

/** A field name of HTTP: a token.
 *  @see https://fetch.spec.whatwg.org/#header-name */
export function isHeaderName(bytes: ByteSequence): boolean {
  return isToken(bytes);
}

/** Any bytes but NUL and newlines, without a tab or a space at either end.
 *  @see https://fetch.spec.whatwg.org/#header-value */
export function isHeaderValue(bytes: ByteSequence): boolean {
  if (isHTTPTabOrSpace(bytes.charAt(0)) || isHTTPTabOrSpace(bytes.charAt(bytes.length - 1))) {
    return false;
  }
  return ![...bytes].some((byte) => byte === '\0' || byte === '\n' || byte === '\r');
}

/** Without the HTTP white space, newlines too, at both ends.
 *  @see https://fetch.spec.whatwg.org/#concept-header-value-normalize */
export function normalizeHeaderValue(potentialValue: ByteSequence): ByteSequence {
  let start = 0;
  let end = potentialValue.length;
  while (start < end && isHTTPWhitespace(potentialValue.charAt(start))) start += 1;
  while (end > start && isHTTPWhitespace(potentialValue.charAt(end - 1))) end -= 1;
  return potentialValue.slice(start, end);
}
