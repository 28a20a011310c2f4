/** Texts in all their spellings: for what matches in any case, and for what does not. */
import fc from 'fast-check';

/** `text`, each letter in either case; its own spelling and the two plain ones are frequent. */
export function inAnyCase(text: string): fc.Arbitrary<string> {
  return fc.oneof(
    fc.constantFrom(text, text.toLowerCase(), text.toUpperCase()),
    fc.mixedCase(fc.constant(text)),
  );
}
