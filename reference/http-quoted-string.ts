/** HTTP's white space, and its quoted strings. */
import { collectASequenceOfCodePoints } from './byte-sequence.ts';

/** @see https://fetch.spec.whatwg.org/#http-tab-or-space */
export function isHTTPTabOrSpace(codePoint: string): boolean {
  return codePoint === '\t' || codePoint === ' ';
}

/** @see https://fetch.spec.whatwg.org/#http-whitespace */
export function isHTTPWhitespace(codePoint: string): boolean {
  return codePoint === '\n' || codePoint === '\r' || isHTTPTabOrSpace(codePoint);
}

/**
 * Reads one quoted string from `input` at `position`, which moves behind it.
 *
 * @returns the text as written, quotes and backslashes included, or its meaning if `extractValue`
 * @see https://fetch.spec.whatwg.org/#collect-an-http-quoted-string
 */
export function collectAnHTTPQuotedString(
  input: string,
  position: { value: number },
  extractValue = false,
): string {
  // 1. Where it starts.
  const positionStart = position.value;
  // 2. What it means.
  let value = '';
  // 3. The caller stands on the opening quote.
  // 4. Over the quote.
  position.value += 1;
  // 5. Until the closing quote, or the end:
  while (true) {
    // 5.1. Plain text.
    value += collectASequenceOfCodePoints((c) => c !== '"' && c !== '\\', input, position);
    // 5.2. The end without a closing quote.
    if (position.value >= input.length) break;
    // 5.3.
    const quoteOrBackslash = input.charAt(position.value);
    // 5.4.
    position.value += 1;
    // 5.5. An escape:
    if (quoteOrBackslash === '\\') {
      // 5.5.1. With nothing behind it, it stands for itself.
      if (position.value >= input.length) {
        value += '\\';
        break;
      }
      // 5.5.2. What it escapes.
      value += input.charAt(position.value);
      // 5.5.3.
      position.value += 1;
    }
    // 5.6. Otherwise the string is closed:
    else {
      // 5.6.1. It is a quote, by 5.1.
      // 5.6.2.
      break;
    }
  }
  // 6. The meaning.
  if (extractValue) return value;
  // 7. The text as written.
  return input.slice(positionStart, position.value);
}
