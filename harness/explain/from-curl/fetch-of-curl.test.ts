/** Commands as browsers copy them, and as people write them. */
import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import type { FetchOfPage } from '../story/index.ts';
import { fetchOfCurl } from './fetch-of-curl.ts';

const page = 'https://app.example';
const plain = {
  url: 'https://api.example/items',
  origin: page,
  method: 'GET',
  headers: [],
  credentials: 'same-origin',
  cookie: null,
  body: null,
} as const;

const postman = `curl --location --request POST 'https://api.example/items' \\
--header 'X-Api-Key: 1' \\
--header 'Content-Type: application/json' \\
--data '{
    "a": 1
}'`;

const rows: readonly [
  title: string,
  text: string,
  fetch: Partial<FetchOfPage>,
  notes: readonly string[],
][] = [
  [
    'Postman',
    postman,
    {
      method: 'POST',
      headers: [
        ['X-Api-Key', '1'],
        ['Content-Type', 'application/json'],
      ],
      body: '{\n    "a": 1\n}',
    },
    [],
  ],
  [
    'cookies',
    "curl -b 'a=1' -H 'Cookie: b=2' https://api.example/items",
    { credentials: 'include', cookie: 'a=1; b=2' },
    ['Set by the browser, not by the page: Cookie.'],
  ],
  [
    'another way to the server',
    'curl -x http://proxy.example:3128 --resolve api.example:443:127.0.0.1 -E me.pem https://api.example/items',
    {},
    [
      '--cert is not used: no client certificate is sent.',
      '--proxy is not used: the request goes straight to the host of the URL.',
      '--resolve is not used: the request goes straight to the host of the URL.',
    ],
  ],
  [
    'what a browser adds if its cache is off',
    'curl -A Mozilla/5.0 -H "Cache-Control: no-cache" -H "Pragma: no-cache" https://api.example/items',
    {},
    [
      'Set by the browser, not by the page: User-Agent.',
      'Taken to be set by the browser: Cache-Control, Pragma. If the page sets this itself, the fetch has a preflight: explain its URL with --header.',
    ],
  ],
  [
    'an empty header',
    "curl -H 'X-Empty;' https://api.example/items",
    { headers: [['X-Empty', '']] },
    [],
  ],
  [
    'a navigation',
    "curl 'https://api.example/items' -H 'Accept: text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7' -H 'Sec-Fetch-Mode: navigate' -H 'Upgrade-Insecure-Requests: 1'",
    {},
    [
      'The browser made this request in the mode navigate, in which CORS is not used. What is explained is a fetch() of the same URL.',
      'Set by the browser, not by the page: Accept, Sec-Fetch-Mode, Upgrade-Insecure-Requests.',
    ],
  ],
  [
    'a preflight',
    'curl -i -X OPTIONS https://api.example/items -H "Access-Control-Request-Method: PUT" -H "Access-Control-Request-Headers: x-a, content-type"',
    {
      method: 'PUT',
      headers: [
        ['x-a', '?'],
        ['content-type', '?'],
      ],
    },
    [
      'The command is a preflight. What is explained is the PUT request that it asks for.',
      'Set by the browser, not by the page: Access-Control-Request-Method, Access-Control-Request-Headers.',
    ],
  ],
  ['no scheme', 'curl api.example/items', { url: 'http://api.example/items' }, []],
  ['combined letters', 'curl -sSLkI --url https://api.example/items', { method: 'HEAD' }, []],
  [
    'a letter with its value',
    'curl -XPUT -HX-A:1 https://api.example/items',
    { method: 'PUT', headers: [['X-A', '1']] },
    [],
  ],
  [
    'a password',
    'curl -u me:pw https://api.example/items -A x -e https://b.example/c',
    { headers: [['Authorization', 'Basic bWU6cHc=']] },
    ['Set by the browser, not by the page: User-Agent, Referer.'],
  ],
  [
    'data for the query',
    'curl -G -d a=1 --data-urlencode "b=c d" --data-urlencode e\\&f https://api.example/items?x',
    { url: 'https://api.example/items?x&a=1&b=c%20d&e%26f' },
    [],
  ],
  [
    'JSON',
    `curl --json '{"a":1}' https://api.example/items`,
    {
      method: 'POST',
      headers: [
        ['Content-Type', 'application/json'],
        ['Accept', 'application/json'],
      ],
      body: '{"a":1}',
    },
    [],
  ],
  [
    'a file',
    'curl -T a.txt https://api.example/items',
    { method: 'PUT', body: '' },
    ['The body is not that of the command: files and forms are not read.'],
  ],
  [
    'a form',
    'curl -F a=@b.txt https://api.example/items',
    { method: 'POST', headers: [['Content-Type', 'multipart/form-data; boundary=x']], body: '' },
    ['The body is not that of the command: files and forms are not read.'],
  ],
  [
    'a header that is removed',
    'curl -H "X-A:" -r 0-9 https://api.example/items',
    { headers: [['Range', 'bytes=0-9']] },
    [],
  ],
];

