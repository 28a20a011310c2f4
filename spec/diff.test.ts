import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { diff, numberedNow } from './diff.ts';
import { refresh } from './map-file.ts';
import { type OutlineStep, outlineOf } from './outline.ts';

const source = readFileSync(new URL('fixture.bs', import.meta.url), 'utf8');
const anchors = ['concept-pot', 'warm-pot', 'pot-lid-or-cover', 'brew', 'concept-drink', 'saucer'];
const wanted = anchors.map((anchor) => ({ id: anchor.replace('concept-', ''), anchor }));
const nothing = { url: 'https://tea.example/', commit: '0', date: '', algorithms: [] };
const { map } = refresh(nothing, outlineOf(source, wanted));

/** The differences after some replacements in the text, one line for each. */
function differences(...replacements: readonly [from: string, to: string][]): string[] {
  let text = source;
  for (const [from, to] of replacements) {
    expect(text.split(from), `"${from}" occurs once`).to.have.length(2);
    text = text.replace(from, () => to);
  }
  const { changes, renumbered } = diff(map, outlineOf(text, wanted));
  return [
    ...changes.map((change) => {
      if (change.kind === 'added') return `added ${change.now} after ${change.after}`;
      const now = change.now === null || change.now === change.id ? '' : ` now ${change.now}`;
      return `${change.kind} ${change.id}${now}`;
    }),
    ...renumbered.map(({ id, now }) => `renumbered ${id} ${now}`),
  ];
}

const milk = source.slice(
  source.indexOf(' <li class=XXX>'),
  source.indexOf(' <li>\n  <p>If one of these'),
);

