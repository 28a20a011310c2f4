/** Comma-separated lists: well-formed ones in all their spellings, and broken ones. */
import fc from 'fast-check';

const whiteSpace = fc.constantFrom('', '', ' ', '\t', ' \t ');

/** `members` in one line, with white space around the commas, and empty members if they are allowed. */
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

/** `members` on one or several lines, in their order. */
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

/** Lists in which something is no token, with `members` beside it. */
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

/** The chars that lists are made of, and those that spoil them. */
export const listChar: fc.Arbitrary<string> = fc.constantFrom(
  ...',,,,   \t"\\aAbBxX09*-_./=;:@(\x7f\xe9\xff',
);
