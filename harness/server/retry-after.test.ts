import { expect } from 'chai';
import { patienceUntil, waitAfter } from './retry-after.ts';

describe('Retry-After', () => {
  const now = Date.parse('Sun, 06 Nov 1994 08:49:37 GMT');
  const cases: readonly [value: string | null, wait: number][] = [
    ['0', 0],
    ['3', 3000],
    ['3600', 3_600_000],
    ['Sun, 06 Nov 1994 08:50:00 GMT', 23_000],
    ['Sun, 06 Nov 1994 08:49:00 GMT', 0],
    [null, 20],
    ['', 20],
    ['-5', 20],
    ['soon', 20],
    ['1.5', 20],
    ['2001-01-01', 20],
    ['Sun, 66 Nov 1994 08:50:00 GMT', 20],
  ];
  for (const [value, wait] of cases) {
    it(`of ${JSON.stringify(value)} asks to wait ${wait} ms at the third try`, () => {
      const headers: [string, string][] = value === null ? [] : [['retry-after', value]];
      expect(waitAfter({ status: 503, headers, body: null }, 2, 5, now)).to.equal(wait);
    });
  }

  it('is followed until the run ends, else for half a minute', () => {
    expect(patienceUntil(now + 1, now)).to.equal(now + 1);
    expect(patienceUntil(undefined, now)).to.equal(now + 30_000);
  });
});