describe('the difference between a map and a text', () => {
  it('is empty for the same text', () => expect(differences()).to.deep.equal([]));

  const nothings: [what: string, from: string, to: string][] = [
    ['whitespace', 'Wait for rain.', 'Wait\n  for rain. '],
    ['a comment', 'why not warm it?', 'cold is cold'],
    ['a note', 'It is hot.', 'It is cold.'],
    ['an example', 'Like this.', 'Like that.'],
    ['a citation', '[[!TEA]]', '[[TEE]] [[!TEA-2]]'],
    ['a link', '<a>warm pot</a>', '<a lt="warm pot" for=/>warm pot</a>'],
    ['a comment in a grammar rule', 'green; not black', 'black'],
    ['a definition or rule that is out of scope', 'bean = "x"', 'bean = "y"'],
  ];
  for (const [what, from, to] of nothings) {
    it(`is empty for ${what}`, () => expect(differences([from, to])).to.deep.equal([]));
  }

  const cases: [what: string, replacements: [string, string][], expected: string[]][] = [
    ['a reworded step', [['Wait.', 'Wait long.']], ['reworded brew/2.b.1']],
    ['one changed letter', [['return failure', 'return Failure']], ['reworded brew/1']],
    ['a reworded label of a branch', [['<dt>white', '<dt>red']], ['reworded brew/2.a']],
    [
      'a value in the text before the steps',
      [['default false', 'default true']],
      ['reworded brew'],
    ],
    ['an item of a plain list in a step', [['<li>it rains', '<li>it pours']], ['reworded brew/4']],
    ['an item of a plain list in a definition', [['<li>hot', '<li>warm']], ['reworded warm-pot']],
    ['text after a list', [['for a minute', 'for an hour']], ['reworded warm-pot']],
    ['the second line of a rule', [['/ <a>stem', '/ 2<a>stem']], ['reworded abnf/leaf']],
    ['text after a semicolon in quotes', [['"a;b"', '"a;c"']], ['reworded abnf/leaf']],
    [
      'an inserted step, as one insertion',
      [['<li class=XXX>', '<li><p>Sit down. <li class=XXX>']],
      [
        'added brew/3 after brew/2',
        'renumbered brew/3 brew/4',
        'renumbered brew/4 brew/5',
        'renumbered brew/5 brew/6',
        'renumbered brew/6 brew/7',
        'renumbered brew/7 brew/8',
      ],
    ],
    [
      'an inserted step with substeps, as one insertion',
      [['<li><p>Pour,', '<li><p>If: <ol><li>a<li>b</ol> <li><p>Pour,']],
      ['added brew/4.2 after brew/4.1', 'renumbered brew/4.2 brew/4.3'],
    ],
    [
      'a new first step',
      [['<li><p>If <var>pot', '<li>Sit. <li><p>If <var>pot']],
      [
        'added brew/1 after null',
        ...[1, 2, 3, 4, 5, 6, 7].map((n) => `renumbered brew/${n} brew/${n + 1}`),
      ],
    ],
    [
      'a new first substep',
      [['<li>Wait.', '<li>Sit.<li>Wait.']],
      [
        'added brew/2.b.1 after brew/2.b',
        'renumbered brew/2.b.1 brew/2.b.2',
        'renumbered brew/2.b.2 brew/2.b.3',
      ],
    ],
    [
      'substeps of a step that had none',
      [['Wait for rain.', 'Wait for rain. <ol><li>Sit.<li>Stand.</ol>']],
      ['added brew/5.1.1 after brew/5.1', 'added brew/5.1.2 after brew/5.1'],
    ],
    [
      'an inserted branch',
      [['<dt>Otherwise', '<dt>oolong<dd>Wait. <dt>Otherwise']],
      ['added brew/2.c after brew/2.b', 'renumbered brew/2.c brew/2.d'],
    ],
    [
      'a removed step',
      [[milk, '']],
      ['removed brew/3', ...[4, 5, 6, 7].map((n) => `renumbered brew/${n} brew/${n - 1}`)],
    ],
    [
      'the right one of two equal steps, by their substeps',
      [['<li><p>Otherwise:\n\n  <ol>\n   <li><p>Wait for rain.\n  </ol>', '']],
      ['removed brew/5', 'renumbered brew/6 brew/5', 'renumbered brew/7 brew/6'],
    ],
    [
      'swapped steps',
      [
        ['<li><p>Pour, <span class=XXX>slowly</span>.', ''],
        ['<li><p>Let <var>cup', '<li><p>Pour, slowly. <li><p>Let <var>cup'],
      ],
      ['moved brew/4.2 now brew/4.1', 'renumbered brew/4.1 brew/4.2'],
    ],
    [
      'a step that moves out of its parent, with the same text',
      [
        ['   <li><p>Wait for rain.\n  </ol>', '  </ol>'],
        [
          '<li><p>Otherwise:\n\n  <ol>\n   <li><p>Wait for the',
          '<li><p>Wait for rain. <li><p>Otherwise:\n\n  <ol>\n   <li><p>Wait for the',
        ],
      ],
      ['moved brew/5.1 now brew/6', 'renumbered brew/6 brew/7', 'renumbered brew/7 brew/8'],
    ],
    [
      'a reworded step next to a new one',
      [['<li>Wait.', '<li>Sit down.<li>Wait long.']],
      [
        'reworded brew/2.b.1',
        'added brew/2.b.2 after brew/2.b.1',
        'renumbered brew/2.b.2 brew/2.b.3',
      ],
    ],
    [
      'a reworded step with the same substeps, next to a new one',
      [
        [
          '<li><p>Otherwise:\n\n  <ol>\n   <li><p>Wait for the',
          '<li>Sit. <li><p>Else:\n\n  <ol>\n   <li><p>Wait for the',
        ],
      ],
      ['added brew/6 after brew/5', 'reworded brew/6 now brew/7', 'renumbered brew/7 brew/8'],
    ],
    ['a removed rule', [['<dfn>stem</dfn>     = 1*2DIGIT', '']], ['removed abnf/stem']],
    [
      'a new rule',
      [['Tea-Kind =', 'Tea-Age = 1*DIGIT\nTea-Kind =']],
      ['added abnf/Tea-Age after null'],
    ],
    ['a removed definition', [['<dfn>saucer', '<dfn id=dish>saucer']], ['removed saucer']],
  ];
  for (const [what, replacements, expected] of cases) {
    it(`reports ${what}`, () => expect(differences(...replacements)).to.deep.equal(expected));
  }

  /** A step given by its text, and its substeps. */
  type Words = [words: string, ...substeps: Words[]];
  const stepsOf = (steps: Words[], prefix = ''): OutlineStep[] =>
    steps.map(([digest, ...substeps], index) => {
      const number = `${prefix}${index + 1}`;
      return { number, digest, returns: false, steps: stepsOf(substeps, `${number}.`) };
    });
  const between = (before: Words[], after: Words[]) => {
    const entry = { id: 'a', anchor: 'a', title: 'a', kind: 'algorithm', digest: '' } as const;
    const { map } = refresh(nothing, [{ ...entry, steps: stepsOf(before) }]);
    return diff(map, [{ ...entry, steps: stepsOf(after) }]);
  };

  it('reports a step as moved only once', () => {
    const before: Words[] = [
      ['p', ['x']],
      ['q', ['x']],
    ];
    expect(between(before, [['p'], ['q'], ['x']]).changes).to.deep.equal([
      { kind: 'moved', id: 'a/1.1', now: 'a/3' },
      { kind: 'removed', id: 'a/2.1', now: null },
    ]);
  });

  it('does not report a step as moved if its substeps differ', () => {
    expect(between([['p', ['x']], ['q']], [['p'], ['q'], ['x', ['y']]]).changes).to.deep.equal([
      { kind: 'removed', id: 'a/1.1', now: null },
      { kind: 'added', id: null, now: 'a/3', after: 'a/2' },
    ]);
  });

  it('prefers equal text to equal substeps', () => {
    const after: Words[] = [['c', ['x']], ['a']];
    expect(between([['a'], ['b', ['x']]], after).changes).to.deep.equal([
      { kind: 'added', id: null, now: 'a/1', after: null },
      { kind: 'removed', id: 'a/2', now: null },
    ]);
  });

  const followed: [
    what: string,
    before: Words[],
    after: Words[],
    now: Record<string, string | null>,
  ][] = [
    [
      'the substeps of a renumbered step',
      [['a', ['b', ['c']]]],
      [['new'], ['a', ['new'], ['b', ['c']]]],
      { 'a/1': 'a/2', 'a/1.1': 'a/2.2', 'a/1.1.1': 'a/2.2.1' },
    ],
    [
      'a moved step, and its substeps',
      [['a', ['x', ['y'], ['z']]], ['b']],
      [['a'], ['b'], ['x', ['y'], ['z']]],
      { 'a/1.1': 'a/3', 'a/1.1.2': 'a/3.2', 'a/2': 'a/2' },
    ],
    [
      'a reworded step, and its substeps',
      [['a', ['x']], ['b']],
      [['new'], ['changed', ['x']], ['b']],
      { 'a/1': 'a/2', 'a/1.1': 'a/2.1', 'a/2': 'a/3' },
    ],
    [
      'a removed step, and its substeps',
      [['a', ['x']], ['b']],
      [['b']],
      { 'a/1': null, 'a/1.1': null, 'a/2': 'a/1' },
    ],
  ];
  for (const [what, before, after, now] of followed) {
    it(`gives the new number of ${what}`, () => {
      const found = Object.keys(now).map((id) => [id, numberedNow(between(before, after), id)]);
      expect(Object.fromEntries(found)).to.deep.equal(now);
    });
  }

  it('gives the new id of entries without steps', () => {
    const difference = diff(
      map,
      outlineOf(source.replace('<dfn>stem</dfn>     = 1*2DIGIT', ''), wanted),
    );
    expect(numberedNow(difference, 'saucer')).to.equal('saucer');
    expect(numberedNow(difference, 'abnf/leaf')).to.equal('abnf/leaf');
    expect(numberedNow(difference, 'abnf/stem')).to.equal(null);
  });
});
