import { expect } from 'chai';
import type { Difference } from '../../spec/diff.ts';
import type { Standard } from '../../spec/index.ts';
import { driftReport } from './drift-report.ts';
import type { SourceFile } from './project-files.ts';

const digest = '';
const map: Standard = {
  url: 'https://fetch.spec.whatwg.org/',
  commit: '0',
  date: '',
  algorithms: [
    {
      id: 'brew',
      anchor: 'concept-brew',
      title: 'brew',
      kind: 'algorithm',
      gist: 'makes tea',
      digest,
      steps: [
        { number: '1', digest, gist: 'boils water' },
        { number: '2', digest, gist: 'no leaves' },
        { number: '3', digest, gist: 'asks the cook', unmodelled: 'cooks' },
        { number: '3.5', digest },
        { number: '3.5.1', digest },
        { number: '4', digest, gist: 'by kind' },
        { number: '4.a', digest, gist: 'green' },
      ],
    },
    {
      id: 'warm-pot',
      anchor: 'warm-pot',
      title: 'warm pot',
      kind: 'definition',
      gist: 'neither hot nor cold',
      digest,
      steps: [],
    },
  ],
};
const files: SourceFile[] = [
  {
    path: 'reference/brew.ts',
    text: [
      '/** @see https://fetch.spec.whatwg.org/#concept-brew-0 */',
      'export async function other() {',
      '  // 2. Not here.',
      '}',
      '/** Makes tea.',
      ' *  @see https://fetch.spec.whatwg.org/#concept-brew */',
      'export function brew(): boolean {',
      '  // 1.',
      '  const water = boil();',
      '  // 2. No leaves.',
      "  if (leaves === null) return failure('brew/2');",
      '  // 3. Not modelled: cooks.',
      '}',
    ].join('\n'),
  },
  {
    path: 'reference/pot.ts',
    text: [
      '/** @see https://fetch.spec.whatwg.org/#warm-pot */',
      'export const warmPots = [200];',
      '/** @see https://fetch.spec.whatwg.org/#warm-pot */',
      'export interface WarmPot {}',
    ].join('\n'),
  },
  { path: 'reference/brew.test.ts', text: "import 'x';\nexpect(brew()).to.equal('brew/2');\n" },
  {
    path: 'conformance/brew.json',
    text: JSON.stringify([
      { id: 'first', steps: ['brew/1', 'brew/2'] },
      { id: 'cook', steps: ['brew/3.5.1'] },
      { id: 'pot', steps: ['warm-pot'], why: 'As brew/4.a wants.' },
    ]),
  },
];
const linesOf = (difference: Partial<Difference>) =>
  driftReport({ changes: [], renumbered: [], ...difference }, map, files);

