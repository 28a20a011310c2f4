import { expect } from 'chai';
import { findPattern, parsePattern } from './pattern.ts';
import { squeeze } from './squeezed-text.ts';

describe('findPattern', () => {
  const longest = (pattern: string, text: string) =>
    findPattern(parsePattern(pattern), squeeze(text)).toSorted((a, b) => b.literal - a.literal)[0]
      ?.values;

  const rows: [what: string, pattern: string, text: string, values: object | undefined][] = [
    ['no placeholder', 'is blocked', 'It is blocked.', {}],
    ['another text', 'is blocked', 'It is not blocked.', undefined],
    ['a placeholder', "at '{url}' ok", "at 'http://a/' ok", { url: 'http://a/' }],
    ['an empty value', "is '{value}' here", "is '' here", { value: '' }],
    ['an empty URL', "is '{url}' here", "is '' here", undefined],
    [
      'a line that is wrapped at a space',
      'Method {method} is out',
      'Method PUT\nis out',
      { method: 'PUT' },
    ],
    [
      'a line that is wrapped in a word',
      'Method {method} is out',
      'Meth\n  od PU\r\nT is out',
      { method: 'PUT' },
    ],
    ['a value with spaces', 'token {value} in it', 'token a  b\nc in it', { value: 'a b c' }],
    [
      'typographic quotes',
      "the header 'x' of '{value}'!",
      'the header ‘x’ of ’y‘!',
      { value: 'y' },
    ],
    [
      'plain quotes for typographic ones',
      'at “{url}” ok',
      'at "http://a/" ok',
      { url: 'http://a/' },
    ],
    ['characters without width', 'is blocked', 'is\u200b blo\u00adcked', {}],
    ['the word at the end', 'load {url}', 'load http://a/b. Then', { url: 'http://a/b' }],
    ['a quoted word at the end', "load '{url}", "load 'http://a/b', then", { url: 'http://a/b' }],
    ['the line at the end', 'value: {value}', 'value: a b\nnext', { value: 'a b' }],
    ['the sentence at the end', 'value: {value}', 'value: a b.\nnext', { value: 'a b' }],
    ['nothing at the end', 'load {url}', 'load', undefined],
    ['a part that is there', 'x[ at {url}] is y', 'x at http://a/ is y', { url: 'http://a/' }],
    ['a part that is not there', 'x[ at {url}] is y', 'x is y', {}],
    ['a part in a part', '[at {url}[ (from {first})]: ]x', 'at a: x', { url: 'a' }],
    ['both parts', '[at {url}[ (from {first})]: ]x', 'at a (from b): x', { url: 'a', first: 'b' }],
    [
      'the last of several beginnings',
      'Origin {origin} is out',
      'Cross-Origin Origin a is out',
      { origin: 'a' },
    ],
    [
      'the second try',
      "at '{url}' from {origin}!",
      "at 'a b' c at 'a' from b!",
      { url: 'a', origin: 'b' },
    ],
    ['what is no method', 'Method {method} is out', 'Method (x) is out', undefined],
    ['what is no status', 'code {status}.', 'code 20a.', undefined],
    ['a status in braces', 'code {status}.', 'code (null).', { status: '(null)' }],
    ['what is too long', 'Method {method} is out', `Method ${'x'.repeat(101)} is out`, undefined],
  ];
  for (const [what, pattern, text, values] of rows) {
    it(`finds ${what}`, () => expect(longest(pattern, text)).to.deep.equal(values));
  }

  it('finds all of several', () => {
    const found = findPattern(
      parsePattern('Method {method} is out'),
      squeeze('Method A is out, Method B is out'),
    );
    expect(found.map(({ values }) => values.method)).to.deep.equal(['A', 'B']);
  });

  it('refuses unknown placeholders', () => {
    expect(() => parsePattern('at {uri}')).to.throw(RangeError, 'unknown placeholder {uri}');
  });
});
