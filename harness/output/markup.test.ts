import { expect } from 'chai';
import { escapeMarkup } from './markup.ts';

describe('text in HTML and XML', () => {
  for (const [text, escaped] of [
    ['plain', 'plain'],
    ['<a href="x">&amp;', '&lt;a href=&quot;x&quot;&gt;&amp;amp;'],
    ['two\nlines', 'two\nlines'],
    ['\x1b[31m\0', '\\x1b[31m\\x00'],
  ] as const) {
    it(`${JSON.stringify(text)} becomes ${JSON.stringify(escaped)}`, () => {
      expect(escapeMarkup(text)).to.equal(escaped);
    });
  }
});
