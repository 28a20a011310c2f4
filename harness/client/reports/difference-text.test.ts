import { expect } from 'chai';
import type { ClientDifference } from '../differences.ts';
import { detailsOf, sentenceOf } from './difference-text.ts';

const on = 'GET {B}/';

describe('sentenceOf', () => {
  for (const [difference, sentence] of [
    [
      { on: 'page', name: 'outcome', found: 'error', expected: 'cors' },
      'the page got an error instead of a cors response',
    ],
    [
      { on: 'page', name: 'outcome', found: 'opaque', expected: 'error' },
      'the page got an opaque response instead of an error',
    ],
    [
      { on: 'page', name: 'outcome', found: 'shared', expected: 'error' },
      'the page got a response instead of an error',
    ],
    [
      { on: 'page', name: 'outcome', found: 'unsettled', expected: 'cors' },
      'the fetch did not end; expected a cors response',
    ],
    [
      { on: 'page', name: 'outcome', found: 'error', expected: 'loaded' },
      'the page got an error instead of a response',
    ],
    [
      { on: 'page', name: 'readable', found: true, expected: false },
      'the page can read what was loaded, which must be hidden',
    ],
    [
      { on: 'page', name: 'readable', found: false, expected: true },
      'the page cannot read what was loaded',
    ],
    [
      { on: 'page', name: 'status', found: 201, expected: 200 },
      'the page got status 201 instead of 200',
    ],
    [
      { on: 'page', name: 'exposed', found: null, expected: 'x-a' },
      'the page cannot read the header x-a',
    ],
    [
      { on: 'page', name: 'hidden', found: 'x-b', expected: null },
      'the page can read the header x-b, which must be hidden',
    ],
    [
      { on: 'page', name: 'body', found: 'a"', expected: 'ok' },
      'the page got body "a\\"" instead of "ok"',
    ],
    [
      { on: 'page', name: 'body', found: null, expected: 'ok' },
      'the page could not read the body, which is "ok"',
    ],
    [
      { on: 'page', name: 'url', found: '{B}/y', expected: '{B}/' },
      'the page got url "{B}/y" instead of "{B}/"',
    ],
    [
      { on: 'page', name: 'redirected', found: true, expected: false },
      'the page got redirected true instead of false',
    ],
    [
      { on: 'wire', name: 'sent', found: [on, 'PUT {B}/'], expected: [on] },
      'sent: GET {B}/, PUT {B}/; expected: GET {B}/',
    ],
    [{ on: 'wire', name: 'sent', found: [], expected: [on] }, 'sent: nothing; expected: GET {B}/'],
    [
      { on: 'wire', name: 'unanswered', found: on, expected: null },
      'GET {B}/ was sent, and no rule of the case answers it',
    ],
    [
      { on, name: 'origin', found: 'null', expected: null },
      'GET {B}/: origin is "null" instead of absent',
    ],
    [{ on, name: 'body', found: '', expected: 'x' }, 'GET {B}/: body is "" instead of "x"'],
    [
      { fetch: 2, on: 'page', name: 'status', found: 201, expected: 200 },
      'fetch 2: the page got status 201 instead of 200',
    ],
  ] satisfies [ClientDifference, string][]) {
    it(sentence, () => expect(sentenceOf(difference)).to.equal(sentence));
  }
});

describe('detailsOf', () => {
  const difference = { on, name: 'origin', found: null, expected: '{A}' } as const;

  it('is a sentence for each difference', () => {
    expect(detailsOf({ differences: [difference], reason: null })).to.deep.equal([
      'GET {B}/: origin is absent instead of "{A}"',
    ]);
  });

  it('is why a case was not judged', () => {
    expect(detailsOf({ differences: [], reason: 'it broke' })).to.deep.equal(['it broke']);
  });
});
