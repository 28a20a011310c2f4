import { expect } from 'chai';
import { type ClientReport, exitCodeOf, isAsListed, verdictLine } from './client-report.ts';
import { again, error, fail, first, known, pass, report, skip, status } from './example-reports.ts';
import type { JudgedResult } from './known.ts';

describe('exitCodeOf', () => {
  const gone: JudgedResult = { ...known, verdict: 'gone', differences: [] };
  const generated = {
    runs: 1,
    seed: 1,
    discarded: 0,
    explained: [],
    disagreements: [],
    notShown: 0,
  };
  for (const [what, given, code] of [
    ['all is listed', report([pass, known, skip]), 0],
    ['it only asks again', report([again, skip]), 0],
    ['something differs', report([pass, fail]), 1],
    ['something listed is gone', report([pass, gone]), 1],
    ['something listed matches nothing', report([pass], { unmatched: ['no-case'] }), 1],
    [
      'something differs on a version that is not listed',
      report([fail, gone], { version: '2' }),
      0,
    ],
    ['something differs, and nothing is known of the client', report([fail], { known: null }), 1],
    ['something could not be judged', report([pass, error]), 2],
    ['it implements no CORS', report([], { implementsCORS: false }), 2],
    ['generated cases agree', report([], { generated }), 0],
    ['it is cut short', report([pass], { stopReason: 'no session is left' }), 2],
    ['it is cut short, and something differs', report([fail], { stopReason: 'x' }), 1],
    ['it is interrupted', report([pass, fail], { interruptedCode: 130 }), 130],
  ] as const) {
    it(`is ${code} where ${what}`, () => expect(exitCodeOf(given)).to.equal(code));
  }
});

describe('isAsListed', () => {
  for (const [given, isIt] of [
    [report([pass, known, skip]), true],
    // On another version as well, though there a difference is only a warning.
    [report([pass, fail], { version: '2' }), false],
    [report([pass, error]), false],
    [report([]), false],
    [report([pass], { stopReason: 'no session is left' }), false],
  ] satisfies [ClientReport, boolean][]) {
    it(`${given.results.map(({ verdict }) => verdict).join(', ') || 'nothing'}: ${isIt}`, () => {
      expect(isAsListed(given)).to.equal(isIt);
    });
  }
});

describe('verdictLine', () => {
  const gone: JudgedResult = { ...known, verdict: 'gone', differences: [] };
  const generated = {
    runs: 9,
    seed: 7,
    discarded: 0,
    explained: [],
    disagreements: [],
    notShown: 0,
  };
  const explained = [
    { deviations: ['a', 'b'], count: 1 },
    { deviations: ['a'], count: 2 },
  ];
  const { given, expect: expected } = first;
  const disagreements = [{ given, expected, differences: [status], count: 3, kind: 'a', run: 1 }];
  for (const [given, conclusion] of [
    [report([pass, known, skip]), 'PASSED  1 as the standard says, 1 known deviation, 1 skipped.'],
    [report([pass, again]), 'PASSED  2 as the standard says (in 1 of them, it asks again).'],
    [report([{ ...known, asksAgain: true }]), 'PASSED  0 as the standard says, 1 known deviation.'],
    [report([pass, known, known]), 'PASSED  1 as the standard says, 2 known deviations.'],
    [
      report([fail, gone, error], { unmatched: ['a', 'b'] }),
      'FAILED  0 as the standard says, 1 other deviation, 1 listed deviation that is gone, 2 list entries without a case, 1 not judged.',
    ],
    [report([fail, fail], { known: null }), 'FAILED  0 as the standard says, 2 deviations.'],
    [
      report([pass], { planned: 3, interruptedCode: 130 }),
      'INCOMPLETE  Interrupted: 2 of 3 cases were not run. 1 as the standard says.',
    ],
    [
      report([pass], { planned: 3, stopReason: 'no session is left' }),
      'INCOMPLETE  no session is left: 2 of 3 cases were not run. 1 as the standard says.',
    ],
    [report([], { generated }), 'PASSED  9 generated cases (seed 7): 9 agree with the reference.'],
    [
      report([], { generated: { ...generated, discarded: 1, explained, disagreements } }),
      'FAILED  9 generated cases (seed 7): 2 agree with the reference, 3 known deviations, 3 other deviations, 1 not comparable.',
    ],
    [
      report([], { generated: { ...generated, disagreements, notShown: 4 } }),
      'FAILED  9 generated cases (seed 7): 2 agree with the reference, 7 other deviations.',
    ],
    [
      report([], { generated, planned: 20, interruptedCode: 143 }),
      'INCOMPLETE  Interrupted: 11 of 20 cases were not run. 9 generated cases (seed 7): 9 agree with the reference.',
    ],
    [report([pass, error]), 'INCOMPLETE  1 as the standard says, 1 not judged.'],
    [
      report([pass, fail], { planned: 3, interruptedCode: 130 }),
      'FAILED  Interrupted: 1 of 3 cases were not run. 1 as the standard says, 1 other deviation.',
    ],
    [report([fail], { version: '2' }), 'PASSED  0 as the standard says, 1 other deviation.'],
  ] satisfies [ClientReport, string][]) {
    it(conclusion, () => expect(verdictLine(given)).to.equal(conclusion));
  }
});
