import { expect } from 'chai';
import {
  type ExchangeCase,
  type Expectation,
  exchanges,
  type SentRequest,
} from '../../conformance/exchanges.ts';
import type { Value } from '../deviations/difference.ts';
import type { ClientDifference } from './differences.ts';
import { type Judgement, judge } from './judge.ts';
import type { Seen, SeenResponse } from './seen.ts';
import type { LoggedRequest, RunningCase } from './wire/case-server.ts';
import { place } from './wire/placement.ts';

const origins = {
  A: 'http://localhost:1',
  B: 'http://localhost:2',
  C: 'http://127.0.0.1:3',
  D: 'http://localhost:4',
};
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
    {
      method: 'GET',
      origin: 'B',
      path: '/',
      headers: [['Origin', '{A}']],
      absent: ['Cookie'],
      mayAskAgain: false,
    },
  ],
};
const refused: Expectation = {
  type: 'error',
  step: 'cors-preflight-fetch/7.5',
  reason: 'method-not-allowed',
  path: [],
  wire: [
    { method: 'OPTIONS', origin: 'B', path: '/', headers: [], absent: [], mayAskAgain: false },
  ],
};

const loaded: Expectation = { type: 'loaded', readable: false, wire: shared.wire };

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

function differences(
  expectation: Expectation,
  outcome: Seen,
  requests: LoggedRequest[],
): readonly ClientDifference[] {
  return judgement(expectation, outcome, requests).differences;
}

function judgement(expectation: Expectation, outcome: Seen, requests: LoggedRequest[]): Judgement {
  const placed = place({ ...anyCase, expect: [expectation] }, { origins, token: 't' });
  const running: RunningCase = { ...placed, requests };
  return judge(running, [outcome]);
}

