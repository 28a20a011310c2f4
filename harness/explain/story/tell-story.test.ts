import { expect } from 'chai';
import { build } from 'esbuild';
import type { Header, Network } from '../../../reference/index.ts';
import {
  type FetchOfPage,
  NotSeen,
  type RecordedExchange,
  type Story,
  tellRecordedStory,
  tellStory,
} from './index.ts';

const page = 'https://app.example';
const api = 'https://api.example/items';
const get: FetchOfPage = {
  url: api,
  origin: page,
  method: 'GET',
  headers: [],
  credentials: 'same-origin',
};
const put: FetchOfPage = { ...get, method: 'PUT' };
const withCookies = { credentials: 'include' } as const;

type Came = readonly [status: number, ...headers: Header[]];

const origin = (value: string): Header => ['Access-Control-Allow-Origin', value];
const credentials = (value: string): Header => ['Access-Control-Allow-Credentials', value];
const methods = (value: string): Header => ['Access-Control-Allow-Methods', value];
const headers = (value: string): Header => ['Access-Control-Allow-Headers', value];
const location = (value: string): Header => ['Location', value];
const all = origin('*');

const preflight = (...[status, ...lines]: Came): RecordedExchange => ({
  of: 'preflight',
  response: { status, headers: lines },
});
const response = (...[status, ...lines]: Came): RecordedExchange => ({
  of: 'request',
  response: { status, headers: lines },
});

/** `where step`, for each obstacle; kinds of what is not known. */
interface Told {
  readonly verdict: Story['verdict'];
  readonly obstacles?: readonly string[];
  readonly unknown?: readonly string[];
}

const told: readonly [
  title: string,
  fetch: FetchOfPage,
  recorded: readonly RecordedExchange[],
  expected: Told,
][] = [
  ['a shared response', get, [response(200, all)], { verdict: 'shared' }],
  [
    "a fetch of the page's own origin",
    { ...put, url: `${page}/items` },
    [response(500)],
    { verdict: 'shared' },
  ],
  [
    'no header at all',
    get,
    [response(200)],
    { verdict: 'not-shared', obstacles: ['response cors-check/2'] },
  ],
  [
    'another origin, and no credentials',
    { ...get, ...withCookies },
    [response(200, origin('https://other.example'))],
    { verdict: 'not-shared', obstacles: ['response cors-check/4', 'response cors-check/8'] },
  ],
  [
    'a wildcard with credentials',
    { ...get, ...withCookies },
    [response(200, all, credentials('true'))],
    { verdict: 'not-shared', obstacles: ['response cors-check/4'] },
  ],
  [
    'credentials that are not true',
    { ...get, ...withCookies },
    [response(200, origin(page), credentials('True'))],
    { verdict: 'not-shared', obstacles: ['response cors-check/8'] },
  ],
  [
    'two lines of the origin',
    get,
    [response(200, origin(page), all)],
    { verdict: 'not-shared', obstacles: ['response cors-check/4'] },
  ],
  [
    'a preflight that needs authentication, without any CORS, before a response without it',
    {
      ...put,
      ...withCookies,
      headers: [
        ['Authorization', 'Bearer x'],
        ['X-Id', '1'],
      ],
    },
    [preflight(401), response(200)],
    {
      verdict: 'not-shared',
      obstacles: [
        'preflight cors-check/2',
        'preflight cors-check/8',
        'preflight cors-preflight-fetch/8',
        'preflight cors-preflight-fetch/7.5',
        'preflight cors-preflight-fetch/7.6',
        'preflight cors-preflight-fetch/7.7',
        'response cors-check/2',
        'response cors-check/8',
      ],
    },
  ],
  [
    'a list with junk, whose names count all the same',
    { ...put, headers: [['X-Id', '1']] },
    [preflight(200, all, methods('PUT; DELETE'), headers('"x-id"')), response(200, all)],
    { verdict: 'not-shared', obstacles: ['preflight cors-preflight-fetch/7.3'] },
  ],
  [
    'a method in another letter case',
    { ...put, method: 'patch' },
    [preflight(200, all, methods('PATCH')), response(200, all)],
    { verdict: 'not-shared', obstacles: ['preflight cors-preflight-fetch/7.5'] },
  ],
  [
    'a wildcard for Authorization',
    { ...get, headers: [['authorization', 'x']] },
    [preflight(200, all, headers('*')), response(200, all)],
    { verdict: 'not-shared', obstacles: ['preflight cors-preflight-fetch/7.6'] },
  ],
  [
    'a granted preflight of a request that is not recorded',
    put,
    [preflight(204, all, methods('PUT'))],
    { verdict: 'granted', unknown: ['not-recorded'] },
  ],
  [
    'a granted preflight of a request that failed',
    put,
    [preflight(204, all, methods('PUT')), { of: 'request', response: null, trouble: 'reset' }],
    { verdict: 'unknown', unknown: ['failed'] },
  ],
  [
    'a refused preflight of a request that is not recorded',
    put,
    [preflight(204)],
    {
      verdict: 'not-shared',
      obstacles: ['preflight cors-check/2', 'preflight cors-preflight-fetch/7.5'],
      unknown: ['not-recorded'],
    },
  ],
  [
    'a preflight that is not recorded, though the request is',
    put,
    [response(200)],
    { verdict: 'not-shared', obstacles: ['response cors-check/2'], unknown: ['not-recorded'] },
  ],
  ['nothing recorded', get, [], { verdict: 'unknown', unknown: ['not-recorded'] }],
  [
    'a redirect without CORS to a response without it',
    get,
    [response(302, location('/other')), response(200)],
    { verdict: 'not-shared', obstacles: ['response cors-check/2', 'response cors-check/2'] },
  ],
  [
    'a redirect to what is not a URL',
    get,
    [response(302, all, location('https://'))],
    { verdict: 'not-shared', obstacles: ['response http-redirect-fetch/5'], unknown: ['beyond'] },
  ],
  [
    'a redirect with a password in its URL',
    get,
    [response(302, all, location('//me:pw@api.example/b')), response(200, all)],
    { verdict: 'not-shared', obstacles: ['response http-redirect-fetch/9'] },
  ],
  [
    'a redirect that the page does not want',
    { ...get, redirect: 'error' },
    [response(302, all, location('/b'))],
    { verdict: 'not-shared', obstacles: ['page http-fetch/6.3.a.1'], unknown: ['beyond'] },
  ],
  [
    'a mode that forbids other origins',
    { ...get, mode: 'same-origin' },
    [],
    { verdict: 'not-shared', obstacles: ['page main-fetch/12.c'] },
  ],
  ['a fetch without CORS', { ...get, mode: 'no-cors' }, [response(200)], { verdict: 'opaque' }],
  [
    'a proxy that wants a password',
    get,
    [response(407, all)],
    { verdict: 'unknown', unknown: ['unmodelled'] },
  ],
];

