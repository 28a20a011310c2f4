import { expect } from 'chai';
import fc from 'fast-check';
import { messages } from '../../../conformance/messages.ts';
import { explainMessages, longestText } from './explain-messages.ts';

/** The reasons of each refusal, and its URL. */
function recognised(text: string): [reasons: string, url: string | null][] {
  return explainMessages(text).refusals.map(({ reasons, facts }) => [
    reasons.map(({ reason }) => reason).join(' '),
    facts.url,
  ]);
}

const url = 'https://api.example/items';
const chromium = `Access to fetch at '${url}' from origin 'https://app.example' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.`;
const firefox = `Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at ${url}. (Reason: CORS header ‘Access-Control-Allow-Origin’ missing). Status code: 200.`;
const webkit = 'Origin https://app.example is not allowed by Access-Control-Allow-Origin.';
const didNotSucceed = `Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at ${url}. (Reason: CORS request did not succeed). Status code: (null).`;
const missing: [string, string] = ['allow-origin-missing', url];

describe('explainMessages', () => {
  const forms: [what: string, text: string, refusals: [reasons: string, url: string | null][]][] = [
    ['Chromium', chromium, [missing]],
    ['Firefox', firefox, [missing]],
    ['Safari without the URL', webkit, [['allow-origin-missing allow-origin-mismatch', null]]],
    [
      'Safari with the URL after it, and once more',
      `[Error] ${webkit}\n[Error] Fetch API cannot load ${url} due to access control checks.\n[Error] Failed to load resource: ${webkit} (items, line 0)\n[Error] Unhandled Promise Rejection: TypeError: Load failed`,
      [['allow-origin-missing allow-origin-mismatch', url]],
    ],
    [
      'Safari, two fetches',
      ['a', 'b']
        .map(
          (name) =>
            `${webkit}\nXMLHttpRequest cannot load https://${name}.example/ due to access control checks.`,
        )
        .join('\n'),
      ['a', 'b'].map((name) => [
        'allow-origin-missing allow-origin-mismatch',
        `https://${name}.example/`,
      ]),
    ],
    [
      'Safari, with another URL that failed later',
      `${webkit}\nFetch API cannot load ${url} due to access control checks.\nFetch API cannot load https://b.example/ due to access control checks.`,
      [['allow-origin-missing allow-origin-mismatch', url]],
    ],
    [
      'an older Chromium',
      `Fetch API cannot load ${url}. Request header field X-Id is not allowed by Access-Control-Allow-Headers in preflight response.`,
      [['header-not-allowed', null]],
    ],
    ['a file and a line in front', `app.js:12 ${chromium}`, [missing]],
    ['a file and a line after it', `${chromium}\napp.js:12`, [missing]],
    ['a time in front', `12:34:56.789 ${firefox} [Learn More] app.js:12:3`, [missing]],
    [
      'what comes after it',
      `${chromium}\nGET ${url} net::ERR_FAILED 200 (OK)\nUncaught (in promise) TypeError: Failed to fetch`,
      [missing],
    ],
    ['wrapped lines', chromium.replace(/(.{50})/g, '$1\n    '), [missing]],
    ['wrapped lines with CRLF', chromium.replaceAll(' ', '\r\n'), [missing]],
    ['curly quotes', chromium.replace(/'([^']*)'/g, '‘$1’'), [missing]],
    ['straight quotes', firefox.replace(/[‘’]/g, "'"), [missing]],
    ['quoted in an answer', `> ${chromium}`, [missing]],
    ['in a code block', `\`\`\`\n${chromium}\n\`\`\``, [missing]],
    [
      'only its end',
      "No 'Access-Control-Allow-Origin' header is present on the requested resource.",
      [['allow-origin-missing', null]],
    ],
    [
      'an older end',
      `${chromium} If an opaque response serves your needs, set the request's mode to 'no-cors' to fetch the resource with CORS disabled.`,
      [missing],
    ],
    [
      'only its reason',
      "Reason: CORS header 'Access-Control-Allow-Origin' missing",
      [['allow-origin-missing', null]],
    ],
    ['the same twice', `${chromium}\n${chromium}`, [missing]],
    ['two engines', `${chromium}\n${firefox}`, [missing, missing]],
    [
      'two fetches',
      `${chromium}\n${chromium.replace(url, 'https://b.example/').replace(/No .*$/, 'Request header field x-token is not allowed by Access-Control-Allow-Headers in preflight response.')}`,
      [missing, ['header-not-allowed', 'https://b.example/']],
    ],
    ['the second message of Firefox', `${firefox}\n${didNotSucceed}`, [missing]],
    [
      'the second message of Firefox about another URL',
      `${firefox.replace(url, 'https://b.example/')}\n${didNotSucceed}`,
      [
        ['allow-origin-missing', 'https://b.example/'],
        [
          'location-credentials-cross-origin location-invalid too-many-redirects location-credentials-after-cors',
          url,
        ],
      ],
    ],
    [
      'a URL with quotes in it',
      chromium.replace('items', "it's"),
      [['allow-origin-missing', null]],
    ],
    [
      'a cut off message before it',
      `Access to fetch at 'https://b.example/\n${chromium}`,
      [missing],
    ],
    [
      'a network error that is a redirect',
      `GET ${url} net::ERR_TOO_MANY_REDIRECTS`,
      [['too-many-redirects', url]],
    ],
  ];
  for (const [what, text, refusals] of forms) {
    it(`recognises ${what}`, () => expect(recognised(text)).to.deep.equal(refusals));
  }

  const sayings: [what: string, text: string, wrong: RegExp, fix: RegExp][] = [
    [
      'the origin',
      chromium,
      /api\.example\/items has no/,
      /Origin: https:\/\/app\.example on the response/,
    ],
    [
      'that the origin is not known',
      firefox,
      /no Access-Control-Allow-Origin/,
      /<the origin of the page>/,
    ],
    [
      'an opaque origin',
      chromium.replace('https://app.example', 'null'),
      /no Access-Control-Allow-Origin/,
      /opened from a file.*Do not allow null/,
    ],
    [
      'a redirect to a login page',
      `Access to fetch at 'https://login.example/' (redirected from '${url}') from origin 'https://app.example' has been blocked by CORS policy: The 'Access-Control-Allow-Origin' header has a value 'https://app.example' that is not equal to the supplied origin.`,
      /Access-Control-Allow-Origin is https:\/\/app\.example\. After a redirect .* send Origin: null/,
      /^Do not redirect the fetch to another origin.*Do not allow null/,
    ],
    [
      'a redirect to a login page without CORS',
      chromium.replace(`'${url}'`, `'https://login.example/' (redirected from '${url}')`),
      /has no Access-Control-Allow-Origin.* send Origin: null/,
      /^Do not redirect the fetch to another origin/,
    ],
    [
      'a redirect that begins at the own origin of the page',
      chromium.replace(`'${url}'`, `'${url}' (redirected from 'https://app.example/')`),
      /can read the response\.$/,
      /Allow-Origin: https:\/\/app\.example/,
    ],
    ['an error status', firefox.replace('200', '502'), /status is 502/, /./],
    [
      'no preflight because a URL has the word',
      chromium.replace('items', 'preflight'),
      /^The response from https:\/\/api\.example\/preflight has no/,
      /on the response/,
    ],
    [
      'the method of a sentence',
      'TypeError: Window.fetch: Invalid request method TRACE.',
      /invalid or forbidden, TRACE\.$/,
      /./,
    ],
    [
      'a preflight',
      chromium.replace(
        'No ',
        "Response to preflight request doesn't pass access control check: No ",
      ),
      /^The response to the preflight/,
      /on the preflight/,
    ],
    [
      'a slash at the end',
      chromium.replace(
        /No .*$/,
        "The 'Access-Control-Allow-Origin' header has a value 'https://app.example/' that is not equal to the supplied origin.",
      ),
      /with a slash at the end/,
      /exactly one line/,
    ],
    [
      'the letter case',
      chromium.replace(
        /No .*$/,
        "The 'Access-Control-Allow-Origin' header has a value 'https://APP.example' that is not equal to the supplied origin.",
      ),
      /another letter case/,
      /./,
    ],
    [
      'several values',
      chromium.replace(
        /No .*$/,
        "The 'Access-Control-Allow-Origin' header contains multiple values '*, *', but only one is allowed.",
      ),
      /several values \(\*, \*\)/,
      /exactly one line/,
    ],
    [
      'an empty value',
      chromium.replace(
        /No .*$/,
        "The 'Access-Control-Allow-Origin' header contains the invalid value ''.",
      ),
      /is empty/,
      /./,
    ],
    [
      'the wildcard',
      'Cannot use wildcard in Access-Control-Allow-Origin when credentials flag is true.',
      /wildcard \(\*\), which does not allow/,
      /leave out credentials/,
    ],
    [
      'the value for credentials',
      chromium.replace(
        /No .*$/,
        "The value of the 'Access-Control-Allow-Credentials' header in the response is 'True' which must be 'true' when the request's credentials mode is 'include'.",
      ),
      /It says True\./,
      /Credentials: true/,
    ],
    [
      'the method',
      'Method patch is not allowed by Access-Control-Allow-Methods.',
      /the method patch\. Methods are case-sensitive/,
      /Add patch to/,
    ],
    [
      'the header',
      'Request header field X-Token is not allowed by Access-Control-Allow-Headers.',
      /the header X-Token/,
      /Add X-Token to/,
    ],
    [
      'the status of a preflight',
      'Preflight response is not successful. Status code: 401',
      /the status 401/,
      /200 to 299/,
    ],
    [
      'a bad list',
      'Header Access-Control-Allow-Methods has an invalid value: PUT POST',
      /Access-Control-Allow-Methods .*: PUT POST\.$/,
      /separated by commas/,
    ],
    [
      'a file',
      "Access to script at 'file:///a.js' from origin 'null' has been blocked by CORS policy: Cross origin requests are only supported for protocol schemes: http.",
      /file:\/\/\/a\.js is not.*opened from a file/,
      /Serve it/,
    ],
  ];
  for (const [what, text, wrong, fix] of sayings) {
    it(`says ${what}`, () => {
      const [reason] = explainMessages(text).refusals[0]?.reasons ?? [];
      expect(reason?.wrong).to.match(wrong);
      expect(reason?.fix).to.match(fix);
    });
  }

  const wildcard =
    'Cannot use wildcard in Access-Control-Allow-Origin when credentials flag is true.';
  const mismatch = chromium.replace(
    /: [^:]*$/,
    ": The 'Access-Control-Allow-Origin' header has a value 'https://b.example' that is not equal to the supplied origin.",
  );
  const print: [text: string, chromium: string, firefox: string, webkit: string][] = [
    [chromium, chromium, firefox.replace(/\. Status.*$/, ''), webkit],
    [
      mismatch,
      mismatch,
      firefox.replace(/missing\).*$/, 'does not match ‘https://b.example’)'),
      webkit,
    ],
    [
      firefox,
      chromium.replace('fetch', '…').replace('https://app.example', '…'),
      firefox.replace(/\.$/, ''),
      'Origin … is not allowed by Access-Control-Allow-Origin. Status code: 200',
    ],
    [
      wildcard,
      "Access to … at '…' from origin '…' has been blocked by CORS policy: The value of the 'Access-Control-Allow-Origin' header in the response must not be the wildcard '*' when the request's credentials mode is 'include'.",
      'Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at ‘…’. (Reason: Credential is not supported if the CORS header ‘Access-Control-Allow-Origin’ is ‘*’)',
      wildcard,
    ],
  ];
  for (const [text, ...texts] of print) {
    it(`says what each engine prints in the situation of ${text.slice(0, 60)}`, () => {
      const [refusal] = explainMessages(text).refusals;
      expect(refusal?.reasons[0]?.engines.map((engine) => engine.texts)).to.deep.equal(
        texts.map((one) => [one]),
      );
    });
  }

  const notCORS: [name: string, text: string][] = [
    [
      'Local network access',
      "Access to fetch at 'http://192.168.0.1/' from origin 'https://app.example' has been blocked by CORS policy: The request client is not a secure context and the resource is in more-private address space `private`.",
    ],
    [
      'Local network access',
      "Access to fetch at 'http://localhost/' from origin 'https://app.example' has been blocked by CORS policy: Permission was denied for this request to access the `loopback` address space.",
    ],
    [
      'Cross-Origin-Resource-Policy',
      'GET https://api.example/a.png net::ERR_BLOCKED_BY_RESPONSE.NotSameOrigin 200 (OK)',
    ],
    [
      'Cross-Origin-Resource-Policy',
      'The resource at “https://api.example/a.png” was blocked due to its Cross-Origin-Resource-Policy header (or lack thereof). See https://developer.mozilla.org/',
    ],
    [
      'Cross-Origin-Resource-Policy',
      "Cancelled load to https://api.example/a.png because it violates the resource's Cross-Origin-Resource-Policy response header.",
    ],
    ['Opaque response blocking', 'GET https://api.example/a.js net::ERR_BLOCKED_BY_ORB'],
    [
      'Opaque response blocking',
      'The resource at “https://api.example/a” was blocked by OpaqueResponseBlocking. Reason: “nosniff with either Blocklisted or text/plain”.',
    ],
    [
      'Mixed content',
      "Mixed Content: The page at 'https://app.example/' was loaded over HTTPS, but requested an insecure resource 'http://api.example/'. This request has been blocked; the content must be served over HTTPS.",
    ],
    ['Mixed content', 'Blocked loading mixed active content “http://api.example/”'],
    [
      'Content Security Policy',
      "Refused to connect to 'https://api.example/' because it violates the following Content Security Policy directive: \"connect-src 'self'\".",
    ],
    [
      'Content Security Policy',
      'Refused to connect to https://api.example/ because it does not appear in the connect-src directive of the Content Security Policy.',
    ],
    [
      'Content Security Policy',
      "Content-Security-Policy: The page’s settings blocked the loading of a resource (connect-src) at https://api.example/ because it violates the following directive: “connect-src 'self'”",
    ],
    [
      'Tainted canvas',
      "SecurityError: Failed to execute 'toDataURL' on 'HTMLCanvasElement': Tainted canvases may not be exported.",
    ],
    [
      'Access to a frame',
      'Blocked a frame with origin "https://app.example" from accessing a cross-origin frame.',
    ],
    [
      'Framing',
      "Refused to display 'https://api.example/' in a frame because it set 'X-Frame-Options' to 'deny'.",
    ],
    ['An extension of the browser', 'GET https://api.example/ads.js net::ERR_BLOCKED_BY_CLIENT'],
    [
      'A setting of Firefox',
      'Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at https://api.example/. (Reason: CORS disabled).',
    ],
    [
      'The network',
      'GET http://localhost:3000/ net::ERR_CONNECTION_REFUSED\nTypeError: Failed to fetch',
    ],
  ];
  for (const [name, text] of notCORS) {
    it(`says that this is not CORS, but ${name}: ${text.slice(0, 80)}`, () => {
      const { refusals, others, unspecific } = explainMessages(text);
      expect({ refusals, unspecific }).to.deep.equal({ refusals: [], unspecific: [] });
      expect(others.map((other) => other.name)).to.deep.equal([name]);
    });
  }

  const saysNothing = [
    'Uncaught (in promise) TypeError: Failed to fetch\n    at app.js:1:1',
    'TypeError: NetworkError when attempting to fetch resource.',
    'TypeError: Load failed',
    `GET ${url} net::ERR_FAILED 200 (OK)`,
    `Fetch API cannot load ${url} due to access control checks.`,
  ];
  for (const text of saysNothing) {
    it(`says that this says nothing: ${text.slice(0, 80)}`, () => {
      const { refusals, others, unspecific } = explainMessages(text);
      expect({ refusals, others }).to.deep.equal({ refusals: [], others: [] });
      expect(unspecific).to.have.length(1);
    });
  }

  const noMessages = [
    '',
    ' \n',
    'Why does CORS block my request?',
    '{}',
    'TypeError: x is not a function',
  ];
  for (const text of noMessages) {
    it(`recognises nothing in ${JSON.stringify(text)}`, () => {
      expect(explainMessages(text)).to.deep.equal({ refusals: [], others: [], unspecific: [] });
    });
  }

  it('takes any text', function () {
    this.timeout(30_000);
    const pieces = messages.messages.flatMap(({ pattern }) => pattern.split(/[{}[\]]/));
    const piece = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 50 }),
      fc.constantFrom(...pieces),
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 12 }),
        (parts) => void explainMessages(parts.join(' ')),
      ),
    );
  });

  it('is fast with hostile text', function () {
    this.timeout(60_000);
    const literals = messages.messages.map(({ pattern }) => pattern.split(/\{[a-z]+\}|[[\]]/));
    const beginnings = literals.flatMap((parts) => parts.filter((part) => part !== '').slice(0, 2));
    const all = [...new Set(literals.flat())].join(' ');
    for (const literal of new Set([...beginnings, "Access to a at '"])) {
      const text = literal.repeat(longestText).slice(0, longestText - all.length) + all;
      const start = process.cpuUsage();
      explainMessages(text);
      const { user } = process.cpuUsage(start);
      expect(user / 1000, literal).to.be.below(1000);
    }
  });
});
