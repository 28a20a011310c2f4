/** The value of the `Range` request header. */
import { collectASequenceOfCodePoints } from './byte-sequence.ts';
import type { HeaderValue } from './header-list.ts';
import { isHTTPTabOrSpace } from './http-quoted-string.ts';

/** First and last byte of a range, inclusive, counted from 0. No start: the last `end` bytes. */
export type RangeValue = [start: bigint | null, end: bigint | null];

/** @see https://fetch.spec.whatwg.org/#simple-range-header-value */
export function parseASingleRangeHeaderValue(
  value: HeaderValue,
  allowWhitespace: boolean,
): RangeValue | 'failure' {
  const isASCIIDigit = (codePoint: string) => codePoint >= '0' && codePoint <= '9';
  // 1. Decoding is the identity here: see ByteSequence.
  const data = value;
  // 2. Only ranges of bytes.
  if (!data.startsWith('bytes')) return 'failure';
  // 3. Behind the unit.
  const position = { value: 5 };
  // 4.
  if (allowWhitespace) collectASequenceOfCodePoints(isHTTPTabOrSpace, data, position);
  // 5. An equals sign.
  if (data.charAt(position.value) !== '=') return 'failure';
  // 6.
  position.value += 1;
  // 7.
  if (allowWhitespace) collectASequenceOfCodePoints(isHTTPTabOrSpace, data, position);
  // 8. Digits, or none.
  const rangeStart = collectASequenceOfCodePoints(isASCIIDigit, data, position);
  // 9.
  const rangeStartValue = rangeStart === '' ? null : BigInt(rangeStart);
  // 10.
  if (allowWhitespace) collectASequenceOfCodePoints(isHTTPTabOrSpace, data, position);
  // 11. A hyphen.
  if (data.charAt(position.value) !== '-') return 'failure';
  // 12.
  position.value += 1;
  // 13.
  if (allowWhitespace) collectASequenceOfCodePoints(isHTTPTabOrSpace, data, position);
  // 14. Digits, or none.
  const rangeEnd = collectASequenceOfCodePoints(isASCIIDigit, data, position);
  // 15.
  const rangeEndValue = rangeEnd === '' ? null : BigInt(rangeEnd);
  // 16. Nothing behind it.
  if (position.value < data.length) return 'failure';
  // 17. Neither end given.
  if (rangeEndValue === null && rangeStartValue === null) return 'failure';
  // 18. Backwards.
  if (rangeStartValue !== null && rangeEndValue !== null && rangeStartValue > rangeEndValue) {
    return 'failure';
  }
  // 19.
  return [rangeStartValue, rangeEndValue];
}
