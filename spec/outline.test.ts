import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { type OutlineEntry, type OutlineStep, outlineOf } from './outline.ts';
import { digestOf } from './standard-text.ts';

const source = readFileSync(new URL('fixture.bs', import.meta.url), 'utf8');
const anchors = ['concept-pot', 'warm-pot', 'pot-lid-or-cover', 'brew', 'concept-drink', 'saucer'];
const wanted = anchors.map((anchor) => ({ id: anchor.replace('concept-', ''), anchor }));
const entry = (id: string, text = source) =>
  outlineOf(text, wanted).find((one) => one.id === id) as OutlineEntry;
const flat = (steps: readonly OutlineStep[]): OutlineStep[] =>
  steps.flatMap((step) => [step, ...flat(step.steps)]);
const step = (number: string) => flat(entry('brew').steps).find((one) => one.number === number);

describe('the outline of a standard', () => {
  it('has the wanted entries, by explicit or generated anchors, and then the grammar', () => {
    const found = outlineOf(source, wanted).map(
      ({ id, kind, anchor }) => `${kind} ${id} ${anchor}`,
    );
    expect(found).to.deep.equal([
      'definition pot concept-pot',
      'definition warm-pot warm-pot',
      'definition pot-lid-or-cover pot-lid-or-cover',
      'algorithm brew brew',
      'algorithm drink concept-drink',
      'definition saucer saucer',
      'grammar abnf/leaf leaf',
      'grammar abnf/stem stem',
      'grammar abnf/Tea-Kind http-new-header-syntax',
    ]);
  });

  it('omits entries that the text does not define', () => {
    expect(outlineOf(source, [{ id: 'spoon', anchor: 'spoon' }])).to.have.length(3);
  });

  it('has titles with the scope of a term', () => {
    expect(entry('warm-pot').title).to.equal('warm pot');
    expect(entry('pot-lid-or-cover').title).to.equal('lid (pot)');
    expect(entry('brew').title).to.equal('brew');
  });

  it('numbers steps by lists, and branches by letters, but not asides', () => {
    const numbers = flat(entry('brew').steps).map(({ number }) => number);
    expect(numbers.join(' ')).to.equal(
      '1 2 2.a 2.b 2.b.1 2.b.2 2.c 3 4 4.1 4.1.1 4.2 5 5.1 6 6.1 7',
    );
  });

  const digests: [what: string, number: string, text: string][] = [
    ['a step, without its comment', '1', 'If pot is not a warm pot, then return failure.'],
    ['a switch, without its branches', '2', 'Switch on the leaves:'],
    ['a branch with all its labels', '2.a', 'green white Wait a minute.'],
    ['a branch with steps, without them and its note', '2.b', 'black'],
    ['a step without a paragraph', '2.b.1', 'Wait.'],
    ['a step that is an open issue, with its table', '3', 'Find out about milk. fat little'],
    [
      'a step with a plain list and text after it',
      '4',
      'If one of these holds: it rains it does not then:',
    ],
    ['a step with an open issue in its sentence', '4.2', 'Pour, slowly.'],
    ['a step without its inline note', '7', 'Return tea.'],
  ];
  for (const [what, number, text] of digests) {
    it(`digests ${what}`, () => expect(step(number)?.digest).to.equal(digestOf(text)));
  }

  it('digests the text around the steps', () => {
    const text =
      'To brew tea with a pot and an optional boolean sweet (default false): It is best at once.';
    expect(entry('brew').digest).to.equal(digestOf(text));
  });

  it('digests a definition up to the next one, without notes and citations', () => {
    expect(entry('pot').digest).to.equal(digestOf('A pot is what tea is made in.'));
    const text = 'A warm pot is a pot that is one of hot not cold and stays so for a minute.';
    expect(entry('warm-pot').digest).to.equal(digestOf(text));
    expect(entry('saucer').digest).to.equal(digestOf('A saucer is a small plate.'));
  });

  it('digests all lines of a rule, without comments', () => {
    expect(entry('abnf/leaf').digest).to.equal(digestOf('leaf = %x67 / "a;b" / stem'));
    expect(entry('abnf/stem').digest).to.equal(digestOf('stem = 1*2DIGIT'));
    expect(entry('abnf/Tea-Kind').digest).to.equal(digestOf('Tea-Kind = #leaf'));
  });

  it('finds the steps that can end the algorithm', () => {
    const ending = flat(entry('brew').steps).filter(({ returns }) => returns);
    // Not 4.1.1, which only returns the result of 4.1.
    expect(ending.map(({ number }) => number)).to.deep.equal(['1', '2.b.2', '7']);
    expect(entry('drink').steps.map(({ returns }) => returns)).to.deep.equal([true]);
  });

  it('rejects steps that cannot be numbered', () => {
    const twice = source.replace('Wait for rain.', 'Wait <ol><li>once</ol> or <ol><li>twice</ol>');
    expect(() => entry('brew', twice)).to.throw('brew/5.1 has more than one list of substeps');
    const two = source.replace('<p>It is best at once.', '<ol><li>Drink it.</ol>');
    expect(() => entry('brew', two)).to.throw('brew has more than one list of steps');
  });

  it('rejects an anchor with two definitions', () => {
    const twice = source.replace('<dfn>saucer', '<dfn id=brew>saucer');
    expect(() => outlineOf(twice, wanted)).to.throw('two definitions have the anchor brew');
  });
});