describe('judge', () => {
  it('finds nothing where all is right', () => {
    expect(differences(shared, seen, [get])).to.deep.equal([]);
    expect(differences(refused, error, [preflight])).to.deep.equal([]);
  });

  for (const [outcome, name, found, expected] of [
    [error, 'outcome', 'error', 'cors'],
    [{ type: 'unsettled' }, 'outcome', 'unsettled', 'cors'],
    [{ ...seen, type: 'basic' }, 'outcome', 'basic', 'cors'],
    [{ ...seen, status: 201 }, 'status', 201, 200],
    [{ ...seen, headers: [] }, 'exposed', null, 'x-a'],
    [
      {
        ...seen,
        headers: [
          ['X-A', ''],
          ['X-B', ''],
        ],
      },
      'hidden',
      'x-b',
      null,
    ],
    [{ ...seen, body: null }, 'body', null, 'ok'],
    [{ ...seen, url: 'http://localhost:2/tb/y' }, 'url', '{B}/y', '{B}/'],
    [{ ...seen, redirected: true }, 'redirected', true, false],
  ] satisfies [Seen, string, Value, Value][]) {
    it(`looks at what the page saw: ${name} ${found}`, () => {
      expect(differences(shared, outcome, [get])).to.deep.equal([
        { on: 'page', name, found, expected },
      ]);
    });
  }

  it('looks at whether the page could read what it loaded', () => {
    const readable = (found: boolean | null): Seen => ({ type: 'loaded', readable: found });
    expect(differences(loaded, readable(false), [get])).to.deep.equal([]);
    for (const found of [true, null]) {
      expect(differences(loaded, readable(found), [get])).to.deep.equal([
        { on: 'page', name: 'readable', found, expected: false },
      ]);
    }
    const untold: Expectation = { type: 'loaded', wire: shared.wire };
    expect(differences(untold, readable(null), [get])).to.deep.equal([]);
    expect(differences(loaded, error, [get])).to.deep.equal([
      { on: 'page', name: 'outcome', found: 'error', expected: 'loaded' },
    ]);
  });

  it('does without the page only for a mask, and then still looks at the wire', () => {
    const unseen: Seen = { type: 'unseen' };
    expect(differences(refused, unseen, [preflight])).to.deep.equal([
      { on: 'page', name: 'outcome', found: 'unseen', expected: 'error' },
    ]);
    const [mask] = exchanges.filter(({ id }) => id === 'mask-image-star') as [ExchangeCase];
    const placed = place(mask, { origins, token: 't' });
    expect(judge({ ...placed, requests: [get] }, [unseen]).differences).to.deep.equal([]);
    expect(judge({ ...placed, requests: [] }, [unseen]).differences).to.deep.equal([
      { on: 'wire', name: 'sent', found: [], expected: ['GET {B}/'] },
    ]);
  });

  it('leaves out what an API does not tell', () => {
    const byXHR: Seen = { ...seen, type: 'shared', redirected: null };
    expect(differences(shared, byXHR, [get])).to.deep.equal([]);
  });

  it('finds responses that the page must not get', () => {
    for (const type of ['cors', 'shared'] as const) {
      expect(differences(refused, { ...seen, type }, [preflight])).to.deep.equal([
        { on: 'page', name: 'outcome', found: type, expected: 'error' },
      ]);
    }
  });

  it('does not take a fetch that never ends for an error', () => {
    expect(differences(refused, { type: 'unsettled' }, [preflight])).to.deep.equal([
      { on: 'page', name: 'outcome', found: 'unsettled', expected: 'error' },
    ]);
  });

  it('looks at which requests arrive', () => {
    expect(differences(shared, seen, [])).to.deep.equal([
      { on: 'wire', name: 'sent', found: [], expected: ['GET {B}/'] },
    ]);
    expect(differences(refused, error, [preflight, request('PUT', [])])).to.deep.equal([
      {
        on: 'wire',
        name: 'sent',
        found: ['OPTIONS {B}/', 'PUT {B}/'],
        expected: ['OPTIONS {B}/'],
      },
    ]);
  });

  it('looks at the lines that matter', () => {
    const wrong = request('GET', [
      ['origin', 'null'],
      ['Cookie', 'a=1'],
      ['cookie', 'b=2'],
    ]);
    expect(differences(shared, seen, [wrong])).to.deep.equal([
      { on: 'GET {B}/', name: 'origin', found: 'null', expected: '{A}' },
      { on: 'GET {B}/', name: 'cookie', found: 'a=1, b=2', expected: null },
    ]);
  });

  it('looks at the body that is sent', () => {
    const [sent] = shared.wire as [SentRequest];
    const withBody = { ...shared, wire: [{ ...sent, body: 'x' }] };
    expect(differences(withBody, seen, [get])).to.deep.equal([
      { on: 'GET {B}/', name: 'body', found: '', expected: 'x' },
    ]);
  });

  it('takes several lines of the right value for one', () => {
    const [sent] = shared.wire as [SentRequest];
    const wire = [{ ...sent, headers: [['X-A', '1, 2']] as const }];
    const lines = request('GET', [
      ['x-a', '1'],
      ['x-a', '2'],
    ]);
    expect(differences({ ...shared, wire }, seen, [lines])).to.deep.equal([]);
  });

  it('accepts repetitions of a request that was dropped, and of no other', () => {
    const dropped = request('GET', [['Origin', 'http://localhost:1']], 'dropped');
    expect(differences(shared, seen, [dropped, dropped, get])).to.deep.equal([]);
    expect(differences(shared, seen, [get, get])).to.deep.equal([
      { on: 'wire', name: 'sent', found: ['GET {B}/', 'GET {B}/'], expected: ['GET {B}/'] },
    ]);
  });

  it('finds requests that no rule answers', () => {
    expect(differences(refused, error, [{ ...preflight, answer: 'unmatched' }])).to.deep.equal([
      { on: 'wire', name: 'unanswered', found: 'OPTIONS {B}/', expected: null },
    ]);
  });

  it('knows what no preflight may carry, and how its list looks', () => {
    const on = 'OPTIONS {B}/';
    const bad = request('OPTIONS', [
      ...preflight.headers,
      ['Cookie', 'a=1'],
      ['Authorization', 'x'],
      ['Access-Control-Request-Headers', 'x-b, X-A'],
    ]);
    expect(differences(refused, error, [bad])).to.deep.equal([
      { on, name: 'cookie', found: 'a=1', expected: null },
      { on, name: 'authorization', found: 'x', expected: null },
      { on, name: 'access-control-request-headers', found: 'x-b, X-A', expected: 'x-a,x-b' },
    ]);
  });

  it('says which of several fetches differs', () => {
    const placed = place({ ...anyCase, expect: [shared, refused] }, { origins, token: 't' });
    const requests = [get, { ...preflight, fetch: 1 }];
    expect(judge({ ...placed, requests }, [seen]).differences).to.deep.equal([
      { fetch: 2, on: 'page', name: 'outcome', found: 'unsettled', expected: 'error' },
    ]);
  });
});

describe('judge, of a request that the preflight cache lets pass', () => {
  const put = request('PUT', [['Origin', 'http://localhost:1']]);
  const options = request('OPTIONS', [['Origin', 'http://localhost:1']]);
  const forDelete = request('OPTIONS', [
    ['Origin', 'http://localhost:1'],
    ['Access-Control-Request-Method', 'DELETE'],
  ]);
  const ofOther = request('OPTIONS', [
    ['Origin', 'null'],
    ['Access-Control-Request-Method', 'PUT'],
  ]);
  const [plain] = shared.wire as [SentRequest];
  for (const [what, requests, mayAskAgain, names, asksAgain] of [
    ['none', [put], true, [], false],
    ['one', [preflight, put], true, [], true],
    ['one where it may not', [preflight, put], false, ['sent'], false],
    ['two', [preflight, preflight, put], true, ['sent'], true],
    ['one that comes too late', [put, preflight], true, ['sent'], false],
    ['one for another method', [forDelete, put], true, ['access-control-request-method'], true],
    ['one with another origin', [ofOther, put], true, ['origin'], true],
    ['an OPTIONS request that is not a preflight', [options, put], true, ['sent'], false],
    ['one without the request', [preflight], true, ['sent'], true],
  ] satisfies [string, LoggedRequest[], boolean, string[], boolean][]) {
    it(`preflights: ${what}`, () => {
      const wire = [{ ...plain, method: 'PUT', mayAskAgain }];
      const judged = judgement({ ...shared, wire }, seen, requests);
      expect(judged.differences.map(({ name }) => name)).to.deep.equal(names);
      expect(judged.asksAgain).to.equal(asksAgain);
    });
  }
});
