import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import fc from 'fast-check';
import { schemaCheck } from '../../../conformance/schema-check.ts';
import { noColours } from '../../output/terminal.ts';
import { exitCodeOf } from '../explained.ts';
import schema from '../explanation.schema.json' with { type: 'json' };
import { explanationJSON } from '../explanation-json.ts';
import { explainedHAR, type HAROptions } from './explain-har.ts';
import { harText } from './har-text.ts';

const everything: HAROptions = { origin: null, filter: '' };

/** What became of each fetch: the mark, the method, the path, and the steps of its obstacles. */
async function told(text: string, options = everything): Promise<string[]> {
  const { fetches } = await explainedHAR(text, options);
  return fetches.map(({ story }) => {
    const { fetch, obstacles } = story;
    const { pathname, search } = new URL(fetch.url);
    const steps = obstacles.map(({ on, step }) => `${on} ${step}`);
    const mark = ['✓', '✗', '?'][exitCodeOf(story)];
    return [mark, fetch.method, pathname + search, ...steps].join(' ');
  });
}

/** Recorded from one page, whose server does as the paths say. `comment` in a file says what wrote it. */
const ofTheServer = [
  '✗ GET /plain response cors-check/2',
  '✗ PUT /refused preflight cors-check/2 preflight cors-preflight-fetch/8 preflight cors-preflight-fetch/7.5 preflight cors-preflight-fetch/7.7',
  '✗ GET /star response cors-check/4 response cors-check/8',
  '✗ GET /redirect response cors-check/2',
  '? GET /closed',
  '✓ GET /image-cors.gif',
  '✓ GET /shared',
  '✓ PUT /put',
  '✓ GET /authorized',
];

describe('a recording', () => {
  const recordings: readonly [engine: string, expected: readonly string[], others: number][] = [
    ['chromium', ofTheServer, 6],
    ['firefox', ofTheServer, 6],
    // The Web Inspector leaves out what failed.
    ['webkit', ofTheServer.filter((line) => line.startsWith('✓')), 5],
  ];
  for (const [engine, expected, others] of recordings) {
    const text = readFileSync(new URL(`recordings/${engine}.har`, import.meta.url), 'utf8');

    it(`of ${engine} is told`, async () => {
      expect(await told(text)).to.deep.equal(expected);
    });

    it(`of ${engine} is reported, without its secrets`, async () => {
      const { fetches, recording } = await explainedHAR(text, everything);
      expect(recording.others).to.equal(others);
      const json = explanationJSON(fetches, recording);
      expect(schemaCheck(schema)(JSON.parse(json))).to.deep.equal([]);
      const report = harText(fetches, recording, noColours);
      expect(report).to.include(`${expected.length} CORS fetches: `);
      expect(report + json).not.to.include('sesame');
    });
  }
});

type Lines = readonly (readonly [name: string, value: string])[];

const page = 'https://app.example';
const api = 'https://api.example/items';

function entry(
  request: { method?: string; url?: string; headers?: Lines },
  response: { status?: number; headers?: Lines; _error?: string } & Record<string, unknown> = {},
  more: Record<string, unknown> = {},
) {
  const named = (lines: Lines = []) => lines.map(([name, value]) => ({ name, value }));
  return {
    request: { method: 'GET', url: api, ...request, headers: named(request.headers) },
    response: { status: 200, ...response, headers: named(response.headers) },
    ...more,
  };
}

const cors: Lines = [
  ['Origin', page],
  ['Sec-Fetch-Mode', 'cors'],
];
const shared: Lines = [['access-control-allow-origin', '*']];
const dated: Lines = [['Date', 'Thu, 26 Nov 2026 08:00:00 GMT']];
const asking = (method: string, names?: string): Lines => [
  ...cors,
  ['Access-Control-Request-Method', method],
  ...(names === undefined ? [] : ([['Access-Control-Request-Headers', names]] as const)),
];

