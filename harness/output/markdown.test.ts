import { expect } from 'chai';
import { escapeMarkdown } from './markdown.ts';

describe('escapeMarkdown', () => {
  for (const [what, text, escaped] of [
    ['leaves plain text alone', "GET /a-b?c=1, 50 %: 'é'", "GET /a-b?c=1, 50 %: 'é'"],
    ['emphasis', '*a* _b_ ~c~', '\\*a\\* \\_b\\_ \\~c\\~'],
    ['code', '`a`', '\\`a\\`'],
    ['a backslash', 'a\\*', 'a\\\\\\*'],
    ['a link', '![a](b)', '!\\[a\\]\\(b\\)'],
    ['HTML', '<b>', '\\<b\\>'],
    ['an entity', '&lt;', '\\&lt;'],
    ['cells of a table', 'a|b', 'a\\|b'],
    ['attributes', '{#a}', '\\{\\#a\\}'],
    ['a heading', '# a', '\\# a'],
    ['the line below a heading', '===', '\\==='],
    ['a rule', '---', '\\---'],
    ['a list', '- a', '\\- a'],
    ['a list with plus signs', '  + a', '  \\+ a'],
    ['a list with numbers', '1. a', '1\\. a'],
    ['a list with numbers and brackets', '12) a', '12\\) a'],
    ['a list without text', '1.', '1\\.'],
    ['leaves hyphens and numbers within a line alone', 'a - 1. b', 'a - 1. b'],
    ['leaves versions alone', '1.2.3', '1.2.3'],
    ['leaves options alone', '--filter =a', '--filter =a'],
    ['a quotation', '> a', '\\> a'],
    ['line ends and other control characters', 'a\nb\u001b[1m', 'a\\\\x0ab\\\\x1b\\[1m'],
  ] as const) {
    it(what, () => expect(escapeMarkdown(text)).to.equal(escaped));
  }
});
