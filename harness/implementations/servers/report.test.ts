import { expect } from 'chai';
import { isWhole, type Report, surprisesOf, tally } from './report.ts';
import { report, result } from './scoreboard/sample.ts';

const mixed: Report = {
  ...report,
  summary: {
    ...report.summary,
    unknownDeviations: ['closed/nowhere'],
    goneDeviations: ['*/fixed'],
  },
  results: [
    { ...result, id: 'closed/a', verdict: 'pass' },
    { ...result, id: 'closed/b', verdict: 'known' },
    { ...result, id: 'closed/c', verdict: 'known' },
    { ...result, id: 'closed/d', verdict: 'fail', level: 'must', message: 'it is absent' },
    { ...result, id: 'closed/e', verdict: 'gone', message: 'it is there' },
    { ...result, id: 'closed/f', verdict: 'skip' },
  ],
};

describe('what the terminal says of a server', () => {
  it('counts', () => {
    expect(tally(mixed)).to.equal('1 passed, 2 known deviations, 1 failed, 1 no longer deviating');
  });

  it('names what nobody has looked at', () => {
    expect(surprisesOf(mixed)).to.deep.equal([
      'fail (must) closed/d: it is absent',
      'gone (should) closed/e: it is there',
      'known-deviations.json: closed/nowhere matches no case',
      'known-deviations.json: every case of */fixed passes',
    ]);
  });

  it('says whether every case was judged', () => {
    const error = { ...result, verdict: 'error' } as const;
    const broken = { ...mixed.summary, complete: false };
    expect(isWhole(mixed)).to.equal(true);
    expect(isWhole({ ...mixed, results: [...mixed.results, error] })).to.equal(false);
    expect(isWhole({ ...mixed, summary: broken })).to.equal(false);
  });
});
