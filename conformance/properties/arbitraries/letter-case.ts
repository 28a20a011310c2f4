/** Texts in any letter case, for comparisons that ignore case and comparisons that do not. */
import fc from 'fast-check';

/** `text` with letters in any case. It is often unchanged, in lower case or in upper case. */
export function inAnyCase(text: string): fc.Arbitrary<string> {
  return fc.oneof(
    fc.constantFrom(text, text.toLowerCase(), text.toUpperCase()),
    fc.mixedCase(fc.constant(text)),
  );
}
