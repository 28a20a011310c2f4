import { expect } from 'chai';
import {
  isSameOrigin,
  isSameSite,
  newOpaqueOrigin,
  type Origin,
  obtainASite,
  parseOrigin,
  registrableDomain,
  urlOrigin,
} from './origin.ts';

const tuple = (scheme: string, host: string, port: number | null = null): Origin => ({
  kind: 'tuple',
  scheme,
  host,
  port,
});

describe('parseOrigin', () => {
  for (const [serialization, origin] of [
    ['https://a.example', tuple('https', 'a.example')],
    ['http://a.example:8080', tuple('http', 'a.example', 8080)],
    ['http://[::1]:3000', tuple('http', '[::1]', 3000)],
    ['app+x.y-z://a', tuple('app+x.y-z', 'a')],
    ['null', { kind: 'opaque' }],
  ] as const) {
    it(`parses ${serialization}`, () => expect(parseOrigin(serialization)).to.deep.equal(origin));
  }

  for (const text of [
    '',
    'a.example',
    'nonsense',
    'https://',
    'https://[',
    'https://a b',
    'https://a.example/',
    'https://a.example/path',
    'https://a.example?',
    'https://a.example#',
    'https://user@a.example',
    'https://a.example:443',
    'https://a.example:',
    'https://A.example',
    'HTTPS://a.example',
    ' https://a.example',
    'https://a.example ',
    'blob:https://a.example',
    'data:,x',
    'file://',
    'https:\\\\a.example',
    'NULL',
  ]) {
    it(`rejects ${JSON.stringify(text)}`, () => expect(parseOrigin(text)).to.equal(null));
  }
});

describe('urlOrigin', () => {
  it('of a blob: URL is the origin of the URL inside it', () => {
    expect(urlOrigin(new URL('blob:https://a.example/x'))).to.deep.equal(
      tuple('https', 'a.example'),
    );
  });

  it('of a data: URL is a new opaque origin', () => {
    const url = new URL('data:,x');
    expect(isSameOrigin(urlOrigin(url), urlOrigin(url))).to.equal(false);
  });
});

const opaque = newOpaqueOrigin();
const a = tuple('https', 'a.site.example');

for (const [what, isSame] of [
  ['isSameOrigin', isSameOrigin],
  ['isSameSite', isSameSite],
] as const) {
  describe(what, () => {
    for (const [one, other, expected] of [
      [opaque, opaque, true],
      [opaque, newOpaqueOrigin(), false],
      [opaque, a, false],
      [a, opaque, false],
      [a, { ...a }, true],
      [a, tuple('http', 'a.site.example'), false],
      [a, tuple('https', 'a.site.example', 8443), what === 'isSameSite'],
      [a, tuple('https', 'b.site.example'), what === 'isSameSite'],
      [a, tuple('https', 'site.example'), what === 'isSameSite'],
      [a, tuple('https', 'a.other.example'), false],
      [tuple('http', 'localhost'), tuple('http', 'localhost'), true],
      [tuple('http', '10.0.0.1'), tuple('http', '11.0.0.1'), false],
    ] as const) {
      it(`${JSON.stringify(one)} and ${JSON.stringify(other)}: ${expected}`, () => {
        expect(isSame(one, other)).to.equal(expected);
      });
    }
  });
}

describe('registrableDomain', () => {
  for (const [host, domain] of [
    ['example', null],
    ['localhost', null],
    ['.example', '.example'],
    ['site.example', 'site.example'],
    ['a.b.site.example', 'site.example'],
    ['site.example.', 'site.example.'],
    ['127.0.0.1', null],
    ['127.0.0.10', null],
    ['[::1]', null],
    ['site.a1', 'site.a1'],
    ['site.1a', 'site.1a'],
  ] as const) {
    it(`of ${host} is ${domain}`, () => expect(registrableDomain(host)).to.equal(domain));
  }
});

describe('obtainASite', () => {
  it('returns an opaque origin itself', () => {
    expect(obtainASite(opaque)).to.equal(opaque);
  });

  it('returns a scheme and a registrable domain, without a port', () => {
    expect(obtainASite(tuple('https', 'a.site.example', 8443))).to.equal('https://site.example');
  });

  it('returns the host if there is no registrable domain', () => {
    expect(obtainASite(tuple('http', '127.0.0.1'))).to.equal('http://127.0.0.1');
  });
});
