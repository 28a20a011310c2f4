/** Which request headers may be sent to another origin without a preflight. */
import { MIMEType } from 'whatwg-mimetype';
import { type ByteSequence, byteLowercase } from './byte-sequence.ts';
import {
  convertHeaderNamesToASortedLowercaseSet,
  type HeaderList,
  type HeaderName,
  type HeaderValue,
} from './header-list.ts';
import { parseASingleRangeHeaderValue } from './range.ts';

/** Whether a page may send a header to another origin without a preflight.
 *  @see https://fetch.spec.whatwg.org/#cors-safelisted-request-header */
export function isCorsSafelistedRequestHeader(name: HeaderName, value: HeaderValue): boolean {
  // 1. A value longer than 128 bytes is not safe.
  if (value.length > 128) return false;
  // 2. By name:
  switch (byteLowercase(name)) {
    case 'accept':
      // 2.a. Reject unsafe bytes.
      if (containsACorsUnsafeRequestHeaderByte(value)) return false;
      break;
    case 'accept-language':
    case 'content-language':
      // 2.b. Allow only characters that occur in language tags, lists and weights.
      if (/[^0-9A-Za-z *,\-.;=]/.test(value)) return false;
      break;
    case 'content-type': {
      // 2.c. Allow only the three types that HTML forms send:
      // 2.c.1. Reject unsafe bytes.
      if (containsACorsUnsafeRequestHeaderByte(value)) return false;
      // 2.c.2.
      const mimeType = MIMEType.parse(value);
      // 2.c.3. Reject a value that is not a MIME type.
      if (mimeType === null) return false;
      // 2.c.4. Reject other types. Parameters do not matter.
      if (
        mimeType.essence !== 'application/x-www-form-urlencoded' &&
        mimeType.essence !== 'multipart/form-data' &&
        mimeType.essence !== 'text/plain'
      ) {
        return false;
      }
      break;
    }
    case 'range': {
      // 2.d. Allow one range in the form that browsers themselves send:
      // 2.d.1. Parse it without whitespace.
      const rangeValue = parseASingleRangeHeaderValue(value, false);
      // 2.d.2. Reject an invalid range.
      if (rangeValue === 'failure') return false;
      // 2.d.3. Reject a range without a start.
      if (rangeValue[0] === null) return false;
      break;
    }
    default:
      // 2.e. Reject every other name.
      return false;
  }
  // 3.
  return true;
}

/** A control character other than tab, or an HTTP delimiter other than `,` `/` `;` `=`.
 *  @param byte a string with one char
 *  @see https://fetch.spec.whatwg.org/#cors-unsafe-request-header-byte */
export function isCorsUnsafeRequestHeaderByte(byte: ByteSequence): boolean {
  const code = byte.charCodeAt(0);
  if (code < 0x20 && code !== 0x09) return true;
  return '"():<>?@[\\]{}\x7F'.includes(byte);
}

function containsACorsUnsafeRequestHeaderByte(value: HeaderValue): boolean {
  return [...value].some(isCorsUnsafeRequestHeaderByte);
}

/**
 * The names that a preflight must ask for: every header that is not safelisted, and also all
 * safelisted headers if their values exceed 1024 bytes in total.
 *
 * @returns lower-case names in byte order, each once
 * @see https://fetch.spec.whatwg.org/#cors-unsafe-request-header-names
 */
export function corsUnsafeRequestHeaderNames(headers: HeaderList): HeaderName[] {
  // 1. The names of headers that are not safelisted.
  const unsafeNames: HeaderName[] = [];
  // 2. The names of headers that are safelisted, but unsafe if they are too large in total.
  const potentiallyUnsafeNames: HeaderName[] = [];
  // 3. The total size of their values, in bytes.
  let safelistValueSize = 0;
  // 4. For each header:
  for (const [name, value] of headers) {
    // 4.1. If it is not safelisted, it is unsafe.
    if (!isCorsSafelistedRequestHeader(name, value)) unsafeNames.push(name);
    // 4.2. Otherwise, add its size to the total.
    else {
      potentiallyUnsafeNames.push(name);
      safelistValueSize += value.length;
    }
  }
  // 5. If the total exceeds 1024 bytes, the safelisted headers are unsafe too.
  if (safelistValueSize > 1024) for (const name of potentiallyUnsafeNames) unsafeNames.push(name);
  // 6.
  return convertHeaderNamesToASortedLowercaseSet(unsafeNames);
}
