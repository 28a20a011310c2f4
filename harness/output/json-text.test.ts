import { expect } from 'chai';
import { jsonText } from './json-text.ts';

describe('JSON for a terminal', () => {
  for (const [text, written] of [
    ['a\nb', '"a\\nb"'],
    ['\x1b[31m', '"\\u001b[31m"'],
    ['\x7f\x80\x9b', '"\\u007f\\u0080\\u009b"'],
    ['\u202e\u2066\u200b', '"\\u202e\\u2066\\u200b"'],
    ['\u{e0041}', '"\\udb40\\udc41"'],
    ['\ud800', '"\\ud800"'],
    ['##vso[x]', '"#\\u0023vso[x]"'],
    ['é € 😀', '"é € 😀"'],
  ] as const) {
    it(`writes ${written}, which means the same`, () => {
      expect(jsonText(text)).to.equal(`${written}\n`);
      expect(JSON.parse(jsonText({ [text]: [text] }))).to.deep.equal({ [text]: [text] });
    });
  }

  it('is indented', () => expect(jsonText({ a: [1] })).to.equal('{\n  "a": [\n    1\n  ]\n}\n'));
});
