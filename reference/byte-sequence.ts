/** Byte sequences, and the operations on them that the Infra standard defines. */

/**
 * A byte sequence, stored as a string with one char per byte: every char code is 0 to 255. This is
 * the result of isomorphic decoding, and also what Node's HTTP parser returns, so decoding and
 * encoding need no code. The length of the string is the length in bytes.
 *
 * @see https://infra.spec.whatwg.org/#isomorphic-decode
 */
export type ByteSequence = string;

const beyondASCII = /[\u0080-\u00ff]/;

/** Converts only A to Z. Other bytes, including those above 0x7F, stay as they are.
 *  @see https://infra.spec.whatwg.org/#byte-lowercase */
export function byteLowercase(bytes: ByteSequence): ByteSequence {
  // In ASCII, the fast way converts the same letters.
  if (!beyondASCII.test(bytes)) return bytes.toLowerCase();
  return bytes.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/** Converts only a to z.
 *  @see https://infra.spec.whatwg.org/#byte-uppercase */
export function byteUppercase(bytes: ByteSequence): ByteSequence {
  if (!beyondASCII.test(bytes)) return bytes.toUpperCase();
  return bytes.replace(/[a-z]+/g, (letters) => letters.toUpperCase());
}

/** Whether both are equal in lower case. Nothing is allocated: this is asked for every header name.
 *  @see https://infra.spec.whatwg.org/#byte-case-insensitive */
export function byteCaseInsensitiveMatch(a: ByteSequence, b: ByteSequence): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index += 1) {
    if (lowercaseByte(a.charCodeAt(index)) !== lowercaseByte(b.charCodeAt(index))) return false;
  }
  return true;
}

/** 0x41 to 0x5A are A to Z; a to z follow 0x20 later. */
function lowercaseByte(byte: number): number {
  return byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte;
}

/** Whether `bytes` is a byte-case-insensitive match for one of `list`. */
export function byteCaseInsensitiveMatchForOneOf(
  bytes: ByteSequence,
  list: readonly ByteSequence[],
): boolean {
  return list.some((item) => byteCaseInsensitiveMatch(bytes, item));
}

/** Collects code points from `position` while `condition` holds, and moves `position` after them.
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
