import { expect } from 'chai';
import { compareSurvivors, survivorOf } from './mutation-survivors.ts';

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

const survivor = (text: string, replacement: string) =>
  survivorOf(
    { fileName: 'x.ts', location: at(text), replacement, status: 'Survived' },
    'x.ts',
    source,
  );

describe('surviving mutants', () => {
  for (const [text, replacement, name] of [
    ["[['a', 1]]", '[]', 'limits'],
    ['value > 128', 'value >= 128', 'outer'],
    ['this.age = 1', '{}', 'Agent.constructor'],
    ['this.age += 1', 'this.age -= 1', 'Agent.grow'],
  ] as const) {
    it(`${text} is found in ${name}`, () => {
      expect(survivor(text, replacement)).to.deep.equal({
        file: 'x.ts',
        function: name,
        mutation: `${text} → ${replacement}`,
      });
    });
  }

  it('have their mutation on one line', () => {
    expect(survivor('128 &&\n    value', 'true').mutation).to.equal('128 && value → true');
  });

  const known = { file: 'x.ts', function: 'f', mutation: 'a → b', why: 'equal' };
  const { why: _, ...found } = known;

  it('are fine if they are listed', () => {
    expect(compareSurvivors([found], [known])).to.deep.equal({ unlisted: [], vanished: [] });
  });

  it('answer for one entry each', () => {
    expect(compareSurvivors([found, found], [known]).unlisted).to.deep.equal([found]);
    expect(compareSurvivors([found], [known, known]).vanished).to.deep.equal([known]);
  });

  for (const member of ['file', 'function', 'mutation'] as const) {
    it(`differ by ${member}`, () => {
      const other = { ...found, [member]: 'other' };
      expect(compareSurvivors([other], [known])).to.deep.equal({
        unlisted: [other],
        vanished: [known],
      });
    });
  }
});
