import { expect } from 'chai';
import { wordsOf } from './words.ts';

const rows: readonly [text: string, words: readonly string[]][] = [
  ['curl a  b', ['curl', 'a', 'b']],
  ["curl 'a b' ''", ['curl', 'a b', '']],
  ["'it'\\''s'", ["it's"]],
  ['"a\\"b\\\\c\\$d\\e"', ['a"b\\c$d\\e']],
  ['a\\ b\\\n c \\\r\n  d', ['a b', 'c', 'd']],
  ['"a\\\nb"', ['ab']],
  ["$'it\\'s \\u0021\\x41\\101\\n\\\\'", ["it's !AA\n\\"]],
  ["$'\\U0001f600 \\q'", ['\u{1f600} q']],
  ['$"a" $HOME', ['a', '$HOME']],
  ["curl 'a#b' # 'c", ['curl', 'a#b']],
  ['http://x/?a=1#b', ['http://x/?a=1#b']],
  ['-H "a: b" ', ['-H', 'a: b']],
  ['curl a | jq .', ['curl', 'a']],
  ['curl a > out.json', ['curl', 'a']],
  ['curl a 2>&1 && b', ['curl', 'a']],
  ["curl 'a | b' '>' c|d http://x/?a&b", ['curl', 'a | b', '>', 'c|d', 'http://x/?a&b']],
  // As Chromium and Firefox copy for Windows.
  [
    'curl ^"http://x/?a=1^&b=^%^41^" ^\n  -H ^"a: ^\\^"b^\\^" c^"',
    ['curl', 'http://x/?a=1&b=%41', '-H', 'a: "b" c'],
  ],
  ['curl ^"a^\n\nb^" ^\r\n -k', ['curl', 'a\nb', '-k']],
  ['curl ^\n "a^b" "c\\\\" "" d\\e', ['curl', 'a^b', 'c\\', '', 'd\\e']],
];

describe('the words of a command line', () => {
  for (const [text, words] of rows) {
    it(JSON.stringify(text), () => expect(wordsOf(text)).to.deep.equal(words));
  }

  for (const [text, message] of [
    ["curl 'a b", 'the quote is not closed at character 6'],
    ['curl "a', 'the quote is not closed at character 6'],
    ["curl $'a", 'the quote is not closed at character 7'],
    ['curl a\\', 'nothing follows the backslash at character 7'],
    ['curl ^"a b', 'the quote is not closed at character 6'],
  ] as const) {
    it(`says what is wrong in ${JSON.stringify(text)}`, () => {
      expect(() => wordsOf(text)).to.throw(SyntaxError, message);
    });
  }

  it('are found in a time that grows with the text', () => {
    const start = performance.now();
    expect(wordsOf(`curl ${"'a' \\\n".repeat(100_000)}`)).to.have.length(100_001);
    expect(() => wordsOf(`"${'\\'.repeat(200_001)}`)).to.throw(SyntaxError);
    expect(performance.now() - start).to.be.below(2000);
  });
});