const rows: readonly [title: string, entries: readonly unknown[], expected: readonly string[]][] = [
  ['nothing', [], []],
  ['a fetch', [entry({ headers: cors }, { headers: shared })], ['✓ GET /items']],
  [
    'a navigation, an image, a WebSocket and a data: URL',
    [
      entry({ headers: [['Sec-Fetch-Mode', 'navigate']] }),
      entry({ headers: [['Referer', page]] }, {}, { _resourceType: 'image' }),
      entry({ url: 'wss://api.example/', headers: cors }),
      entry({ url: 'data:,x', headers: cors }),
    ],
    [],
  ],
  [
    'a form, which sends Origin but is not a fetch',
    [
      entry({
        method: 'POST',
        headers: [
          ['Origin', page],
          ['Accept', 'text/html,*/*'],
        ],
      }),
    ],
    [],
  ],
  [
    'a fetch that only the resource type shows',
    [
      entry(
        { headers: [['Referer', `${page}/`]] },
        { status: 0, _error: 'net::X' },
        { _resourceType: 'xhr' },
      ),
    ],
    ['? GET /items'],
  ],
  [
    'a preflight without its request',
    [entry({ method: 'OPTIONS', headers: asking('PUT', 'x-a') }, { headers: shared })],
    ['✗ PUT /items preflight cors-preflight-fetch/7.5 preflight cors-preflight-fetch/7.7'],
  ],
  [
    'a preflight that only an upload can have caused',
    [
      entry({ method: 'OPTIONS', headers: asking('POST') }, { headers: dated }),
      entry({ method: 'POST', headers: cors }, { headers: shared }),
    ],
    ['✗ POST /items preflight cors-check/2'],
  ],
  [
    'preflights before or after their requests, and one that the cache made unnecessary',
    [
      entry({ method: 'PUT', headers: cors }, { headers: shared }),
      entry(
        { method: 'OPTIONS', headers: asking('PUT') },
        { headers: [...shared, ['Access-Control-Allow-Methods', 'PUT']] },
      ),
      entry({ method: 'PUT', headers: cors }, { headers: shared }),
    ],
    ['✓ PUT /items', '✓ PUT /items'],
  ],
  [
    'Authorization that was removed from the recording, but is asked for',
    [
      entry({ headers: cors }, { headers: shared }),
      entry(
        { method: 'OPTIONS', headers: asking('GET', 'authorization') },
        { headers: [...shared, ['Access-Control-Allow-Headers', '*']] },
      ),
    ],
    ['✗ GET /items preflight cors-preflight-fetch/7.6'],
  ],
  [
    'headers that the browser added',
    [
      entry(
        { headers: [...cors, ['User-Agent', 'x'], ['If-None-Match', '"1"'], [':authority', 'x']] },
        { headers: shared },
      ),
    ],
    ['✓ GET /items'],
  ],
  [
    'a redirect from the own origin to another',
    [
      entry(
        {
          url: `${page}/a`,
          headers: [
            ['Sec-Fetch-Mode', 'cors'],
            ['Referer', page],
          ],
        },
        { status: 302, headers: [['Location', `${api}#x`]] },
      ),
      entry({ headers: cors }, { headers: dated }),
    ],
    ['✗ GET /a response cors-check/2'],
  ],
  [
    'a cookie, which shows that credentials are included',
    [entry({ headers: [...cors, ['Cookie', 'a=b']] }, { headers: shared })],
    ['✗ GET /items response cors-check/4 response cors-check/8'],
  ],
  [
    'a refusal that only credentials can explain',
    [entry({ headers: cors }, { headers: shared, _error: 'net::ERR_FAILED' })],
    ['✗ GET /items response cors-check/4 response cors-check/8'],
  ],
  [
    'a refusal that CORS cannot explain',
    [
      entry(
        { headers: cors },
        {
          headers: [
            ['Access-Control-Allow-Origin', page],
            ['Access-Control-Allow-Credentials', 'true'],
          ],
          _error: 'net::ERR_BLOCKED_BY_RESPONSE',
        },
      ),
    ],
    ['? GET /items'],
  ],
  ['a response without header lines', [entry({ headers: cors })], ['? GET /items']],
  [
    'a cached response',
    [entry({ headers: cors }, { status: 304, headers: [['ETag', '"1"']] })],
    ['? GET /items'],
  ],
  [
    'a response of a service worker',
    [entry({ headers: cors }, { headers: shared, _fetchedViaServiceWorker: true })],
    ['? GET /items'],
  ],
  [
    'two lines in one value',
    [entry({ headers: cors }, { headers: [['Access-Control-Allow-Origin', `${page}\n${page}`]] })],
    ['✗ GET /items response cors-check/4'],
  ],
  [
    'what cannot be read',
    [
      null,
      1,
      'x',
      {},
      { request: { method: 'A B', url: api } },
      { request: { method: 'GET', url: '/' } },
    ],
    [],
  ],
];