/** In its URL, Firefox encodes the braces. What is for cmd has each backslash twice, also for curl. */
const copies: readonly [file: string, url: string, backslash: string, credentials: string][] = [
  ['chromium-bash', 'http://127.0.0.1:4702/curl?a=[1]&b=%41{2}', '\\', 'include'],
  ['chromium-cmd', 'http://127.0.0.1:4702/curl?a=[1]&b=%41{2}', '\\\\', 'include'],
  ['firefox-bash', 'http://127.0.0.1:4702/curl?a=[1]&b=%41%7B2%7D', '\\', 'include'],
  ['firefox-cmd', 'http://127.0.0.1:4702/curl?a=[1]&b=%41%7B2%7D', '\\\\', 'include'],
  // It says nothing of credentials if no cookie is sent.
  ['webkit', 'http://127.0.0.1:4702/curl?a=[1]&b=A{2}', '\\', 'same-origin'],
];

describe('a copied curl command', () => {
  for (const [file, url, backslash, credentials] of copies) {
    const text = readFileSync(new URL(`copied/${file}.txt`, import.meta.url), 'utf8');

    it(`of ${file} is the fetch of the page`, () => {
      const { fetch, notes } = fetchOfCurl(text, null);
      const { headers, ...others } = fetch;
      expect(others).to.deep.equal({
        url,
        origin: 'http://localhost:4701',
        method: 'PUT',
        credentials,
        cookie: null,
        body: `{"it":"it's","n":"a${backslash}nb"}`,
      });
      expect(headers.filter(([name]) => !/^accept/i.test(name))).to.have.deep.members([
        ['Content-Type', 'application/json'],
        ['X-Note', 'it is "100%" ok! ^  x'],
      ]);
      const [, ...taken] = notes;
      expect(taken.every((note) => note.startsWith('Taken to be'))).to.equal(true);
      expect(notes[0]).to.match(/^Set by the browser, .*\bSec-Fetch-Mode\b/);
    });
  }
});

describe('a curl command', () => {
  for (const [title, text, fetch, notes] of rows) {
    it(`can be of ${title}`, () => {
      const read = fetchOfCurl(text, page);
      expect(read.fetch).to.deep.equal({ ...plain, ...fetch });
      expect(read.notes).to.deep.equal(notes);
    });
  }

  it('can accept invalid certificates', () => {
    const [strict, loose] = ['curl', 'curl -k'].map((start) =>
      fetchOfCurl(`${start} a.example`, page),
    );
    expect([strict?.isInsecure, loose?.isInsecure]).to.deep.equal([false, true]);
  });

  const origins: readonly [options: string, given: string | null, origin: string][] = [
    ['-H "Origin: https://a.example" -H "Referer: https://b.example/c"', null, 'https://a.example'],
    ['-H "Origin: null"', null, 'null'],
    ['-e https://b.example:8443/c', null, 'https://b.example:8443'],
    ['-H "Origin: https://a.example"', page, page],
  ];
  for (const [options, given, origin] of origins) {
    it(`names the page with ${options}${given === null ? '' : ' and --origin'}`, () => {
      expect(fetchOfCurl(`curl api.example ${options}`, given).fetch.origin).to.equal(origin);
    });
  }

  for (const [text, message] of [
    ['wget api.example', 'it does not begin with curl: copy the whole command'],
    ['', 'it does not begin with curl: copy the whole command'],
    ['curl -k', 'it has no URL: add it'],
    ['curl a.example b.example', 'it has several URLs: leave one'],
    ['curl a.example --frobnicate', 'unknown option --frobnicate (word 3): remove it'],
    ['curl -kß a.example', 'unknown option -ß (word 2): remove it'],
    ['curl a.example -H', '-H (word 3) has no value: add it'],
    ['curl a.example -H nothing', "-H has a line that is not a header: write 'Name: value'"],
    ['curl a.example -H "X A: b"', "-H has a line that is not a header: write 'Name: value'"],
    ['curl a.example -K file', '-K reads a file: write its options instead'],
    ['curl a.example -H @file', '-H reads a file: write the header lines instead'],
    ['curl a.example -X TRACE', 'a page cannot use the method TRACE: choose another'],
    ['curl a.example -X "A B"', '-X has no valid method: write one, such as PUT'],
    [
      'curl a.example',
      'it has no Origin and no Referer: name the origin of the page with --origin',
    ],
    [
      'curl a.example -H "Origin: x"',
      'its Origin is not an origin: name the origin of the page with --origin',
    ],
    ["curl 'a.example", 'the quote is not closed at character 6'],
  ] as const) {
    it(`is refused if it is ${JSON.stringify(text)}`, () => {
      expect(() => fetchOfCurl(text, null)).to.throw(SyntaxError, message);
    });
  }
});
