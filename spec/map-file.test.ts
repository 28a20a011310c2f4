import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import type { Standard, Step } from './index.ts';
import { formatMap, refresh } from './map-file.ts';
import { outlineOf } from './outline.ts';

const source = readFileSync(new URL('fixture.bs', import.meta.url), 'utf8');
const wanted = [{ id: 'brew', anchor: 'brew' }];
const nothing: Standard = { url: 'https://tea.example/', commit: '0', date: '', algorithms: [] };

/** The map of the fixture with gists, a reason and an unmodelled step. */
function filledIn(): Standard {
  const { map } = refresh(nothing, outlineOf(source, wanted));
  const algorithms = map.algorithms.map((algorithm) => ({
    ...algorithm,
    gist: `what ${algorithm.id} is`,
    steps: algorithm.steps.map((step): Step => {
      const gist = `what ${step.number} does`;
      if (step.number === '1') return { ...step, gist, reason: 'pot-cold' };
      return step.number === '4' ? { ...step, gist, unmodelled: 'weather' } : { ...step, gist };
    }),
  }));
  return refresh({ ...map, algorithms }, outlineOf(source, wanted)).map;
}

const stepsOf = (map: Standard) => map.algorithms.find(({ id }) => id === 'brew')?.steps ?? [];
const stepOf = (map: Standard, number: string) =>
  stepsOf(map).find((step) => step.number === number);

describe('updating the map', () => {
  it('asks for a gist for everything that is new', () => {
    const { toWrite } = refresh(nothing, outlineOf(source, wanted));
    expect(toWrite.slice(0, 3)).to.deep.equal(['brew', 'brew/1', 'brew/2']);
    expect(toWrite).to.include('abnf/leaf');
  });

  it('changes nothing if the text has not changed', () => {
    const map = filledIn();
    const again = refresh(map, outlineOf(source, wanted));
    expect(again).to.deep.equal({ map, toWrite: [] });
    expect(formatMap(again.map)).to.equal(formatMap(map));
  });

  it('marks the steps that can end the algorithm', () => {
    const ending = stepsOf(filledIn()).filter(({ returns }) => returns);
    expect(ending.map(({ number }) => number)).to.deep.equal(['1', '2.b.2', '7']);
  });

  it('has only digests inside an unmodelled step', () => {
    const map = filledIn();
    expect(stepOf(map, '4')).to.include({ gist: 'what 4 does', unmodelled: 'weather' });
    for (const number of ['4.1', '4.1.1', '4.2']) {
      expect(stepOf(map, number)).to.have.all.keys('number', 'digest');
    }
    expect(stepOf(map, '5.1')).to.have.all.keys('number', 'digest', 'gist');
  });

  it('asks for gists of substeps that are now modelled', () => {
    const map = filledIn();
    const algorithms = map.algorithms.map((algorithm) => ({
      ...algorithm,
      steps: algorithm.steps.map(({ unmodelled, ...step }) => step),
    }));
    const { toWrite } = refresh({ ...map, algorithms }, outlineOf(source, wanted));
    expect(toWrite).to.deep.equal(['brew/4.1', 'brew/4.1.1', 'brew/4.2']);
  });

  it('keeps our texts with their steps when numbers change', () => {
    const text = source
      .replace('<li><p>If <var>pot', '<li>Sit down. <li><p>If <var>pot')
      .replace('Return tea.', 'Return hot tea.');
    const { map, toWrite } = refresh(filledIn(), outlineOf(text, wanted));
    expect(toWrite).to.deep.equal(['brew/1']);
    expect(stepOf(map, '1')?.gist).to.equal('');
    expect(stepOf(map, '2')).to.include({ gist: 'what 1 does', reason: 'pot-cold', returns: true });
    expect(stepOf(map, '5')).to.include({ gist: 'what 4 does', unmodelled: 'weather' });
    expect(stepOf(map, '5.1')).to.have.all.keys('number', 'digest');
    expect(stepOf(map, '8')?.gist).to.equal('what 7 does');
  });

  it('keeps our texts with a step that has moved, and with its substeps', () => {
    const [leaves, rain] = [
      source.slice(source.indexOf(' <li>\n  <p>Switch on'), source.indexOf(' <li class=XXX>')),
      ' <li><p>Otherwise:\n\n  <ol>\n   <li><p>Wait for rain.',
    ];
    const text = source.replace(leaves, '').replace(rain, () => leaves + rain);
    const { map, toWrite } = refresh(filledIn(), outlineOf(text, wanted));
    expect(toWrite).to.deep.equal([]);
    expect(stepOf(map, '4')?.gist).to.equal('what 2 does');
    expect(stepOf(map, '4.b.2')?.gist).to.equal('what 2.b.2 does');
  });

  it('completes an algorithm that has only an id, anchor and gist', () => {
    const added = { id: 'saucer', anchor: 'saucer', gist: 'a plate' };
    const map = { ...nothing, algorithms: [added] } as unknown as Standard;
    const saucer = refresh(map, outlineOf(source, [added])).map.algorithms[0];
    expect(saucer).to.include({ id: 'saucer', gist: 'a plate', kind: 'definition' });
  });

  it('needs no gists for the steps of an unmodelled algorithm', () => {
    const map = filledIn();
    const algorithms = map.algorithms.map((one) => ({ ...one, unmodelled: 'tea' }));
    const fresh = refresh({ ...map, algorithms }, outlineOf(source, wanted));
    expect(fresh.toWrite).to.deep.equal([]);
    expect(fresh.map.algorithms[0]?.unmodelled).to.equal('tea');
    expect(stepOf(fresh.map, '1')).to.have.all.keys('number', 'digest');
  });
});

describe('writing the map', () => {
  it('keeps all data', () => expect(JSON.parse(formatMap(filledIn()))).to.deep.equal(filledIn()));

  it('writes one line per step', () => {
    const lines = formatMap(filledIn()).split('\n');
    expect(lines.filter((line) => line.includes('"number"'))).to.have.length(17);
    expect(lines.at(-1)).to.equal('');
  });
});