describe('the story', () => {
  for (const [title, fetch, recorded, expected] of told) {
    it(`tells of ${title}`, async () => {
      const { verdict, obstacles, unknown } = await tellRecordedStory(fetch, recorded);
      expect({
        verdict,
        obstacles: obstacles.map(({ on, step }) => `${on} ${step}`),
        unknown: unknown.map(({ kind }) => kind),
      }).to.deep.equal({ obstacles: [], unknown: [], ...expected });
    });
  }

  it('is the same after a round trip through JSON', async () => {
    const story = await tellRecordedStory(put, [preflight(200, methods('GET')), response(200)]);
    expect(JSON.parse(JSON.stringify(story))).to.deep.equal(story);
  });

  it('says which step decided, with a link', async () => {
    const { decision } = await tellRecordedStory(get, [response(200)]);
    expect(decision).to.deep.include({
      step: 'cors-check/2',
      reason: 'allow-origin-missing',
      path: ['http-fetch/4.4', 'cors-check/2'],
      link: 'https://fetch.spec.whatwg.org/#concept-cors-check',
    });
  });

  it('names all headers that are not allowed, in one obstacle with its fix', async () => {
    const fetch = { ...get, headers: ['X-A', 'X-B', 'X-C'].map((name): Header => [name, '1']) };
    const recorded = [preflight(200, all, headers('x-b')), response(200, all)];
    const { obstacles } = await tellRecordedStory(fetch, recorded);
    expect(obstacles).to.have.length(1);
    expect(obstacles[0]).to.deep.include({
      hop: 1,
      names: ['x-a', 'x-c'],
      message: 'the headers x-a, x-c are not in Access-Control-Allow-Headers',
      fix: 'Add x-a, x-c to Access-Control-Allow-Headers on the preflight.',
    });
  });

  it('judges each grant by itself', async () => {
    const fetch: FetchOfPage = {
      ...put,
      ...withCookies,
      headers: [
        ['Authorization', 'x'],
        ['X-Id', '1'],
        ['X-No', '1'],
      ],
    };
    const lines = [origin(page), methods('*, PUT'), headers('X-ID'), headers('authorization')];
    const { hops } = await tellRecordedStory(fetch, [preflight(403, ...lines)]);
    const grants = hops[0]?.preflight?.grants ?? [];
    expect(grants.map(({ of, name, line, step }) => [of, name, line?.[1] ?? step])).to.deep.equal([
      ['origin', page, page],
      ['credentials', page, 'cors-check/8'],
      ['status', '403', 'cors-preflight-fetch/8'],
      ['method', 'PUT', '*, PUT'],
      ['header', 'authorization', 'authorization'],
      ['header', 'x-id', 'X-ID'],
      ['header', 'x-no', 'cors-preflight-fetch/7.7'],
    ]);
  });

  it('judges each list by itself, even if the other is malformed', async () => {
    const fetch: FetchOfPage = { ...put, headers: [['X-Id', '1']] };
    const stepsWith = async (...lines: Header[]) => {
      const { hops } = await tellRecordedStory(fetch, [preflight(204, all, ...lines)]);
      const grants = hops[0]?.preflight?.grants.slice(2) ?? [];
      return grants.map(({ of, isGranted, message }) => `${of} ${isGranted ? 'granted' : message}`);
    };
    const notAList = (name: string) => `Access-Control-Allow-${name} is not a list of tokens`;
    expect(await stepsWith(methods('PUT'), headers('x-id; x'))).to.deep.equal([
      'method granted',
      `header ${notAList('Headers')}`,
    ]);
    expect(await stepsWith(methods('P T'), headers('x-id'))).to.deep.equal([
      `method ${notAList('Methods')}`,
      'header granted',
    ]);
    expect(await stepsWith(methods('P T'), headers('x-id; x'))).to.deep.equal([
      `method ${notAList('Methods')}`,
      `header ${notAList('Headers')}`,
    ]);
  });

  const long = 'x'.repeat(129);
  const needs: readonly [lines: readonly Header[], why: RegExp][] = [
    [[['X-Id', '1']], /^only Accept, /],
    [[['Accept', long]], /longer than 128 bytes/],
    [[['Content-Type', 'application/json']], /^only application\/x-www-form-urlencoded/],
    [[['Range', 'bytes=-5']], /^only one range/],
    [[['Accept', '(a)']], /^its value has characters/],
    [Array.from({ length: 9 }, () => ['Accept', 'x'.repeat(128)]), /1024 bytes together/],
  ];
  for (const [lines, why] of needs) {
    it(`says why ${JSON.stringify(lines[0]).slice(0, 40)} needs a preflight`, async () => {
      const { hops } = await tellRecordedStory({ ...get, headers: lines }, []);
      const [need, ...others] = hops[0]?.preflight?.needs ?? [];
      expect(others).to.deep.equal([]);
      expect(need?.why).to.match(why);
    });
  }

  it('says what the page can read, and what it could', async () => {
    const lines: Header[] = [
      ['ETag', '"1"'],
      ['Content-Type', 'a/b'],
      ['Set-Cookie', 'a=b'],
    ];
    const readable = {
      status: 404,
      hasBody: true,
      headers: ['content-type'],
      hidden: ['etag'],
    };
    const shared = await tellRecordedStory(get, [response(404, ...lines, all)]);
    expect(shared.readable).to.deep.equal(readable);
    const refused = await tellRecordedStory(get, [response(404, ...lines)]);
    expect(refused.readable).to.deep.equal(readable);
  });

  it('tells of each hop with its own Origin', async () => {
    const { hops, decision } = await tellRecordedStory(put, [
      { ...preflight(200, all, methods('PUT')), url: api },
      { ...response(307, all, location('https://cdn.example/b')), url: api },
      { ...preflight(200, origin(page), methods('PUT')), url: 'https://cdn.example/b' },
    ]);
    expect(hops.map(({ url, origin, method }) => [url, origin, method])).to.deep.equal([
      [api, page, 'PUT'],
      ['https://cdn.example/b', 'null', 'PUT'],
    ]);
    expect(decision?.step).to.equal('cors-check/4');
  });

  it('has no secret, though a fetch can need one', async () => {
    const fetch: FetchOfPage = {
      ...get,
      headers: [
        ['Authorization', 'Bearer sesame'],
        ['X-Token', 'sesame'],
      ],
    };
    const recorded = [
      preflight(200),
      response(200, ['Set-Cookie', 'sesame'], ['X-CSRF', 'sesame']),
    ];
    expect(JSON.stringify(await tellRecordedStory(fetch, recorded))).not.to.include('sesame');
  });
});

