import { expect } from 'chai';
import type { Exchange, Header } from '../../reference/index.ts';
import { outsideCauses } from './outside-causes.ts';
import type { Result } from './result.ts';

function exchange(status: number, headers: Header[] = [], isPreflight = false): Exchange {
  const asked: Header[] = [
    ['Origin', 'https://app.example'],
    ['Access-Control-Request-Method', 'PUT'],
  ];
  return {
    request: {
      method: isPreflight ? 'OPTIONS' : 'GET',
      url: new URL('https://api.example/'),
      headers: isPreflight ? asked : asked.slice(0, 1),
      body: null,
      includeCredentials: false,
      forceNewConnection: false,
    },
    response: { status, headers, body: null },
    cause: null,
  };
}

const shared: Header[] = [['Access-Control-Allow-Origin', '*']];

function result(verdict: 'pass' | 'fail', reason: string | null, exchanges: Exchange[]) {
  return { verdict, reason, exchanges } as unknown as Result;
}

describe('causes outside CORS', () => {
  const rows: [title: string, results: Result[], causes: RegExp[]][] = [
    ['none where nothing fails', [result('pass', null, [exchange(401)])], []],
    [
      'one status for everyone',
      [result('fail', 'allow-origin-missing', [exchange(401, shared)])],
      [/^Every response has the status 401: the target wants credentials/],
    ],
    [
      'no header at all',
      [result('fail', 'allow-origin-missing', [exchange(200)])],
      [/^No response has any CORS header/],
    ],
    [
      'preflights alone',
      [
        result('pass', null, [exchange(200, shared)]),
        result('fail', 'preflight-status-not-ok', [exchange(405, [], true)]),
      ],
      [/^Only preflights fail, all with the status 405/],
    ],
    [
      'none where responses differ',
      [
        result('pass', null, [exchange(200, shared)]),
        result('fail', 'allow-origin-missing', [exchange(404)]),
      ],
      [],
    ],
  ];
  for (const [title, results, causes] of rows) {
    it(title, () => {
      const found = outsideCauses(results);
      expect(found).to.have.length(causes.length);
      for (const [index, cause] of causes.entries()) expect(found[index]).to.match(cause);
    });
  }
});
