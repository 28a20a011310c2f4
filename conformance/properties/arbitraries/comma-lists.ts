/** Comma-separated lists: well-formed lists in all their spellings, and malformed lists. */
import fc from 'fast-check';

const whiteSpace = fc.constantFrom('', '', ' ', '\t', ' \t ');

/** `members` on one line, with whitespace around the commas, and with empty members if allowed. */
export function spelledAsList(
  members: readonly string[],
  { emptyMembers = true }: { emptyMembers?: boolean } = {},
): fc.Arbitrary<string> {
  const gap = fc
    .tuple(whiteSpace, emptyMembers ? fc.nat({ max: 2 }) : fc.constant(0), whiteSpace)
    .map(([before, empty, after]) => `${before},${', '.repeat(empty)}${after}`);
  return fc
    .array(gap, { minLength: members.length, maxLength: members.length })
    .map((gaps) => members.map((member, at) => (at === 0 ? '' : gaps[at]) + member).join(''));
}

/** `members` on one or several lines, in order. */
export function spelledAsLines(members: readonly string[]): fc.Arbitrary<string[]> {
  return fc
    .array(fc.boolean(), { minLength: members.length, maxLength: members.length })
    .chain((breaks) => {
      const lines: string[][] = [[]];
      for (const [at, member] of members.entries()) {
        if (breaks[at]) lines.push([]);
        lines.at(-1)?.push(member);
      }
      return fc.tuple(...lines.map((line) => spelledAsList(line)));
    });
}

/** Lists with one member that is not a token, beside `members`. */
export function brokenList(members: readonly string[]): fc.Arbitrary<string> {
  const broken = fc.constantFrom(
    'a b',
    '"a"',
    'a;b',
    'a/b',
    '@',
    '(a)',
    '\xe9',
    'a\tb',
    '[x]',
    'a:',
    '{}',
  );
  return fc
    .tuple(broken, fc.nat({ max: members.length }))
    .map(([odd, at]) => [...members.slice(0, at), odd, ...members.slice(at)].join(', '));
}

/** The chars of well-formed lists, and chars that make a list malformed. */
export const listChar: fc.Arbitrary<string> = fc.constantFrom(
  ...',,,,   \t"\\aAbBxX09*-_./=;:@(\x7f\xe9\xff',
);
