import { expect } from 'chai';
import { type Report, resultsTable, surprisesOf, tally } from './results-table.ts';

const result = {
  requirement: 'vary-origin',
  level: 'should',
  message: 'it is absent',
  known: null,
} as const;

const report: Report = {
  server: { name: 'a server', version: '1.2' },
  target: {
    policies: [{ id: 'closed' }, { id: 'one-origin' }],
    leftOut: [{ policy: 'methods', why: 'it has none' }],
  },
  summary: { exitCode: 1, unknownDeviations: ['closed/gone'] },
  results: [
    { ...result, id: 'closed/a', verdict: 'pass' },
    { ...result, id: 'closed/b', verdict: 'known', known: 'No Vary: *' },
    { ...result, id: 'closed/c', verdict: 'known', known: 'No Vary: *' },
    { ...result, id: 'closed/d', verdict: 'fail', level: 'must' },
    { ...result, id: 'closed/e', verdict: 'gone', known: 'It was so.' },
    { ...result, id: 'closed/f', verdict: 'skip' },
  ],
};

describe('the table of real servers', () => {
  it('has one row for each server', () => {
    expect(resultsTable([report])).to.include(
      '| server   | version | policies | passed | must | should | info |\n' +
        '| -------- | ------- | -------- | ------ | ---- | ------ | ---- |\n' +
        '| a server | 1.2     | 2 of 3   | 1      | 1    | 2      | 0    |\n',
    );
  });

  it('says each finding once, and what is left out', () => {
    const table = resultsTable([report]);
    expect(table).to.include('- vary-origin (should): No Vary: \\* _2 cases_\n');
    expect(table).to.include('- vary-origin (must): it is absent _1 case_\n');
    expect(table).to.include('- no `methods`: it has none\n');
  });

  it('says so where there is nothing', () => {
    const clean: Report = { ...report, results: [], target: { policies: [], leftOut: [] } };
    expect(resultsTable([clean])).to.match(/## a server\n\nNothing to report\.\n$/);
  });

  it('counts, and names what nobody has looked at', () => {
    expect(tally(report)).to.equal('1 passed, 2 known deviations, 1 fail, 1 gone');
    expect(surprisesOf(report)).to.deep.equal([
      'fail (must) closed/d: it is absent',
      'gone (should) closed/e: it is absent',
      'known-deviations.json: closed/gone matches no case',
    ]);
  });
});
