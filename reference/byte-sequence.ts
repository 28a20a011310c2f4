/** Byte sequences, and the few operations that Infra defines on them. */

/**
 * A byte sequence, held as a string with one char per byte: every char code is 0..255. That is
 * what isomorphic decoding yields, and what Node's HTTP parser hands out, so that decoding and
 * encoding need no code. The length of the string is the length in bytes.
 *
 * @see https://infra.spec.whatwg.org/#isomorphic-decode
 */
export type ByteSequence = string;

/** Lower-cases A to Z only: other bytes, above 0x7F too, stay as they are.
 *  @see https://infra.spec.whatwg.org/#byte-lowercase */
export function byteLowercase(bytes: ByteSequence): ByteSequence {
  return bytes.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/** Upper-cases a to z only.
 *  @see https://infra.spec.whatwg.org/#byte-uppercase */
export function byteUppercase(bytes: ByteSequence): ByteSequence {
  return bytes.replace(/[a-z]+/g, (letters) => letters.toUpperCase());
}

/** @see https://infra.spec.whatwg.org/#byte-case-insensitive */
export function byteCaseInsensitiveMatch(a: ByteSequence, b: ByteSequence): boolean {
  // Lower case keeps the length: most names differ in it, and need no further look.
  return a.length === b.length && byteLowercase(a) === byteLowercase(b);
}

/** Whether `bytes` is a byte-case-insensitive match for one of `list`. */
export function byteCaseInsensitiveMatchForOneOf(
  bytes: ByteSequence,
  list: readonly ByteSequence[],
): boolean {
  return list.some((item) => byteCaseInsensitiveMatch(bytes, item));
}

/** Code points from `position` on for which `condition` holds, and the position after them.
 *  @see https://infra.spec.whatwg.org/#collect-a-sequence-of-code-points */
export function collectASequenceOfCodePoints(
  condition: (codePoint: string) => boolean,
  input: string,
  position: { value: number },
): string {
  let result = '';
  while (position.value < input.length && condition(input.charAt(position.value))) {
    result += input.charAt(position.value);
    position.value += 1;
  }
  return result;
}
