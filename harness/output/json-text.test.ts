import { expect } from 'chai';
import { jsonText } from './json-text.ts';

describe('JSON that can be printed', () => {
  it('has no control character, and means the same', () => {
    const value = { 'a\x1b\x7f\x9b31m': ['\u202e', '\u2028', 'é', '##vso[x]', '\n'] };
    const text = jsonText(value);
    expect(text).to.include('"a\\u001b\\u007f\\u009b31m"').and.to.include('#\\u0023vso[x]');
    expect(text).not.to.match(/[^\P{Cc}\n]|[\u2028-\u202e]|##/u);
    expect(JSON.parse(text)).to.deep.equal(value);
  });
});
