import { mock } from 'node:test';
import { expect } from 'chai';
import { exchanges } from '../../../conformance/exchanges.ts';
import type { RunningCase } from '../wire/case-server.ts';
import { place } from '../wire/placement.ts';
import { PageSession } from './page-session.ts';

const origins = {
  A: 'http://localhost:1',
  B: 'http://localhost:2',
  C: 'http://127.0.0.1:3',
  D: 'http://localhost:4',
};

describe('a session of the runner page', () => {
  afterEach(() => mock.timers.reset());

  it('does not count as broken while one of its lanes works', async () => {
    mock.timers.enable({ apis: ['setTimeout'] });
    const session = new PageSession({ name: 'x', version: '', features: [] }, origins, 1);
    for (const token of ['x1z', 'x2z', 'x3z', 'x4z', 'x5z', 'x6z', 'x7z', 'x8z', 'x9z']) {
      const placed = place(exchanges[0] as RunningCase['case'], { origins, token });
      session.run({ ...placed, requests: [] }).catch(() => {});
    }
    await Promise.all([session.exchange([]), session.exchange([])]);
    mock.timers.tick(20_000);
    // It waits for more to do.
    const waiting = session.exchange([]);
    for (let turn = 0; turn < 3; turn += 1) await new Promise((done) => setImmediate(done));
    mock.timers.tick(11_000);
    expect(session.isOver).to.equal(false);
    mock.timers.tick(10_000);
    await waiting;
    mock.timers.tick(60_000);
    expect(session.isOver).to.equal(true);
  });
});
