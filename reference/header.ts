/** Which names and values a header may have. */
import type { ByteSequence } from './byte-sequence.ts';
import { isToken } from './grammar.ts';
import { isHTTPTabOrSpace, isHTTPWhitespace } from './http-quoted-string.ts';

/** A header name is an HTTP field name, which is a token.
 *  @see https://fetch.spec.whatwg.org/#header-name */
export function isHeaderName(bytes: ByteSequence): boolean {
  return isToken(bytes);
}

/** A header value has no NUL or newline, and no tab or space at either end.
 *  @see https://fetch.spec.whatwg.org/#header-value */
export function isHeaderValue(bytes: ByteSequence): boolean {
  if (isHTTPTabOrSpace(bytes.charAt(0)) || isHTTPTabOrSpace(bytes.charAt(bytes.length - 1))) {
    return false;
  }
  return ![...bytes].some((byte) => byte === '\0' || byte === '\n' || byte === '\r');
}

/** Removes HTTP whitespace, including newlines, from both ends.
 *  @see https://fetch.spec.whatwg.org/#concept-header-value-normalize */
export function normalizeHeaderValue(potentialValue: ByteSequence): ByteSequence {
  let start = 0;
  let end = potentialValue.length;
  while (start < end && isHTTPWhitespace(potentialValue.charAt(start))) start += 1;
  while (end > start && isHTTPWhitespace(potentialValue.charAt(end - 1))) end -= 1;
  return potentialValue.slice(start, end);
}
