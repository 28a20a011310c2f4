import { expect } from 'chai';
import { spec } from '../../spec/index.ts';
import { commentOf, linkedDeclarations, replaceStepComments } from './step-comments.ts';

const link = (anchor: string) => `/** @see https://fetch.spec.whatwg.org/#${anchor} */`;
const text = [
  link('brew'), // 0
  'export async function brew({',
  '  pot,',
  '}: Options): Promise<Tea> {',
  '  // 1. Water.',
  '  if (pot) {',
  '    // 1.1. Boil it, as in 2.',
  '  }',
  '  // 2.',
  '}', // 9
  '',
  'function other() {',
  '  // 2. Is not a step.',
  '}',
  'class Cook {',
  `  ${link('drink')}`,
  '  // 2. Is above the declaration.',
  '  function drink() {', // 17
  '    // 2. Slowly.',
  '  }',
  '}',
  link('pots'), // 21
  'const pots = [1, 2];',
  link('nothing'), // 23
].join('\n');

describe('what links the standard in code', () => {
  it('reaches to its closing bracket', () => {
    expect(linkedDeclarations(text)).to.deep.equal([
      { anchor: 'brew', name: 'brew', line: 1, end: 10 },
      { anchor: 'drink', name: 'drink', line: 17, end: 20 },
      { anchor: 'pots', name: 'pots', line: 22, end: 23 },
      { anchor: 'nothing', name: '', line: 23, end: 24 },
    ]);
  });

  it('has its comments within', () => {
    const [brew, drink] = linkedDeclarations(text);
    if (brew === undefined || drink === undefined) throw new Error('not found');
    expect(commentOf('1', brew, text)).to.equal(4);
    expect(commentOf('1.1', brew, text)).to.equal(6);
    expect(commentOf('2', brew, text)).to.equal(8);
    expect(commentOf('2', drink, text)).to.equal(18);
    expect(commentOf('1', drink, text)).to.equal(null);
  });
});

describe('the numbers in step comments', () => {
  const steps = ['1', '1.1', '2', '3', '8.5'].map((number) => ({ number, digest: '' }));
  const brew = { id: 'brew', anchor: 'brew', title: '', gist: '', digest: '', steps } as const;
  const map = { ...spec, algorithms: [{ ...brew, kind: 'algorithm' as const }] };
  const next: Record<string, string> = {
    'brew/1': 'brew/2',
    'brew/1.1': 'brew/2.1',
    'brew/2': 'brew/3',
    'brew/8.5': 'brew/9.5',
  };
  const replaced = (body: string) => {
    const lines = [link('brew'), 'function brew() {', `  ${body}`, '}', '// 1.'];
    return replaceStepComments(lines.join('\n'), map, (step, isOwn) =>
      step === 'brew/3' ? `brew/${isOwn ? 'own' : 'other'}` : (next[step] ?? step),
    )
      .split('\n')[2]
      ?.trim();
  };

  const comments: [before: string, after: string][] = [
    ['// 1.', '// 2.'],
    ['// 1.1. Water.', '// 2.1. Water.'],
    ['// 3. As 3.', '// own. As 3.'],
    ['// 4. Not modelled: as 3.', '// 4. Not modelled: as other.'],
    ['// 4. A comma, by 1.1 and 2.', '// 4. A comma, by 2.1 and 3.'],
    ['// 4. It follows from 1 to 2.', '// 4. It follows from 2 to 3.'],
    ['// 4. See step 8.5, or steps 1 and 2.', '// 4. See step 9.5, or steps 2 and 3.'],
    ['// 4. What step 2 has set.', '// 4. What step 3 has set.'],
    ['// 4. One of 2 bytes, in 1 byte.', '// 4. One of 2 bytes, in 1 byte.'],
    ['// 4. As in 7.', '// 4. As in 7.'],
    ['// 1 is not a step.', '// 1 is not a step.'],
    ['const x = 1; // 2.', 'const x = 1; // 2.'],
  ];
  for (const [before, after] of comments) {
    it(`${before}`, () => expect(replaced(before)).to.equal(after));
  }

  it('stay in code that follows no algorithm', () => {
    expect(replaceStepComments(text, { ...spec, algorithms: [] }, () => 'brew/7')).to.equal(text);
    const numbers = replaceStepComments(text, map, (step) => next[step] ?? step)
      .split('\n')
      .flatMap((line) => /\/\/ ([\d.]+)/.exec(line)?.[1] ?? []);
    expect(numbers).to.deep.equal(['2.', '2.1.', '3.', '2.', '2.', '2.']);
  });
});
