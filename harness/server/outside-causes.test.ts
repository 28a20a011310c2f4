import { expect } from 'chai';
import type { Header } from '../../reference/index.ts';
import type { ReportedExchange } from '../output/exchange-json.ts';
import { outsideCausesOf } from './outside-causes.ts';
import type { ReportedResult } from './reports/report.ts';

function exchange(
  status: number,
  headers: readonly Header[] = [],
  isPreflight = false,
): ReportedExchange {
  const asked: Header[] = [
    ['Origin', 'https://app.example'],
    ['Access-Control-Request-Method', 'PUT'],
  ];
  return {
    request: {
      method: isPreflight ? 'OPTIONS' : 'GET',
      url: 'https://api.example/',
      headers: isPreflight ? asked : asked.slice(0, 1),
      body: null,
    },
    response: { status, statusMessage: '', headers, bodyLength: 0, bodyStart: null },
    cause: null,
  };
}

const shared: Header[] = [['Access-Control-Allow-Origin', '*']];
const twice: Header[] = [...shared, ...shared];

function pass(...exchanges: ReportedExchange[]): ReportedResult {
  return { id: 'passed', verdict: 'pass', exchanges } as unknown as ReportedResult;
}

function fail(reason: string | null, ...exchanges: ReportedExchange[]): ReportedResult {
  const result = { id: `failed: ${reason}`, verdict: 'fail', reason, differences: [], exchanges };
  return result as unknown as ReportedResult;
}

const lacksVary = {
  ...fail(null, exchange(200)),
  differences: [{ on: 'response', name: 'Vary', found: null, expected: 'Origin' }],
};

describe('causes outside CORS', () => {
  const rows: [title: string, results: ReportedResult[], what: RegExp | null, explained: number][] =
    [
      ['are not looked for where nothing fails', [pass(exchange(401))], null, 0],
      [
        'one status of every response',
        [fail('allow-origin-missing', exchange(401, shared))],
        /^Every response has the status 401: the target wants credentials/,
        1,
      ],
      [
        'a URL that only redirects',
        [
          fail('allow-origin-missing', exchange(301, [['Location', '/items/?c=x']])),
          pass(exchange(301, [['Location', '/items/']]), exchange(200, shared)),
        ],
        /^This URL only redirects, and its redirects have no CORS header\.$/,
        1,
      ],
      [
        'no redirect that CORS allows',
        [fail('x', exchange(301, [['Location', '/items/'], ...shared]), exchange(200, shared))],
        null,
        0,
      ],
      [
        'no header on any response: it explains what lacks one, and nothing else',
        [
          fail('allow-origin-missing', exchange(200)),
          lacksVary,
          fail('preflight-status-not-ok', exchange(200)),
        ],
        /^No response has any CORS header/,
        2,
      ],
      [
        'preflights that are refused before CORS',
        [
          pass(exchange(200, shared)),
          fail('preflight-status-not-ok', exchange(405, [], true)),
          fail('method-not-allowed', exchange(405, [], true)),
        ],
        /^No preflight is answered by CORS, all with the status 405/,
        1,
      ],
      [
        'an application that answers OPTIONS itself',
        [
          pass(exchange(200, shared)),
          fail('allow-origin-missing', exchange(200, [], true)),
          fail('preflight-status-not-ok', exchange(404, [], true)),
        ],
        /^No preflight is answered by CORS, though/,
        2,
      ],
      [
        'a header that two layers add',
        [fail('allow-origin-mismatch', exchange(200, twice)), pass(exchange(200))],
        /^Every Access-Control-Allow-Origin is sent twice/,
        1,
      ],
      [
        'are not claimed where a header is doubled only sometimes',
        [fail('allow-origin-mismatch', exchange(200, twice)), pass(exchange(200, shared))],
        null,
        0,
      ],
      [
        'are not claimed where responses differ',
        [pass(exchange(200, shared)), fail('allow-origin-missing', exchange(404))],
        null,
        0,
      ],
    ];
  for (const [title, results, what, explained] of rows) {
    it(title, () => {
      const causes = outsideCausesOf(results);
      expect(causes).to.have.length(what === null ? 0 : 1);
      if (what !== null) expect(causes[0]?.what).to.match(what);
      expect(causes[0]?.results ?? []).to.have.length(explained);
    });
  }

  it('name where a URL leads, without what the run has added', () => {
    const redirect = exchange(301, [['Location', '/items/?a=1&c=x']]);
    const [cause] = outsideCausesOf([fail('allow-origin-missing', redirect)]);
    expect(cause?.fix).to.match(/^It leads to https:\/\/api\.example\/items\/\?a=1: check/);
  });
});
