import { expect } from 'chai';
import type { Standard } from '../../spec/index.ts';
import { citationReplacer, citationsIn } from './citations.ts';

const step = (number: string) => ({ number, digest: '' });
const entry = { anchor: '', title: '', kind: 'algorithm', gist: '', digest: '' } as const;
const map: Standard = {
  url: '',
  commit: '',
  date: '',
  algorithms: [
    { ...entry, id: 'brew', steps: ['1', '2', '2.a', '2.a.1', '3', '12'].map(step) },
    { ...entry, id: 'brew-more', steps: [step('1')] },
    { ...entry, id: 'warm-pot', kind: 'definition', steps: [] },
  ],
};
const stepsIn = (path: string, text: string) =>
  citationsIn([{ path, text }], map).map(({ place, step }) => `${place}: ${step}`);

describe('citations of steps', () => {
  const inText: [text: string, steps: string[]][] = [
    ["failure('brew/2')", ['brew/2']],
    ['brew/2.a.1.', ['brew/2.a.1']],
    ['brew/2.a, brew/3', ['brew/2.a', 'brew/3']],
    ['brew/2.', ['brew/2']],
    ['brew/2.and', ['brew/2']],
    ['brew/1 and 2.a', ['brew/1', 'brew/2.a']],
    ['brew/1, 2 and 3', ['brew/1', 'brew/2', 'brew/3']],
    ['brew/1, 2, or 3', ['brew/1', 'brew/2', 'brew/3']],
    ['brew/1 to 3', ['brew/1', 'brew/3']],
    ['brew/1 and 77 others', ['brew/1']],
    ['brew-more/1', ['brew-more/1']],
    ['brew/99', []],
    ['brew/2.b', []],
    ['brew/2-removed', []],
    ['brew/2nd', []],
    ['home-brew/2', []],
    ['tea/brew/2', []],
    ['brew', []],
    ['warm-pot', []],
  ];
  for (const [text, steps] of inText) {
    it(`in "${text}": ${steps.length === 0 ? 'none' : steps.join(', ')}`, () => {
      expect(stepsIn('a.md', text)).to.deep.equal(steps.map((step) => `line 1: ${step}`));
    });
  }

  it('are found by the line in texts', () => {
    expect(stepsIn('a.ts', 'x\n// brew/2\n')).to.deep.equal(['line 2: brew/2']);
  });

  it('are found by the nearest id in JSON, of entries without steps in a list of steps only', () => {
    const cases = [
      {
        id: 'one',
        steps: ['brew/2', 'warm-pot'],
        why: 'warm-pot, brew/3',
        given: { text: 'brew/1' },
      },
      { id: 'two', expect: [{ id: 'inner', step: 'brew/1' }] },
    ];
    expect(stepsIn('a.json', JSON.stringify(cases))).to.deep.equal([
      'one: brew/2',
      'one: warm-pot',
      'one: brew/3',
      'one: brew/1',
      'inner: brew/1',
    ]);
  });

  it('are all replaced at once, and nothing else is', () => {
    const next: Record<string, string> = {
      'brew/1': 'brew/2',
      'brew/2': 'brew/3',
      'brew/2.a.1': 'brew/3.b.1',
      'brew/3': 'brew/1',
    };
    const replaced = citationReplacer(map)(
      '{ "brew/1":  ["brew/2", "brew/2.a.1"] } // 1. brew/2 to 3, brew/12',
      (step) => next[step] ?? step,
    );
    expect(replaced).to.equal('{ "brew/2":  ["brew/3", "brew/3.b.1"] } // 1. brew/3 to 1, brew/12');
  });
});
