import { expect } from 'chai';
import type { Difference } from '../../deviations/difference.ts';
import { fail, report } from '../example-reports.ts';
import type { JudgedResult } from '../known.ts';
import { causesOf } from './client-causes.ts';
import { reportedClient } from './reported-client.ts';

const outcome: Difference = { on: 'page', name: 'outcome', found: 'basic', expected: 'cors' };
const unanswered = { on: 'wire', name: 'unanswered', found: 'OPTIONS {B}/', expected: null };
const sent = (found: string[], expected: string[]) => ({
  on: 'wire',
  name: 'sent',
  found,
  expected,
});
const origin = (on: string, found: string | null, expected: string | null) => ({
  on,
  name: 'origin',
  found,
  expected,
});

describe('the cause of differences', () => {
  for (const [cause, ...differences] of [
    ['the page got a basic response instead of a cors response', outcome],
    ['the page got a basic response instead of a cors response', { ...outcome, fetch: 2 }],
    // What is sent comes before what the page sees.
    [
      'an OPTIONS request is sent that is not expected',
      outcome,
      unanswered,
      sent(['OPTIONS {B}/'], ['GET {B}/']),
    ],
    [
      'an OPTIONS request is expected and not sent',
      sent(['PUT {B}/'], ['OPTIONS {B}/', 'PUT {B}/']),
    ],
    ['a request is sent that is not expected', sent(['GET {B}/', 'GET {B}/'], ['GET {B}/'])],
    ['a request is expected and not sent', outcome, sent([], ['GET {B}/'])],
    ['other requests are sent than expected', sent(['GET {A}/'], ['GET {B}/'])],
    ['a request is sent that no rule of the case answers', outcome, unanswered],
    ['a request does not have the header origin that is expected', origin('PUT {B}/', null, '{A}')],
    [
      'a request has a header origin that is not expected',
      outcome,
      origin('GET {A}/', '{A}', null),
    ],
    [
      'an OPTIONS request has another value of the header origin than expected',
      origin('OPTIONS {B}/', '{A}', 'null'),
    ],
    [
      'a request has another body than expected',
      { on: 'POST {B}/', name: 'body', found: 'a', expected: 'b' },
    ],
    // The first fetch that differs decides.
    [
      'the page got a basic response instead of a cors response',
      { ...outcome, fetch: 1 },
      { ...sent([], ['GET {B}/']), fetch: 2 },
    ],
  ] as [string, ...Difference[]][]) {
    it(`${JSON.stringify(differences)}: ${cause}`, () => {
      const result = { ...fail, differences } as JudgedResult;
      expect(causesOf(reportedClient(report([result]))).map((each) => each.cause)).to.deep.equal([
        cause,
      ]);
    });
  }
});
