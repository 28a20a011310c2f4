import { expect } from 'chai';
import { deviation, fail, known, pass, report, second, status, third } from './example-reports.ts';
import { recorded, unexamined } from './record.ts';

describe('recorded', () => {
  it('keeps what is still met, with what was seen, and the version that was run', () => {
    const { of, versions, deviations } = recorded(report([pass, known], { version: '2' }));
    expect([of, versions]).to.deep.equal(['chromium', ['2']]);
    expect(deviations[0]).to.deep.equal({
      ...deviation,
      evidence: { ...deviation.evidence, exchange: { case: second.id, lines: ['→ GET'] } },
      cases: { [second.id]: [status] },
    });
  });

  it('drops what is gone, and keeps what only generated cases meet', () => {
    const { deviations } = recorded(report([pass]));
    expect(deviations.map(({ id }) => id)).to.deep.equal(['rare-deviation']);
  });

  it('keeps what the protocol of the run cannot show', () => {
    const elsewhere = { ...deviation, protocols: ['http2'] };
    const list = { of: 'chromium', deviations: [elsewhere] };
    expect(recorded(report([pass], { known: list })).deviations).to.deep.equal([elsewhere]);
    const skipped = { ...known, verdict: 'skip' as const, differences: [] };
    expect(recorded(report([skipped])).deviations[0]?.cases).to.deep.equal({
      [second.id]: [status],
    });
  });

  it('puts what is new where a person has to look', () => {
    const added = recorded(report([known, fail])).deviations.at(-1);
    expect(added?.id).to.equal(unexamined);
    expect(added?.cases).to.deep.equal({ [third.id]: fail.differences });
  });
});
