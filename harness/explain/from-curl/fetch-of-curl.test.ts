/** Commands as browsers, Postman and documentation write them. The forms were written after their sources
 *  and manuals, by hand. */
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

const chromium = `curl 'https://api.example/items?tags=\\[a\\]' \\
  -X 'PUT' \\
  -H 'accept: application/json, text/plain, */*' \\
  -H 'accept-language: en-US,en;q=0.9' \\
  -H 'authorization: Bearer abc' \\
  -H 'cache-control: no-cache' \\
  -H 'content-type: application/json' \\
  -b 'sid=1; theme=dark' \\
  -H 'origin: https://app.example' \\
  -H 'pragma: no-cache' \\
  -H 'priority: u=1, i' \\
  -H 'referer: https://app.example/list' \\
  -H 'sec-ch-ua: "Chromium";v="156", "Not.A/Brand";v="24"' \\
  -H 'sec-fetch-dest: empty' \\
  -H 'sec-fetch-mode: cors' \\
  -H 'sec-fetch-site: same-site' \\
  -H 'user-agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36' \\
  -H 'x-empty;' \\
  --data-raw $'{"name":"it\\'s\\u0021"}'`;

const chromiumOnWindows = `curl ^"https://api.example/items?a=1^&b=2^" ^
  -H ^"accept: */*^" ^
  -H ^"content-type: application/json^" ^
  -H ^"origin: https://app.example^" ^
  -H ^"sec-ch-ua: ^\\^"Chromium^\\^";v=^\\^"156^\\^"^" ^
  -H ^"user-agent: Mozilla/5.0^" ^
  --data-raw ^"^{^\\^"a^\\^":1^}^"`;

const firefox = `curl 'https://api.example/items' --compressed -X POST -H 'User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0' -H 'Accept: */*' -H 'Accept-Language: en-US,en;q=0.5' -H 'Accept-Encoding: gzip, deflate, br, zstd' -H 'X-Requested-With: XMLHttpRequest' -H 'Origin: https://app.example' -H 'Sec-Fetch-Mode: cors' -H 'TE: trailers' --data-raw 'a=1'`;

const safari = `curl 'https://api.example/items' \\
-X 'DELETE' \\
-H 'Accept: */*' \\
-H 'Origin: https://app.example' \\
-H 'Referer: https://app.example/' \\
-H 'User-Agent: Mozilla/5.0 (Macintosh)' \\
-H 'Cookie: sid=1'`;

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
    'Chromium for bash',
    chromium,
    {
      url: 'https://api.example/items?tags=[a]',
      method: 'PUT',
      headers: [
        ['accept', 'application/json, text/plain, */*'],
        ['accept-language', 'en-US,en;q=0.9'],
        ['authorization', 'Bearer abc'],
        ['content-type', 'application/json'],
        ['x-empty', ''],
      ],
      credentials: 'include',
      cookie: 'sid=1; theme=dark',
      body: '{"name":"it\'s!"}',
    },
    [
      'Set by the browser, not by the page: cache-control, origin, pragma, priority, referer, sec-ch-ua, sec-fetch-dest, sec-fetch-mode, sec-fetch-site, user-agent.',
    ],
  ],
  [
    'Chromium for cmd',
    chromiumOnWindows,
    {
      url: 'https://api.example/items?a=1&b=2',
      method: 'POST',
      headers: [
        ['accept', '*/*'],
        ['content-type', 'application/json'],
      ],
      body: '{"a":1}',
    },
    ['Set by the browser, not by the page: origin, sec-ch-ua, user-agent.'],
  ],
  [
    'Firefox',
    firefox,
    {
      method: 'POST',
      headers: [
        ['Accept', '*/*'],
        ['Accept-Language', 'en-US,en;q=0.5'],
        ['X-Requested-With', 'XMLHttpRequest'],
        ['Content-Type', 'application/x-www-form-urlencoded'],
      ],
      body: 'a=1',
    },
    [
      'Set by the browser, not by the page: User-Agent, Accept-Encoding, Origin, Sec-Fetch-Mode, TE.',
    ],
  ],
  [
    'Safari',
    safari,
    { method: 'DELETE', headers: [['Accept', '*/*']], credentials: 'include', cookie: 'sid=1' },
    ['Set by the browser, not by the page: Origin, Referer, User-Agent, Cookie.'],
  ],
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
