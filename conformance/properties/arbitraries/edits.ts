/** Texts with small mistakes in them: most defects hide near what is right. */
import fc from 'fast-check';

/** `text` after one to three edits; each puts in, takes out or replaces one char. */
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
