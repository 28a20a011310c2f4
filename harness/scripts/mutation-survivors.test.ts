import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import type { KnownDeviations } from '../deviations/known-deviations.ts';
import { compareSurvivors, type Mutant, survivorIds } from './mutation-survivors.ts';

const source = `/** A comment. */
const limits = new Map([['a', 1]]);

export function outer(value: number): boolean {
  const inner = () => value > 128 &&
    value !== 0;
  return inner();
}

class Agent {
  constructor() { this.age = 1; }
  age: number;
  grow() { this.age += 1; }
}
`;

const at = (text: string) => {
  const offset = source.indexOf(text);
  const position = (index: number) => {
    const lines = source.slice(0, index).split('\n');
    return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
  };
  return { start: position(offset), end: position(offset + text.length) };
};

const mutant = (text: string, replacement: string): Mutant => ({ location: at(text), replacement });
const idsOf = (...mutants: Mutant[]) => survivorIds(mutants, 'x.ts', source).map(({ id }) => id);

describe('surviving mutants', () => {
  for (const [text, replacement, name] of [
    ["[['a', 1]]", '[]', 'limits'],
    ['value > 128', 'value >= 128', 'outer'],
    ['this.age = 1', '{}', 'Agent.constructor'],
    ['this.age += 1', 'this.age -= 1', 'Agent.grow'],
  ] as const) {
    it(`${text} is found in ${name}`, () => {
      expect(idsOf(mutant(text, replacement))).to.deep.equal([
        `x.ts ${name}: ${text} → ${replacement}`,
      ]);
    });
  }

  it('have their mutation on one line', () => {
    expect(idsOf(mutant('128 &&\n    value', 'true'))).to.deep.equal([
      'x.ts outer: 128 && value → true',
    ]);
  });

  it('are counted in the order of the code if they look the same', () => {
    const [first, second] = [mutant('value >', ''), mutant('value !==', '')];
    const same = (mutant: Mutant): Mutant => {
      const { start } = mutant.location;
      return { ...mutant, location: { start, end: { ...start, column: start.column + 5 } } };
    };
    const found = survivorIds([same(second), same(first)], 'x.ts', source);
    expect(found).to.deep.equal([
      { id: 'x.ts outer: value → ', mutant: same(first) },
      { id: 'x.ts outer: value →  (2)', mutant: same(second) },
    ]);
  });

  const comparisons: [
    what: string,
    ids: string[],
    listed: string[],
    unlisted: string[],
    gone: string[],
  ][] = [
    ['are fine if they are listed', ['x.ts f: a → b'], ['x.ts f: a → b'], [], []],
    ['have to be listed', ['x.ts f: a → b'], [], ['x.ts f: a → b'], []],
    ['have to survive if they are listed', [], ['x.ts f: a → b'], [], ['x.ts f: a → b']],
    [
      'answer for one listed case each',
      ['x.ts f: a → b'],
      ['x.ts f: a → b', 'x.ts f: a → b (2)'],
      [],
      ['x.ts f: a → b (2)'],
    ],
    [
      'may have asterisks, which stand for themselves',
      ['x.ts f: a * b → a / b', 'x.ts f: a + b → a / b'],
      ['x.ts f: a * b → a / b'],
      ['x.ts f: a + b → a / b'],
      [],
    ],
    ['do not count in files that were not mutated', [], ['y.ts f: a → b'], [], []],
  ];
  for (const [what, ids, cases, unlisted, gone] of comparisons) {
    it(what, () => {
      const known = { deviations: [{ what: 'It is equal.', cases }] };
      expect(compareSurvivors(ids, known, ['x.ts'])).to.deep.equal({ unlisted, gone });
    });
  }

  it('count in all files if all were mutated', () => {
    const known = { deviations: [{ what: 'It is equal.', cases: ['y.ts f: a → b'] }] };
    expect(compareSurvivors([], known, null).gone).to.deep.equal(['y.ts f: a → b']);
  });
});

describe('the known mutants', () => {
  const file = new URL('../../reference/known-mutants.json', import.meta.url);
  const known: KnownDeviations = JSON.parse(readFileSync(file, 'utf8'));
  const ids = known.deviations.flatMap(({ cases }) => cases as string[]);

  it('are listed once', () => expect(new Set(ids)).to.have.length(ids.length));

  it('are mutants of code that exists', () => {
    const stale = ids.filter((id) => {
      const [, path = '', original = ''] = /^(\S+) [\w.]+: (.+) → .*$/.exec(id) ?? [];
      const source = readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
      return original === '' || !source.replace(/\s+/g, ' ').includes(original);
    });
    expect(stale).to.deep.equal([]);
  });
});