describe('the drift report', () => {
  const changes: [what: string, change: Difference['changes'][number], lines: string[]][] = [
    [
      'a reworded step',
      { kind: 'reworded', id: 'brew/2', now: 'brew/3' },
      [
        'reworded  brew/2 (now brew/3): no leaves',
        '  spec   https://fetch.spec.whatwg.org/#concept-brew',
        '  code   reference/brew.ts:10 brew',
        '  cited  reference/brew.test.ts: line 2',
        '  cited  conformance/brew.json: first',
      ],
    ],
    [
      'a step that has no comment',
      { kind: 'removed', id: 'brew/4', now: null },
      [
        'removed   brew/4: by kind',
        '  spec   https://fetch.spec.whatwg.org/#concept-brew',
        '  code   reference/brew.ts:7 brew',
        '  cited  conformance/brew.json: pot',
      ],
    ],
    [
      'the words around the steps',
      { kind: 'reworded', id: 'brew', now: 'brew' },
      [
        'reworded  brew: makes tea',
        '  spec   https://fetch.spec.whatwg.org/#concept-brew',
        '  code   reference/brew.ts:7 brew',
        '  cited  reference/brew.test.ts: line 2',
        '  cited  conformance/brew.json: first, cook, pot',
      ],
    ],
    [
      'an added step, by its neighbour',
      { kind: 'added', id: null, now: 'brew/3', after: 'brew/2' },
      [
        'added     brew/3, after brew/2: no leaves',
        '  spec   https://fetch.spec.whatwg.org/#concept-brew',
        '  code   reference/brew.ts:10 brew',
        '  cited  nowhere',
      ],
    ],
    [
      'an added first step',
      { kind: 'added', id: null, now: 'brew/1', after: null },
      [
        'added     brew/1',
        '  spec   https://fetch.spec.whatwg.org/#concept-brew',
        '  code   reference/brew.ts:7 brew',
        '  cited  nowhere',
      ],
    ],
    [
      'a step after an unmodelled one, which is not part of it',
      { kind: 'added', id: null, now: 'brew/4', after: 'brew/3' },
      [
        'added     brew/4, after brew/3: asks the cook',
        '  spec   https://fetch.spec.whatwg.org/#concept-brew',
        '  code   reference/brew.ts:12 brew',
        '  cited  nowhere',
      ],
    ],
    [
      'a step within an unmodelled one',
      { kind: 'reworded', id: 'brew/3.5', now: 'brew/3.5' },
      [
        'reworded  brew/3.5: asks the cook',
        '  spec   https://fetch.spec.whatwg.org/#concept-brew',
        '  note   not modelled: cooks',
        '  code   reference/brew.ts:12 brew',
        '  cited  conformance/brew.json: cook',
      ],
    ],
    [
      'a first step within an unmodelled one',
      { kind: 'added', id: null, now: 'brew/3.1', after: 'brew/3' },
      [
        'added     brew/3.1, after brew/3: asks the cook',
        '  spec   https://fetch.spec.whatwg.org/#concept-brew',
        '  note   not modelled: cooks',
        '  code   reference/brew.ts:12 brew',
        '  cited  nowhere',
      ],
    ],
    [
      'a step that has moved',
      { kind: 'moved', id: 'brew/4.a', now: 'brew/5' },
      [
        'moved     brew/4.a to brew/5: green',
        '  spec   https://fetch.spec.whatwg.org/#concept-brew',
        '  code   reference/brew.ts:7 brew',
        '  cited  conformance/brew.json: pot',
      ],
    ],
    [
      'a definition that several declarations link',
      { kind: 'reworded', id: 'warm-pot', now: 'warm-pot' },
      [
        'reworded  warm-pot: neither hot nor cold',
        '  spec   https://fetch.spec.whatwg.org/#warm-pot',
        '  code   reference/pot.ts:2 warmPots',
        '  code   reference/pot.ts:4 WarmPot',
        '  cited  conformance/brew.json: pot',
      ],
    ],
    [
      'a new rule',
      { kind: 'added', id: null, now: 'abnf/Tea-Age', after: null },
      ['added     abnf/Tea-Age'],
    ],
  ];
  for (const [what, change, lines] of changes) {
    it(`shows ${what}`, () => {
      expect(linesOf({ changes: [change] })).to.deep.equal(['', ...lines]);
    });
  }

  it('counts steps that follow each other as one shift', () => {
    const renumbered = [
      { id: 'brew/2', now: 'brew/3' },
      { id: 'brew/3', now: 'brew/4' },
      { id: 'brew/5', now: 'brew/6' },
      { id: 'brew/6', now: 'brew/8' },
      { id: 'brew/8', now: 'brew/9' },
      { id: 'drink/12.f', now: 'drink/12.g' },
      { id: 'drink/12.g', now: 'drink/12.h' },
    ];
    expect(linesOf({ renumbered })).to.deep.equal([
      '',
      'Only their numbers changed:',
      '  brew/2 to brew/3 are now brew/3 to brew/4',
      '  brew/5 is now brew/6',
      '  brew/6 is now brew/8',
      '  brew/8 is now brew/9',
      '  drink/12.f to drink/12.g are now drink/12.g to drink/12.h',
    ]);
  });
});
