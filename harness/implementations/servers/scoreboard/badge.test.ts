import { expect } from 'chai';
import { badgeOf, badgeText } from './badge.ts';
import { row } from './sample.ts';

const clean = { ...row, requirements: {} };
const should = {
  ...row,
  requirements: { 'vary-origin': { passed: 1, failed: 1, known: 2, skipped: {} } },
};

describe('a badge', () => {
  for (const [given, text, colour] of [
    [row, 'a 1.2 + b 3.4 · 2026-11-26 · fails 2 must, 2 should, 0 info', '#b3261e'],
    [should, 'a 1.2 + b 3.4 · 2026-11-26 · fails 0 must, 3 should, 0 info', '#8a5a00'],
    [clean, 'a 1.2 + b 3.4 · 2026-11-26 · fails nothing', '#2e7d32'],
  ] as const) {
    it(`says "${text}"`, () => {
      expect(badgeText(given)).to.equal(text);
      expect(badgeOf(given)).to.include(`<title>cors-conformance: ${text}</title>`);
      expect(badgeOf(given)).to.include(`>${text}</text>`);
      expect(badgeOf(given)).to.include(colour);
    });
  }

  it('can be read aloud', () => {
    expect(badgeOf(clean)).to.match(/^<svg [^>]*role="img" aria-label="cors-conformance: a 1\.2 /);
  });

  it('takes no name for markup', () => {
    const odd = badgeOf({ ...row, name: '<script>"&', version: '1' });
    expect(odd).to.include('aria-label="cors-conformance: &lt;script&gt;&quot;&amp; 1 ');
    expect(odd).not.to.include('<script');
  });

  it('loads nothing', () => {
    expect(badgeOf(row)).not.to.match(
      /href|url\((?!#)|@import|https?:(?!\/\/www\.w3\.org\/2000\/svg")/,
    );
  });
});
