/** HTTP whitespace and quoted strings. */
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
 * Reads one quoted string from `input` at `position`, and moves `position` after it.
 *
 * @returns the raw text with its quotes and backslashes, or the unescaped text if `extractValue`
 * @see https://fetch.spec.whatwg.org/#collect-an-http-quoted-string
 */
export function collectAnHTTPQuotedString(
  input: string,
  position: { value: number },
  extractValue = false,
): string {
  // 1. Remember the start.
  const positionStart = position.value;
  // 2. The unescaped text.
  let value = '';
  // 3. The caller ensures that the next character is a quote.
  // 4. Skip the quote.
  position.value += 1;
  // 5. Until the closing quote or the end of the input:
  while (true) {
    // 5.1. Collect plain text.
    value += collectASequenceOfCodePoints((c) => c !== '"' && c !== '\\', input, position);
    // 5.2. Stop at the end of the input.
    if (position.value >= input.length) break;
    // 5.3. Read the quote or backslash.
    const quoteOrBackslash = input.charAt(position.value);
    // 5.4. Skip it.
    position.value += 1;
    // 5.5. If it is a backslash:
    if (quoteOrBackslash === '\\') {
      // 5.5.1. At the end of the input, it is a plain character.
      if (position.value >= input.length) {
        value += '\\';
        break;
      }
      // 5.5.2. Add the escaped character.
      value += input.charAt(position.value);
      // 5.5.3. Skip that character.
      position.value += 1;
    }
    // 5.6. Otherwise, the string ends:
    else {
      // 5.6.1. It is a quote, because of 5.1.
      // 5.6.2.
      break;
    }
  }
  // 6. Return the unescaped text if requested.
  if (extractValue) return value;
  // 7. Otherwise, return the raw text. (It ends before `position`: see rulings.json.)
  return input.slice(positionStart, position.value);
}
