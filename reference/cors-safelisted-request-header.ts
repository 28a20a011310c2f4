/** The request headers that may cross origins unasked, and those that may not. */
import { MIMEType } from 'whatwg-mimetype';
import { type ByteSequence, byteLowercase } from './byte-sequence.ts';
import {
  convertHeaderNamesToASortedLowercaseSet,
  type HeaderList,
  type HeaderName,
  type HeaderValue,
} from './header-list.ts';
import { parseASingleRangeHeaderValue } from './range.ts';

/** Whether a header is one that a form, or a page of old, could send anyway.
 *  @see https://fetch.spec.whatwg.org/#cors-safelisted-request-header */
export function isCorsSafelistedRequestHeader(name: HeaderName, value: HeaderValue): boolean {
  // 1. Over 128 bytes, nothing is.
  if (value.length > 128) return false;
  // 2. By name:
  switch (byteLowercase(name)) {
    case 'accept':
      // 2.a. No delimiters, no controls.
      if (containsACorsUnsafeRequestHeaderByte(value)) return false;
      break;
    case 'accept-language':
    case 'content-language':
      // 2.b. Only what language tags, lists and weights are made of.
      if (/[^0-9A-Za-z *,\-.;=]/.test(value)) return false;
      break;
    case 'content-type': {
      // 2.c. One of the three that a form sends:
      // 2.c.1. No delimiters, no controls.
      if (containsACorsUnsafeRequestHeaderByte(value)) return false;
      // 2.c.2.
      const mimeType = MIMEType.parse(value);
      // 2.c.3. No MIME type at all.
      if (mimeType === null) return false;
      // 2.c.4. Parameters do not matter.
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
      // 2.d. One range, as browsers themselves ask for it:
      // 2.d.1. Without white space.
      const rangeValue = parseASingleRangeHeaderValue(value, false);
      // 2.d.2.
      if (rangeValue === 'failure') return false;
      // 2.d.3. Not counted from the end.
      if (rangeValue[0] === null) return false;
      break;
    }
    default:
      // 2.e. Every other name.
      return false;
  }
  // 3.
  return true;
}

/** Controls other than tab, and the delimiters of HTTP save `,` `/` `;` `=`.
 *  @param byte a string of one char
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
 * The names a preflight has to ask for: every header that is not safelisted by itself, and all
 * safelisted ones once their values exceed 1024 bytes together.
 *
 * @returns lower-case names in the order of their bytes, each once
 * @see https://fetch.spec.whatwg.org/#cors-unsafe-request-header-names
 */
export function corsUnsafeRequestHeaderNames(headers: HeaderList): HeaderName[] {
  // 1. Unsafe for certain.
  const unsafeNames: HeaderName[] = [];
  // 2. Unsafe if the sum is too large.
  const potentiallyUnsafeNames: HeaderName[] = [];
  // 3. The sum, in bytes.
  let safelistValueSize = 0;
  // 4. For each header:
  for (const [name, value] of headers) {
    // 4.1. Not safelisted: unsafe.
    if (!isCorsSafelistedRequestHeader(name, value)) unsafeNames.push(name);
    // 4.2. Otherwise it counts towards the sum.
    else {
      potentiallyUnsafeNames.push(name);
      safelistValueSize += value.length;
    }
  }
  // 5. Over 1024 bytes, none of them is safe.
  if (safelistValueSize > 1024) for (const name of potentiallyUnsafeNames) unsafeNames.push(name);
  // 6.
  return convertHeaderNamesToASortedLowercaseSet(unsafeNames);
}