describe('a story from the network', () => {
  function networkOf(sent: string[], answer: (method: string) => Came): Network {
    return async ({ method }) => {
      sent.push(method);
      const [status, ...lines] = answer(method);
      return { status, headers: lines, body: new Uint8Array() };
    };
  }

  it('asks each question only once, and goes on after a refused preflight', async () => {
    const sent: string[] = [];
    const fetch: FetchOfPage = { ...get, headers: [['X-Id', '1']] };
    const { obstacles, hops } = await tellStory(
      fetch,
      networkOf(sent, () => [200]),
    );
    expect(sent).to.deep.equal(['OPTIONS', 'GET']);
    expect(obstacles.map(({ step }) => step)).to.deep.equal([
      'cors-check/2',
      'cors-preflight-fetch/7.7',
      'cors-check/2',
    ]);
    expect(hops[0]?.preflight?.exchange.isBeyond).to.equal(false);
    expect(hops[0]?.request?.exchange.isBeyond).to.equal(true);
  });

  it('sends nothing unsafe after a refused preflight', async () => {
    const sent: string[] = [];
    const { unknown, verdict } = await tellStory(
      put,
      networkOf(sent, () => [200]),
    );
    expect(sent).to.deep.equal(['OPTIONS']);
    expect(verdict).to.equal('not-shared');
    expect(unknown.map(({ kind }) => kind)).to.deep.equal(['not-sent']);
  });

  for (const [title, fetch, verdict] of [
    ['a granted PUT', put, 'granted'],
    ['a POST, which no preflight speaks for', { ...get, method: 'POST' }, 'unknown'],
  ] as const) {
    it(`can be of ${title} that is not sent`, async () => {
      const story = await tellStory(fetch, async ({ method }) => {
        if (method !== 'OPTIONS') throw new NotSeen('not-sent', 'it could change something');
        return { status: 204, headers: [all, methods('PUT')], body: null };
      });
      expect(story.verdict).to.equal(verdict);
      expect(story.obstacles).to.deep.equal([]);
      expect(story.unknown).to.deep.equal([
        { kind: 'not-sent', what: 'it could change something' },
      ]);
    });
  }

  it('can end in a failure', async () => {
    const story = await tellStory(get, () => Promise.reject(new Error('connection refused')));
    expect(story.verdict).to.equal('unknown');
    expect(story.unknown).to.deep.equal([{ kind: 'failed', what: 'connection refused' }]);
  });
});

