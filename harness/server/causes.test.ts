import { expect } from 'chai';
import type { Difference } from '../deviations/difference.ts';
import { causesOf, otherResultsOf } from './causes.ts';
import type { ReportedResult } from './reports/report.ts';

const noVary: Difference = { on: 'response', name: 'Vary', found: null, expected: 'Origin' };
const shared: Difference = { on: 'page', name: 'outcome', found: 'shared', expected: 'not shared' };

function result(
  id: string,
  requirement: string,
  level: string,
  difference: Difference,
  step: string | null = null,
): ReportedResult {
  const [policy] = id.split('/');
  const reason = step === null ? null : 'a-reason';
  const differences = [difference];
  return {
    id,
    policy,
    requirement,
    level,
    verdict: 'fail',
    step,
    reason,
    differences,
  } as unknown as ReportedResult;
}

describe('the causes of failures', () => {
  const failures = [
    result('a/style', 'malformed-origin-survived', 'should', noVary),
    result('a/vary', 'vary-origin', 'should', noVary),
    result('b/vary', 'vary-origin', 'should', noVary),
    result('b/vary-null', 'vary-origin', 'should', noVary),
    result('a/origin', 'unlisted-origin-refused', 'must', shared),
    result('b/origin', 'unlisted-origin-refused', 'must', shared, 'cors-check/4'),
    result('c/origin', 'unlisted-origin-refused', 'must', noVary),
  ];

  it('are one for failures with the same requirement, step and difference, worst first', () => {
    expect(
      causesOf(failures).map(({ id, policies, results }) => [id, policies, results]),
    ).to.deep.equal([
      ['unlisted-origin-refused', ['a'], ['a/origin']],
      ['unlisted-origin-refused-2', ['c'], ['c/origin']],
      ['unlisted-origin-refused-a-reason', ['b'], ['b/origin']],
      ['vary-origin', ['a', 'b'], ['a/vary', 'b/vary', 'b/vary-null']],
      ['malformed-origin-survived', ['a'], ['a/style']],
    ]);
  });

  it('are one if one failure has the differences of another, and more', () => {
    const [, , vary, other] = failures;
    const both = { ...other, differences: [shared, noVary] } as ReportedResult;
    const apart = { ...other, id: 'c/vary', differences: [] } as unknown as ReportedResult;
    expect(causesOf([both, vary as ReportedResult]).map(({ results }) => results)).to.deep.equal([
      ['b/vary-null', 'b/vary'],
    ]);
    expect(causesOf([{ ...apart, step: 'cors-check/4' }, both])).to.have.length(2);
  });

  it('are not made of what did not fail', () => {
    const passed = failures.map((failure) => ({ ...failure, verdict: 'pass' as const }));
    expect(causesOf(passed)).to.deep.equal([]);
  });
});

describe('other results', () => {
  it('are grouped by verdict and reason, the most frequent reason first', () => {
    const rows = [
      ['a', 'skip', 'no list', null],
      ['b', 'skip', 'no pattern', null],
      ['c', 'skip', 'no pattern', null],
      ['d', 'known', 'not shared', 'Has no CORS.'],
      ['e', 'known', 'no Vary', 'Has no CORS.'],
      ['f', 'error', 'timeout', null],
      ['g', 'pass', '', null],
    ] as const;
    const results = rows.map(
      ([id, verdict, message, known]) =>
        ({ id, verdict, message, known }) as unknown as ReportedResult,
    );
    expect(otherResultsOf(results)).to.deep.equal([
      { verdict: 'error', why: 'timeout', results: ['f'] },
      { verdict: 'known', why: 'Has no CORS.', results: ['d', 'e'] },
      { verdict: 'skip', why: 'no pattern', results: ['b', 'c'] },
      { verdict: 'skip', why: 'no list', results: ['a'] },
    ]);
  });
});
