/** Texts with small mistakes, since most defects hide close to correct input. */
import fc from 'fast-check';

/** `text` after one to three edits, each of which inserts, removes or replaces one char. */
export function edited(text: string, chars: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const edit = fc.record({
    kind: fc.constantFrom('insert', 'remove', 'replace'),
    at: fc.nat({ max: text.length }),
    char: chars,
  });
  return fc.array(edit, { minLength: 1, maxLength: 3 }).map((edits) =>
    edits.reduce((result, { kind, at, char }) => {
      const behind = kind === 'insert' ? at : at + 1;
      return result.slice(0, at) + (kind === 'remove' ? '' : char) + result.slice(behind);
    }, text),
  );
}
