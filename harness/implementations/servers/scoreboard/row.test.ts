import { expect } from 'chai';
import type { Finding } from './findings.ts';
import { fullNameOf, rowOf, saysTheSame } from './row.ts';
import { knownDeviations, report, result, row } from './sample.ts';

const run = {
  id: 'javascript/a',
  implementation: { link: 'https://a.example', licence: 'MIT' },
  knownDeviations,
  report,
  date: '2026-11-26',
};

describe('a row of the scoreboard', () => {
  it('is made from a report and the known deviations', () => {
    // As text, since the order of its members is part of the file.
    expect(JSON.stringify(rowOf(run), null, 1)).to.equal(JSON.stringify(row, null, 1));
  });

  it('names a cause once, with all requirements that it breaks, the gravest first', () => {
    const known = { ...result, id: 'closed/vary', verdict: 'known' } as const;
    const broken = (requirement: string, level: 'must' | 'info') => ({
      ...known,
      requirement,
      level,
    });
    const results = [known, broken('grants-useful', 'info'), broken('null-origin-refused', 'must')];
    const { findings } = rowOf({ ...run, report: { ...report, results } });
    expect(findings.map(({ level, requirements }) => [level, requirements])).to.deep.equal([
      ['must', ['null-origin-refused', 'vary-origin', 'grants-useful']],
    ]);
  });

  it('tells failures apart by their differences if nobody has examined them', () => {
    const failure = { ...result, verdict: 'fail', message: 'it is absent' } as const;
    const differences = [{ on: 'response', name: 'Vary', found: 'Accept', expected: 'Origin' }];
    const other = { ...failure, id: 'closed/b', message: 'it is another', differences };
    const { findings } = rowOf({ ...run, report: { ...report, results: [failure, other] } });
    expect(findings.map(({ what }) => what)).to.deep.equal(['it is absent', 'it is another']);
  });

  it('says who causes a finding', () => {
    const deviations = knownDeviations.deviations.map((one) => ({ ...one, by: 'set-up' as const }));
    const { findings } = rowOf({ ...run, knownDeviations: { deviations } });
    expect(findings.map(({ by }) => by)).to.deep.equal([undefined, 'set-up']);
  });

  it('says the same on another day', () => {
    expect(saysTheSame(row, { ...row, date: '2027-01-01' })).to.equal(true);
    expect(saysTheSame(row, { ...row, version: '2' })).to.equal(false);
    expect(saysTheSame(row, { ...row, findings: [] })).to.equal(false);
    expect(saysTheSame(row, { ...row, requirements: {} })).to.equal(false);
  });

  it('says the same if other answers are slow', () => {
    const slow = { passed: 1, failed: 0, known: 2, skipped: {} };
    const requirements = { ...row.requirements, 'answers-in-time': slow };
    const [first] = row.findings;
    const findings = [...row.findings, { ...first, requirements: ['answers-in-time'] } as Finding];
    expect(saysTheSame(row, { ...row, requirements, findings })).to.equal(true);
  });
});

for (const [name, version, fullName] of [
  ['gin', '1.2', 'gin 1.2'],
  ['koa + cors', '3 + 5', 'koa 3 + cors 5'],
  ['koa + cors', '3', 'koa + cors 3'],
] as const) {
  it(`${name} in version ${version} is ${fullName}`, () => {
    expect(fullNameOf({ name, version })).to.equal(fullName);
  });
}