describe('the fix of an obstacle', () => {
  const rows: [what: string, FetchOfPage, RecordedExchange[], fix: RegExp][] = [
    [
      'is in the page where the server allows the method in upper case',
      { ...get, method: 'patch' },
      [preflight(204, all, methods('PUT, PATCH'))],
      /^Write the method in the page as PATCH/,
    ],
    [
      'is in the server where it does not',
      { ...get, method: 'patch' },
      [preflight(204, all, methods('PUT'))],
      /^Add patch to Access-Control-Allow-Methods/,
    ],
    [
      'is not to allow null, for a page without an origin',
      { ...get, origin: 'null' },
      [response(200)],
      /^The page has no origin .* Do not allow null/,
    ],
    [
      'is not to allow null, after a redirect from one foreign origin to another',
      get,
      [response(302, all, location('https://login.example/')), response(200)],
      /^After a redirect .* Origin: null.* Do not redirect .* Do not allow null/,
    ],
  ];
  for (const [what, fetch, recorded, fix] of rows) {
    it(what, async () => {
      const { obstacles } = await tellRecordedStory(fetch, recorded);
      expect(obstacles.map((obstacle) => obstacle.fix)).to.have.length(1);
      expect(obstacles[0]?.fix).to.match(fix);
    });
  }
});

describe('what explains a fetch', () => {
  const modules = [
    'index.ts',
    '../engines/engine-differences.ts',
    '../from-curl/fetch-of-curl.ts',
    '../from-har/explain-har.ts',
    '../explanation-text.ts',
  ];
  it('runs in browsers', async () => {
    const { metafile } = await build({
      entryPoints: modules.map((module) => new URL(module, import.meta.url).pathname),
      bundle: true,
      format: 'esm',
      platform: 'browser',
      outdir: 'out',
      metafile: true,
      write: false,
    });
    const inputs = Object.keys(metafile.inputs).join('\n');
    expect(inputs).to.include('tell-story.ts').and.not.to.include('connection.ts');
  });
});
