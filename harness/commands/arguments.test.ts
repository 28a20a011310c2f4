import { expect } from 'chai';
import { targetURL } from '../output/target-url.ts';
import { addedHeaders, method, numberFrom, origin, pageHeaders, wholeNumber } from './arguments.ts';

describe('command-line values', () => {
  const accepted: readonly [title: string, read: () => unknown, expected: unknown][] = [
    [
      'a URL without its fragment',
      () => targetURL('http://[::1]:8080/a?b#c').href,
      'http://[::1]:8080/a?b',
    ],
    ['a whole number', () => wholeNumber(1, 256)('256'), 256],
    ['a fraction', () => numberFrom(0.001)('0.001'), 0.001],
    ['an origin', () => origin('https://app.example:8443'), 'https://app.example:8443'],
    ['the null origin', () => origin('null'), 'null'],
    ['a method in lower case', () => method('patch'), 'patch'],
    ['a header of a page', () => pageHeaders('X-Token:  1 '), [['X-Token', '1']]],
    ['a header with a byte above ASCII', () => addedHeaders('X: \u00e9'), [['X', '\u00e9']]],
    [
      'credentials, one line after the other',
      () => addedHeaders('Cookie: a=b', addedHeaders('Authorization: Bearer c:d')),
      [
        ['Authorization', 'Bearer c:d'],
        ['Cookie', 'a=b'],
      ],
    ],
  ];
  for (const [title, read, expected] of accepted) {
    it(`can be ${title}`, () => expect(read()).to.deep.equal(expected));
  }

  const refused: readonly (readonly [
    value: string,
    parse: (text: string) => unknown,
    message: string,
  ])[] = [
    ['', targetURL, ' is not an http: or https: URL: write http://host:port/path'],
    [
      'ftp://a.example',
      targetURL,
      'ftp://a.example is not an http: or https: URL: write http://host:port/path',
    ],
    [
      'http://[::1]:65536/',
      targetURL,
      'http://[::1]:65536/: there is no port 65536: use one from 1 to 65535',
    ],
    ['0', wholeNumber(1), 'Write a whole number of at least 1.'],
    ['1.5', wholeNumber(1, 256), 'Write a whole number from 1 to 256.'],
    ['257', wholeNumber(1, 256), 'Write a whole number from 1 to 256.'],
    ['', wholeNumber(0), 'Write a whole number of at least 0.'],
    ['0.0009', numberFrom(0.001), 'Write a number of at least 0.001.'],
    ['Infinity', numberFrom(0.001), 'Write a number of at least 0.001.'],
    ['-1', numberFrom(0.001), 'Write a number of at least 0.001.'],
    ['https://app.example/', origin, 'Browsers send https://app.example: write that.'],
    ['HTTPS://APP.example:443', origin, 'Browsers send https://app.example: write that.'],
    ['app.example', origin, 'Write scheme://host, scheme://host:port, or null.'],
    [
      'https://app.example, https://b.example',
      origin,
      'Write scheme://host, scheme://host:port, or null.',
    ],
    ['*', origin, 'Name one origin; patterns belong in a policy file.'],
    ['secret', addedHeaders, "Write 'Name: value'."],
    [': secret', addedHeaders, "Write 'Name: value'."],
    ['X Token: secret', addedHeaders, "Write 'Name: value'."],
    ['X-Token: a\r\nHost: b', addedHeaders, "Write 'Name: value'."],
    ['X-Token: €', addedHeaders, 'A value has no characters above U+00FF: encode it.'],
    ['TRACE', method, 'A page cannot use this method: choose another.'],
    ['PUT, GET', method, 'Write one method, such as PUT.'],
    ['Cookie: a=b', pageHeaders, 'A page cannot set Cookie: leave it out.'],
    ['X-HTTP-Method: TRACE', pageHeaders, 'A page cannot set X-HTTP-Method: leave it out.'],
    ...[
      'Host',
      'content-length',
      'Origin',
      'Connection',
      'Keep-Alive',
      'TE',
      'Transfer-Encoding',
      'Proxy-Authorization',
      'Sec-Fetch-Mode',
      'Access-Control-Request-Method',
      'ACCESS-CONTROL-REQUEST-HEADERS',
    ].map((name) => forbidden(name)),
  ];
  for (const [value, parse, message] of refused) {
    it(`cannot be ${JSON.stringify(value)}`, () => expect(() => parse(value)).to.throw(message));
  }
});

function forbidden(name: string) {
  return [`${name}: a`, addedHeaders, `Browsers set ${name} themselves: leave it out.`] as const;
}
