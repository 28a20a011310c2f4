/** A known deviation explains a difference only where its circumstances are met. */
import { expect } from 'chai';
import {
  type ExchangeCase,
  fetchDefaults,
  type HeaderLine,
  type PageFetch,
} from '../../../conformance/exchanges.ts';
import type { ClientDifference } from '../differences.ts';
import { explanationOf } from './explanations.ts';

interface Situation {
  readonly fetch?: Partial<PageFetch>;
  /** The header lines of the response, or of the response to the preflight. */
  readonly lines?: readonly HeaderLine[];
  readonly status?: number;
  readonly reason?: string;
}

/** A fetch from A to B, which the standard refuses if there is a reason. */
function caseOf({ fetch = {}, lines = [], status = 200, reason }: Situation): ExchangeCase {
  const wire = [{ method: 'OPTIONS', origin: 'B', path: '/', headers: [], absent: [] }];
  const expected =
    reason === undefined
      ? { type: 'cors', status: 200, exposed: [], hidden: [], wire }
      : { type: 'error', reason, wire };
  const fetches = [{ ...fetchDefaults, page: 'A', url: '{B}/', ...fetch }];
  const server = [{ on: { origin: 'B', path: '/' }, status, headers: lines, body: '' }];
  return { given: { fetches, cookies: [], server }, expect: [expected] } as unknown as ExchangeCase;
}

const asksFor = (found: string, expected: string): ClientDifference => ({
  on: 'OPTIONS {B}/',
  name: 'access-control-request-headers',
  found,
  expected,
});
const goesOn: ClientDifference = {
  on: 'wire',
  name: 'sent',
  found: ['OPTIONS {B}/', 'PUT {B}/'],
  expected: ['OPTIONS {B}/'],
};
const asksToGet: ClientDifference = {
  on: 'OPTIONS {B}/',
  name: 'access-control-request-method',
  found: 'GET',
  expected: 'HEAD',
};
const stops: ClientDifference = { on: 'page', name: 'outcome', found: 'error', expected: 'cors' };
const misses: ClientDifference = { on: 'page', name: 'exposed', found: null, expected: 'x-one' };
const reads: ClientDifference = { on: 'page', name: 'hidden', found: 'x-one', expected: null };
const late: ClientDifference = {
  on: 'page',
  name: 'outcome',
  found: 'unsettled',
  expected: 'cors',
};
const custom = { headers: [['X-Token', '1']] } satisfies Partial<PageFetch>;
const json = { headers: [['Content-Type', 'application/json']] } satisfies Partial<PageFetch>;

describe('explanations of generated cases', () => {
  for (const [client, situation, difference, ids] of [
    ['jsdom', { fetch: custom }, asksFor('X-Token', 'x-token'), ['request-headers-as-written']],
    ['jsdom', { fetch: custom }, asksFor('X-Other', 'x-token'), null],
    ['jsdom', { fetch: json }, asksFor('', 'content-type'), ['safelist-by-name']],
    ['jsdom', { fetch: custom }, asksFor('', 'x-token'), null],
    ['jsdom', { reason: 'method-not-allowed' }, goesOn, ['methods-not-checked']],
    ['jsdom', { reason: 'header-not-allowed' }, goesOn, null],
    [
      'jsdom',
      { lines: [['Access-Control-Expose-Headers', 'X-One , X-Two']] },
      misses,
      ['white-space-after-names'],
    ],
    ['jsdom', { lines: [['Access-Control-Expose-Headers', 'X-One, X-Two']] }, misses, null],
    [
      'jsdom',
      { lines: [['Access-Control-Expose-Headers', 'X-One, a b']] },
      reads,
      ['malformed-lists-read'],
    ],
    ['jsdom', { lines: [['Access-Control-Expose-Headers', 'X-Two']] }, reads, null],
    [
      'jsdom',
      {
        lines: [
          ['Access-Control-Allow-Headers', 'X-A'],
          ['Access-Control-Allow-Headers', 'X-B'],
        ],
      },
      stops,
      ['allow-headers-lines-apart'],
    ],
    ['jsdom', { lines: [['Access-Control-Allow-Headers', 'X-A,X-B']] }, stops, null],
    ['jsdom', {}, late, null],
    ['happy-dom', { fetch: custom }, asksFor('x-token', 'x'), ['request-headers-all']],
    ['happy-dom', { fetch: custom }, asksFor('x-other', 'x'), null],
    ['happy-dom', { reason: 'header-not-allowed' }, goesOn, ['grants-not-checked']],
    ['happy-dom', { reason: 'redirect-mode-error' }, goesOn, null],
    ['happy-dom', { status: 303 }, asksToGet, ['redirects']],
    ['happy-dom', {}, asksToGet, null],
    ['happy-dom', {}, reads, ['responses-not-checked']],
    ['happy-dom', {}, misses, null],
    ['happy-dom', { lines: [['Location', 'http://u:p@x/']] }, late, ['no-settling']],
    ['happy-dom', { lines: [['Location', 'http://x/']] }, late, null],
    ['reference', { reason: 'method-not-allowed' }, goesOn, null],
  ] satisfies [string, Situation, ClientDifference, string[] | null][]) {
    const title = `${client}: ${JSON.stringify([situation, difference.found])}`;
    it(`${title}: ${ids}`, () => {
      expect(explanationOf(client, caseOf(situation), [difference])).to.deep.equal(ids);
    });
  }
});