describe('an entry of a recording', () => {
  for (const [title, entries, expected] of rows) {
    it(`can be ${title}`, async () => {
      expect(await told(JSON.stringify({ log: { entries } }))).to.deep.equal(expected);
    });
  }

  it('can be chosen by its URL, and have another page', async () => {
    const [a, b] = [`${api}/a`, `${api}/b`].map((url) =>
      entry({ url, headers: cors }, { headers: [['Access-Control-Allow-Origin', page]] }),
    );
    const text = JSON.stringify({ log: { entries: [a, b] } });
    expect(await told(text, { origin: null, filter: '/b' })).to.deep.equal(['✓ GET /items/b']);
    expect(await told(text, { origin: 'https://b.example', filter: '/b' })).to.deep.equal([
      '✗ GET /items/b response cors-check/4',
    ]);
  });

  it('has a curl line only for what is safe to send again', async () => {
    const asked = entry({ method: 'OPTIONS', headers: asking('PUT') }, { headers: dated });
    const [put, get] = ['PUT', 'GET'].map((method) =>
      entry({ method, headers: cors }, { headers: dated }),
    );
    const lines = async (...entries: unknown[]) => {
      const { fetches } = await explainedHAR(JSON.stringify({ log: { entries } }), everything);
      return fetches.map(({ reproduce }) => reproduce);
    };
    expect(await lines(put)).to.deep.equal([null]);
    expect(await lines(get)).to.deep.equal([`curl -si -H 'Origin: ${page}' ${api}`]);
    expect(await lines(asked, put)).to.deep.equal([
      `curl -si -X OPTIONS -H 'Access-Control-Request-Method: PUT' -H 'Origin: ${page}' ${api}`,
    ]);
  });

  it('is told once, however often it is there', async () => {
    const entries = Array.from({ length: 8 }, () => entry({ headers: cors }, { headers: shared }));
    const { fetches, recording } = await explainedHAR(
      JSON.stringify({ log: { entries } }),
      everything,
    );
    expect(harText(fetches, recording, noColours).split('\n')[0]).to.equal(
      `✓ GET ${api} from ${page}  (entries 0, 1, 2, 3, 4 and 3 more)`,
    );
  });

  it('cannot steer a terminal', async () => {
    const evil = '\u001b[2J\u009b2J\u202e';
    const entries = [
      entry(
        { url: `https://api.example/${evil}`, headers: cors },
        { headers: [['Access-Control-Allow-Origin', evil]], _error: evil },
      ),
      entry({ headers: cors }, { status: 0, _error: evil }),
      entry({ method: 'OPTIONS', headers: asking(evil, evil) }),
    ];
    const text = JSON.stringify({ log: { creator: { name: evil }, entries } });
    const { fetches, recording } = await explainedHAR(text, everything);
    const report = harText(fetches, recording, noColours) + explanationJSON(fetches, recording);
    expect(report).not.to.match(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  });
});

describe('a file that is no recording', () => {
  for (const [text, message] of [
    ['', 'it is not JSON, or not all of it: save the recording again'],
    ['{"log": {"entries": [', 'it is not JSON, or not all of it: save the recording again'],
    ['null', 'it has no log.entries: save a recording as HAR'],
    ['{"log": []}', 'it has no log.entries: save a recording as HAR'],
    ['{"log": {"entries": {}}}', 'it has no log.entries: save a recording as HAR'],
  ] as const) {
    it(`such as ${JSON.stringify(text)} is refused in one line`, async () => {
      const error = await explainedHAR(text, everything).catch((error) => error);
      expect(error).to.be.instanceOf(SyntaxError);
      expect(error.message).to.equal(message);
    });
  }

  it('does no harm, whatever it is', async () => {
    const value = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom(
        api,
        'GET',
        'OPTIONS',
        page,
        '*',
        'Origin',
        'Location',
        'Access-Control-Request-Method',
        302,
      ),
    );
    const record = (...keys: string[]) =>
      fc.record(Object.fromEntries(keys.map((key) => [key, value])), { requiredKeys: [] });
    const header = fc.record({ name: value, value });
    const message = fc.record({
      method: value,
      url: value,
      headers: fc.oneof(fc.array(header), value),
      status: value,
      content: record('size'),
      _error: value,
    });
    const entries = fc.array(
      fc.oneof(fc.record({ request: message, response: message, pageref: value }), value),
    );
    const har = fc.record({
      log: fc.record({ entries, pages: fc.array(record('id', 'title')), creator: record('name') }),
    });
    await fc.assert(
      fc.asyncProperty(har, async (any) => {
        const { fetches, recording } = await explainedHAR(JSON.stringify(any), everything);
        harText(fetches, recording, noColours);
      }),
      { numRuns: 300 },
    );
  });

  it('is read in a time that grows with its size', async () => {
    const one = entry({ headers: asking('PUT'), method: 'OPTIONS' }, { headers: shared });
    const other = entry({ url: `${page}/x` });
    const entries = [
      ...Array.from({ length: 100 }, () => one),
      ...Array.from({ length: 20_000 }, () => other),
    ];
    const start = performance.now();
    expect(await told(JSON.stringify({ log: { entries } }))).to.have.length(100);
    expect(performance.now() - start).to.be.below(5000);
  });
});
