import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { expect } from 'chai';
import { schemaCheck } from '../../conformance/schema-check.ts';
import { noColours } from '../output/terminal.ts';
import { listen, type Testee } from '../testee/testee.ts';
import { type ExplainOptions, explainedFetch } from './explain.ts';
import { type Explained, exitCodeOf, totalExitCode } from './explained.ts';
import schema from './explanation.schema.json' with { type: 'json' };
import { explanationJSON } from './explanation-json.ts';
import { explanationText } from './explanation-text.ts';
import type { FetchOfPage } from './story/index.ts';

const page = 'https://app.example';
const options: ExplainOptions = { report: 'text', timeout: 5000 };

/** What each path answers. */
const paths: Readonly<
  Record<string, (request: IncomingMessage, response: ServerResponse) => void>
> = {
  '/plain': (_, response) => response.end('ok'),
  '/correct': (_, response) => {
    response.setHeader('Access-Control-Allow-Origin', page);
    response.setHeader('Access-Control-Allow-Methods', 'PUT');
    response.setHeader('Access-Control-Allow-Headers', 'Authorization');
    response.setHeader('ETag', '"1"');
    response.end('ok');
  },
  '/varied': (request, response) => {
    response.setHeader('Access-Control-Allow-Origin', request.headers.origin ?? '*');
    response.setHeader('Vary', 'Accept, origin');
    response.end('ok');
  },
  '/public': (_, response) => {
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.end('ok');
  },
  '/unstored': (_, response) => {
    response.setHeader('Access-Control-Allow-Origin', page);
    response.setHeader('Cache-Control', 'private, No-Store');
    response.end('ok');
  },
  '/evil': (_, response) => {
    response.socket?.end(
      'HTTP/1.1 200 \x9b31m\r\nX-Evil: \x9b2J\x85##[error]\r\nAccess-Control-Allow-Origin: \x9b2J\r\nContent-Length: 0\r\n\r\n',
      'latin1',
    );
  },
  '/busy': (_, response) => response.writeHead(503, { 'Retry-After': '3600' }).end(),
  '/away': (_, response) => {
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.writeHead(302, { Location: 'http://127.0.0.1:9/' }).end();
  },
};

