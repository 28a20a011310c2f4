import { expect } from 'chai';
import type { KnownDeviations } from '../../deviations/known-deviations.ts';
import { classOf, scoreLine, tally } from './score.ts';

const known: KnownDeviations = {
  deviations: [
    { id: 'equivalent-loop', what: 'It changes nothing.', cases: ['f: a * b → a'] },
    { id: 'outside-isolation', what: 'It is not CORS.', cases: ['f: c → d'] },
    { id: 'miss-vary', what: 'Caches can tell.', cases: ['f: e → f'] },
    { id: 'missed', what: 'A word that only begins like one.', cases: ['f: g → h'] },
    { what: 'It has no id.', cases: ['f: i → j'] },
  ],
};

describe('the class of a surviving mutant', () => {
  for (const [id, expected] of [
    ['f: a * b → a', 'equivalent'],
    ['f: a x b → a', null],
    ['f: c → d', 'outside'],
    ['f: e → f', 'miss'],
    ['f: y → z', null],
  ] as const) {
    it(`${id} is ${expected}`, () => {
      expect(classOf(known, id)).to.equal(expected);
    });
  }

  for (const id of ['f: g → h', 'f: i → j']) {
    it(`${id} has to have one`, () => {
      expect(() => classOf(known, id)).to.throw(RangeError, 'begins with none of');
    });
  }
});

describe('the score', () => {
  for (const [what, all, survivors, expected] of [
    [
      'leaves out what cannot be noticed, and counts what is not listed as missed',
      20,
      ['equivalent', 'equivalent', 'outside', 'miss', null, null],
      '14 of 17 mutants noticed (82.4 %), 1 missed, 2 not listed; 2 equivalent, 1 outside CORS',
    ],
    [
      'is full without survivors',
      3,
      [],
      '3 of 3 mutants noticed (100.0 %), 0 missed, 0 not listed; 0 equivalent, 0 outside CORS',
    ],
    [
      'is full if nothing can be noticed',
      1,
      ['outside'],
      '0 of 0 mutants noticed (100.0 %), 0 missed, 0 not listed; 0 equivalent, 1 outside CORS',
    ],
  ] satisfies [string, number, ReturnType<typeof classOf>[], string][]) {
    it(what, () => {
      expect(scoreLine(tally(all, survivors))).to.equal(expected);
    });
  }
});
