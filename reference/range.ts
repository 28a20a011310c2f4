/** The value of the `Range` request header. */
import { collectASequenceOfCodePoints } from './byte-sequence.ts';
import type { HeaderValue } from './header-list.ts';
import { isHTTPTabOrSpace } from './http-quoted-string.ts';

/** The first and last byte of a range, counted from 0. Without a start, the last `end` bytes. */
export type RangeValue = [start: bigint | null, end: bigint | null];

/** @see https://fetch.spec.whatwg.org/#simple-range-header-value */
export function parseASingleRangeHeaderValue(
  value: HeaderValue,
  allowWhitespace: boolean,
): RangeValue | 'failure' {
  const isASCIIDigit = (codePoint: string) => codePoint >= '0' && codePoint <= '9';
  // 1. Decoding changes nothing here: see ByteSequence.
  const data = value;
  // 2. The unit must be bytes.
  if (!data.startsWith('bytes')) return 'failure';
  // 3. Continue after the unit. (Index 5: see rulings.json.)
  const position = { value: 5 };
  // 4. Skip whitespace if allowed.
  if (allowWhitespace) collectASequenceOfCodePoints(isHTTPTabOrSpace, data, position);
  // 5. An equals sign must follow.
  if (data.charAt(position.value) !== '=') return 'failure';
  // 6. Skip it.
  position.value += 1;
  // 7.
  if (allowWhitespace) collectASequenceOfCodePoints(isHTTPTabOrSpace, data, position);
  // 8. Collect the digits of the start, if there are any.
  const rangeStart = collectASequenceOfCodePoints(isASCIIDigit, data, position);
  // 9.
  const rangeStartValue = rangeStart === '' ? null : BigInt(rangeStart);
  // 10.
  if (allowWhitespace) collectASequenceOfCodePoints(isHTTPTabOrSpace, data, position);
  // 11. A hyphen must follow.
  if (data.charAt(position.value) !== '-') return 'failure';
  // 12. Skip it.
  position.value += 1;
  // 13.
  if (allowWhitespace) collectASequenceOfCodePoints(isHTTPTabOrSpace, data, position);
  // 14. Collect the digits of the end, if there are any.
  const rangeEnd = collectASequenceOfCodePoints(isASCIIDigit, data, position);
  // 15.
  const rangeEndValue = rangeEnd === '' ? null : BigInt(rangeEnd);
  // 16. Nothing may follow.
  if (position.value < data.length) return 'failure';
  // 17. The start or the end must be given.
  if (rangeEndValue === null && rangeStartValue === null) return 'failure';
  // 18. The start must not be after the end.
  if (rangeStartValue !== null && rangeEndValue !== null && rangeStartValue > rangeEndValue) {
    return 'failure';
  }
  // 19.
  return [rangeStartValue, rangeEndValue];
}
