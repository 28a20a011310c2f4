import { expect } from 'chai';
import type { Outcome } from './run-servers.ts';
import { report, row } from './scoreboard/sample.ts';
import { closingLines, outcomeLines } from './terminal.ts';

const judged: Outcome = { name: 'go/a', kind: 'judged', report, building: 1.23, judging: 4.56 };
const notRun: Outcome = { name: 'rust/b', kind: 'not-run', lack: 'no cargo' };
const broken: Outcome = { name: 'java/c', kind: 'broken', message: 'java/c did not start' };

describe('what the terminal says of a run', () => {
  for (const [outcome, before, lines] of [
    [
      judged,
      undefined,
      [
        'go/a: a + b 1.2 + 3.4: 1 passed, 2 known deviations, 2 failed, 1 no longer deviating, 1 not sent (built in 1.2 s, judged in 4.6 s)',
        '  gone (should) one-origin/vary-again: ',
        '  fail (must) closed/get: it can read the response',
        '  fail (must) one-origin/get#2: it can read this response too',
      ],
    ],
    [notRun, row, ['rust/b: not run: no cargo; results.json has 1.2 + 3.4 of 2026-11-26']],
    [notRun, undefined, ['rust/b: not run: no cargo; results.json has no result']],
    [broken, row, ['java/c: could not be judged: java/c did not start']],
  ] as const) {
    it(`${outcome.kind}, and ${before === undefined ? 'not ' : ''}in results.json`, () => {
      expect(outcomeLines(outcome, before)).to.deep.equal(lines);
    });
  }

  it('says where to look if too much is not as listed', () => {
    const results = report.results.filter(({ id }) => id === 'closed/get');
    const many = Array.from({ length: 23 }, () => results).flat();
    const lines = outcomeLines({ ...judged, report: { ...report, results: many } }, row);
    expect(lines).to.have.length(22);
    expect(lines.at(-1)).to.equal('  and 3 more: see reports/servers/go/a.json');
  });

  it('ends with who was not judged, and why', () => {
    const outcomes = [judged, notRun, broken, { ...notRun, name: 'rust/d' }];
    expect(closingLines(outcomes, 5, 61.4)).to.deep.equal([
      '1 of 5 servers judged in 61 s',
      'not run (no cargo): rust/b, rust/d',
      'could not be judged: java/c',
    ]);
  });
});
