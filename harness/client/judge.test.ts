import { expect } from 'chai';
import { type ExchangeCase, type Expectation, exchanges } from '../../conformance/exchanges.ts';
import { judge } from './judge.ts';
import type { Seen, SeenResponse } from './seen.ts';
import type { LoggedRequest, RunningCase } from './wire/case-server.ts';
import { place } from './wire/placement.ts';

const origins = { A: 'http://localhost:1', B: 'http://localhost:2', C: 'http://127.0.0.1:3' };
const [anyCase] = exchanges as [ExchangeCase];

const shared: Expectation = {
  type: 'cors',
  status: 200,
  exposed: ['x-a'],
  hidden: ['x-b'],
  body: 'ok',
  url: '{B}/',
  redirected: false,
  wire: [
    { method: 'GET', origin: 'B', path: '/', headers: [['Origin', '{A}']], absent: ['Cookie'] },
  ],
};
const refused: Expectation = {
  type: 'error',
  step: 'cors-preflight-fetch/7.5',
  reason: 'method-not-allowed',
  path: [],
  wire: [{ method: 'OPTIONS', origin: 'B', path: '/', headers: [], absent: [] }],
};

const seen: SeenResponse = {
  type: 'cors',
  status: 200,
  headers: [['x-a', '1']],
  body: 'ok',
  url: 'http://localhost:2/tb/',
  redirected: false,
};
const error: Seen = { type: 'error', message: 'TypeError' };

const get = request('GET', [['Origin', 'http://localhost:1']]);
const preflight = request('OPTIONS', [
  ['Origin', 'http://localhost:1'],
  ['Access-Control-Request-Method', 'PUT'],
]);

function request(
  method: string,
  headers: LoggedRequest['headers'],
  answer: LoggedRequest['answer'] = 'answered',
): LoggedRequest {
  return { method, target: '/tb/', path: '/', origin: 'B', headers, body: '', fetch: 0, answer };
}

function differences(expectation: Expectation, outcome: Seen, requests: LoggedRequest[]): string[] {
  const placed = place({ ...anyCase, expect: [expectation] }, { origins, token: 't' });
  const running: RunningCase = { ...placed, requests };
  return judge(running, [outcome]);
}

describe('judge', () => {
  it('finds nothing where all is as it has to be', () => {
    expect(differences(shared, seen, [get])).to.deep.equal([]);
    expect(differences(refused, error, [preflight])).to.deep.equal([]);
  });

  for (const [what, outcome, difference] of [
    ['an error', error, 'the page got an error instead of a response (cors)'],
    ['no end', { type: 'unsettled' }, 'the fetch came to no end, instead of a response (cors)'],
    [
      'the type',
      { ...seen, type: 'basic' },
      'the page got a response (basic, 200) instead of a response (cors)',
    ],
    ['the status', { ...seen, status: 201 }, 'the page got status 201 instead of 200'],
    ['a header', { ...seen, headers: [] }, 'x-a is not exposed'],
    [
      'a hidden header',
      {
        ...seen,
        headers: [
          ['X-A', ''],
          ['X-B', ''],
        ],
      },
      'x-b is exposed',
    ],
    ['the body', { ...seen, body: null }, 'the page got body absent instead of "ok"'],
    [
      'the URL',
      { ...seen, url: 'http://localhost:2/tb/y' },
      'the page got URL "{B}/y" instead of "{B}/"',
    ],
    ['redirected', { ...seen, redirected: true }, 'the page got redirected true instead of false'],
  ] as const) {
    it(`looks at what the page saw: ${what}`, () => {
      expect(differences(shared, outcome, [get])).to.deep.equal([difference]);
    });
  }

  it('leaves out what an API does not tell', () => {
    const byXHR: Seen = { ...seen, type: 'shared', redirected: null };
    expect(differences(shared, byXHR, [get])).to.deep.equal([]);
  });

  it('finds what is shared and should not be', () => {
    expect(differences(refused, seen, [preflight])).to.deep.equal([
      'the page got a response (cors, 200) instead of an error (method-not-allowed)',
    ]);
  });

  it('looks at which requests arrive', () => {
    expect(differences(shared, seen, [])).to.deep.equal(['sent: nothing; instead of: GET {B}/']);
    expect(differences(refused, error, [preflight, request('PUT', [])])).to.deep.equal([
      'sent: OPTIONS {B}/, PUT {B}/; instead of: OPTIONS {B}/',
    ]);
  });

  it('looks at the lines that matter', () => {
    const wrong = request('GET', [
      ['origin', 'null'],
      ['Cookie', 'a=1'],
      ['cookie', 'b=2'],
    ]);
    expect(differences(shared, seen, [wrong])).to.deep.equal([
      'GET {B}/: Origin is "null" instead of "{A}"',
      'GET {B}/: Cookie is "a=1, b=2" instead of absent',
    ]);
  });

  it('bears repetitions of a request that was dropped, and of no other', () => {
    const dropped = request('GET', [['Origin', 'http://localhost:1']], 'dropped');
    expect(differences(shared, seen, [dropped, dropped, get])).to.deep.equal([]);
    expect(differences(shared, seen, [get, get])).to.deep.equal([
      'sent: GET {B}/, GET {B}/; instead of: GET {B}/',
    ]);
  });

  it('finds requests that no rule answers', () => {
    expect(differences(refused, error, [{ ...preflight, answer: 'unmatched' }])).to.deep.equal([
      'OPTIONS {B}/ was sent, which no rule answers',
    ]);
  });

  it('knows what no preflight may carry, and how its list looks', () => {
    const bad = request('OPTIONS', [
      ...preflight.headers,
      ['Cookie', 'a=1'],
      ['Authorization', 'x'],
      ['Access-Control-Request-Headers', 'x-b, X-A'],
    ]);
    expect(differences(refused, error, [bad])).to.deep.equal([
      'OPTIONS {B}/: the preflight carries Cookie',
      'OPTIONS {B}/: the preflight carries Authorization',
      'OPTIONS {B}/: Access-Control-Request-Headers is "x-b, X-A"',
    ]);
  });
});