describe('explain', () => {
  let server: Testee;
  const methods: (string | undefined)[] = [];
  before(async () => {
    server = await listen(
      createServer((request, response) => {
        methods.push(request.method);
        paths[request.url ?? '']?.(request, response);
      }),
    );
  });
  after(() => server.close());
  beforeEach(() => methods.splice(0));

  function explained(
    path: string,
    fetch: Partial<FetchOfPage> = {},
    more = {},
  ): Promise<Explained> {
    const whole = {
      origin: page,
      method: 'GET',
      headers: [],
      credentials: 'same-origin',
      ...fetch,
    };
    return explainedFetch({ ...whole, url: server.url + path } as FetchOfPage, {
      ...options,
      ...more,
    });
  }

  const secret: Partial<FetchOfPage> = { headers: [['Authorization', 'Bearer sesame']] };
  const rows: readonly [
    title: string,
    path: string,
    fetch: Partial<FetchOfPage>,
    exitCode: number,
    sent: readonly string[],
    parts: readonly string[],
  ][] = [
    [
      'what a page can read, and what is hidden',
      '/correct',
      {},
      0,
      ['GET'],
      [
        '✓ Shared',
        'these headers: content-length.',
        'Hidden     etag\n',
        "'Origin: https://app.example'",
      ],
    ],
    [
      'a PUT to a correct server, of which only the preflight is sent',
      '/correct',
      { method: 'PUT' },
      0,
      ['OPTIONS'],
      [
        '✓ Allowed  The preflight allows PUT.',
        'for the method PUT: only GET, HEAD and POST need no preflight',
        '✓ method PUT, by Access-Control-Allow-Methods: PUT',
        'Not known  The PUT request was not sent, since it could change something',
        'Reproduce  curl -si -X OPTIONS ',
      ],
    ],
    [
      'a POST that no preflight speaks for',
      '/correct',
      { method: 'POST' },
      2,
      [],
      ['? Could not tell  The POST request was not sent'],
    ],
    [
      'all that is in the way, with each fix',
      '/plain',
      { ...secret, credentials: 'include' },
      1,
      ['OPTIONS', 'GET'],
      [
        '✗ Not shared  5 things are in the way:',
        '  1. Preflight: the response has no Access-Control-Allow-Origin.\n     Fix   Send exactly one line',
        '  5. Response: the response has no Access-Control-Allow-Credentials',
        'Settings   cors-conformance recipes allow-origin-missing shows how',
        '           cors-conformance recipes authorization-not-listed\n',
        'Decided    cors-check/2 (allow-origin-missing)',
        'via http-fetch/4.1.1 → cors-preflight-fetch/7 → cors-check/2',
        'Request, which a browser would not send',
      ],
    ],
    [
      'a secret only by its name',
      '/correct',
      secret,
      0,
      ['OPTIONS', 'GET'],
      ['Authorization: …\n', '-H "Authorization: …"'],
    ],
    [
      'a redirect to a server that is not contacted',
      '/away',
      {},
      2,
      ['GET'],
      [
        '? Could not tell  A redirect leads to http://127.0.0.1:9, which was not contacted: explain http://127.0.0.1:9/ --origin null, too',
      ],
    ],
    [
      'a server that is overloaded',
      '/busy',
      {},
      1,
      ['GET'],
      ['← 503', '✗ Not shared', 'no Access-Control-Allow-Origin'],
    ],
    ['what a server cannot use to steer a terminal', '/evil', {}, 1, ['GET'], ['\\x9b2J\\x85']],
  ];
  for (const [title, path, fetch, exitCode, sent, parts] of rows) {
    it(`tells ${title}: ${exitCode}`, async () => {
      const result = await explained(path, fetch);
      const text = explanationText(result, noColours);
      for (const part of parts) expect(text).to.include(part);
      expect(text).not.to.match(/sesame|undefined|[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
      expect(exitCodeOf(result.story)).to.equal(exitCode);
      expect(methods).to.deep.equal(sent);
      const json = explanationJSON([result]);
      expect(schemaCheck(schema)(JSON.parse(json))).to.deep.equal([]);
      expect(json).not.to.match(/sesame|[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
    });
  }

  it('sends a PUT and repeats it in the curl line, where that is allowed', async () => {
    const { reproduce } = await explained(
      '/correct',
      { method: 'PUT', body: "it's" },
      { allowUnsafeMethods: true },
    );
    expect(methods).to.deep.equal(['OPTIONS', 'PUT']);
    expect(reproduce).to.include('-X PUT ').and.to.include("--data-binary 'it'\\''s'");
  });

  const notes: readonly [path: string, notes: string[]][] = [
    [
      '/correct',
      [
        'The response allows https://app.example and has no Vary: Origin. If the server also allows other origins, caches mix up their responses: add it.',
      ],
    ],
    ['/varied', []],
    ['/public', []],
    ['/unstored', []],
    ['/plain', []],
  ];
  for (const [path, expected] of notes) {
    it(`notes ${expected.length === 0 ? 'nothing' : 'a missing Vary'} on ${path}`, async () => {
      expect((await explained(path)).notes).to.deep.equal(expected);
    });
  }

  it('has no curl line where nothing was sent', async () => {
    expect((await explained('/correct', { method: 'POST' })).reproduce).to.equal(null);
  });

  it('ends with 1 if one of several is not shared, and with 2 if one could not be told', async () => {
    const [shared, refused, unknown] = [
      await explained('/correct'),
      await explained('/plain'),
      await explained('/away'),
    ];
    expect([[], [shared], [shared, unknown], [unknown, refused]].map(totalExitCode)).to.deep.equal([
      2, 0, 2, 1,
    ]);
  });
});
