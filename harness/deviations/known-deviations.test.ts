import { expect } from 'chai';
import type { Difference } from './difference.ts';
import { type Deviation, DeviationList, isListedVersion } from './known-deviations.ts';

const found: Difference = { on: 'page', name: 'outcome', found: 'error', expected: 'cors' };
const other: Difference = { ...found, found: 'opaque' };

const exact: Deviation = { id: 'exact', what: 'It differs.', cases: { a: [found] } };
const anyhow: Deviation = { id: 'anyhow', what: 'It differs.', cases: { b: null } };
const pattern: Deviation = { id: 'pattern', what: 'It differs.', cases: { 'a*': [other] } };
const listOnly: Deviation = { id: 'list', what: 'It differs.', cases: ['c', 'd/*/e'] };
const deviations = [pattern, exact, anyhow, listOnly];

describe('DeviationList', () => {
  for (const [id, differences, standing, entry] of [
    ['a', [found], 'as-listed', exact],
    ['a', [other], 'otherwise', exact],
    ['a', [found, found], 'otherwise', exact],
    ['a', [], 'gone', exact],
    ['ab', [other], 'as-listed', pattern],
    ['ab', [found], 'otherwise', pattern],
    // Other cases that match the pattern may still deviate.
    ['ab', [], 'unlisted', pattern],
    ['b', [other], 'as-listed', anyhow],
    ['b', [], 'gone', anyhow],
    ['c', [other], 'as-listed', listOnly],
    ['c', [], 'gone', listOnly],
    ['d/x/y/e', [other], 'as-listed', listOnly],
    ['d/e', [other], 'unlisted', null],
    ['ba', [found], 'unlisted', null],
    ['ba', [], 'unlisted', null],
  ] satisfies [string, Difference[], string, Deviation | null][]) {
    it(`${id} with ${differences.map((each) => each.found).join(', ') || 'nothing'} is ${standing}`, () => {
      const list = new DeviationList({ deviations });
      expect(list.standingOf(id, differences)).to.equal(standing);
      expect(list.entryFor(id)).to.equal(entry);
    });
  }

  it('says which differences it knows', () => {
    const list = new DeviationList({ deviations });
    expect(['a', 'ab', 'b', 'c', 'x'].map((id) => list.differencesFor(id))).to.deep.equal([
      [found],
      [other],
      null,
      null,
      null,
    ]);
  });

  it('knows nothing without a file', () => {
    const list = new DeviationList();
    expect(list.standingOf('a', [found])).to.equal('unlisted');
    expect([...list.gonePatterns(), ...list.keysWithout([])]).to.deep.equal([]);
  });

  it('names patterns all of whose cases pass', () => {
    const list = new DeviationList({ deviations });
    list.standingOf('ab', []);
    expect(list.gonePatterns()).to.deep.equal(['a*']);
    list.standingOf('ac', [found]);
    list.standingOf('ad', []);
    expect(list.gonePatterns()).to.deep.equal([]);
  });

  it('names keys that match nothing', () => {
    const list = new DeviationList({ deviations });
    expect(list.keysWithout(['a', 'b', 'c', 'd/x/e'])).to.deep.equal([]);
    expect(list.keysWithout(['b'])).to.deep.equal(['a', 'c', 'a*', 'd/*/e']);
  });

  it('takes every other character of a pattern as itself', () => {
    const dots: Deviation = { what: 'It differs.', cases: { 'a.b(*': [found] } };
    const list = new DeviationList({ deviations: [dots] });
    expect(list.entryFor('a.b(c')).to.equal(dots);
    expect(list.entryFor('axb(c')).to.equal(null);
  });
});

describe('isListedVersion', () => {
  for (const [known, version, isListed] of [
    [null, '1', true],
    [{ deviations: [] }, '1', true],
    [{ versions: ['1', '2'], deviations: [] }, '2', true],
    [{ versions: ['1', '2'], deviations: [] }, '3', false],
  ] as const) {
    it(`${JSON.stringify(known?.versions)} lists ${version}: ${isListed}`, () => {
      expect(isListedVersion(known, version)).to.equal(isListed);
    });
  }
});
