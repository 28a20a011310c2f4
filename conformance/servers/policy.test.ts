import { expect } from 'chai';
import { exposes, intentOf, matchesOrigin, type Policy, type Wish } from './policy.ts';

describe('the policy matcher', () => {
  const patterns: [pattern: string, origin: string, matches: boolean, why: string][] = [
    ['https://app.example', 'https://app.example', true, 'the same origin'],
    ['https://app.example', 'http://app.example', false, 'another scheme'],
    ['https://app.example', 'https://app.example:8443', false, 'another port'],
    ['https://app.example:8443', 'https://app.example', false, 'no port'],
    ['https://app.example', 'https://app.example.', false, 'a dot at the end'],
    ['https://app.example', 'https://sub.app.example', false, 'a subdomain'],
    ['https://app.example', 'null', false, 'an opaque origin'],
    ['null', 'null', true, 'the opaque origin, by its name'],
    ['*', 'https://any.test', true, 'everyone'],
    ['*', 'null', true, 'everyone'],
    ['https://*.example.org', 'https://a.example.org', true, 'one label'],
    ['https://*.example.org', 'https://b.a.example.org', true, 'two labels'],
    ['https://*.example.org', 'https://example.org', false, 'no label'],
    ['https://*.example.org', 'https://aexample.org', false, 'part of a label'],
    ['https://*.example.org', 'https://a.example.org.attacker.test', false, 'another domain'],
    ['https://*.example.org', 'https://a.example.org:8443', false, 'another port'],
    ['https://*.example.org', 'http://a.example.org', false, 'another scheme'],
    ['https://*.example.org', 'https://.example.org', false, 'an empty label'],
    ['https://*.example.org:8443', 'https://a.example.org:8443', true, 'label and port'],
    ['http://localhost:*', 'http://localhost:3000', true, 'some port'],
    ['http://localhost:*', 'http://localhost', true, 'the default port'],
    ['http://localhost:*', 'https://localhost:3000', false, 'another scheme'],
    ['http://localhost:*', 'http://localhost.attacker.test:3000', false, 'another host'],
    ['http://[::1]:*', 'http://[::1]:3000', true, 'an IPv6 address on some port'],
    ['https://*.example.org:*', 'https://a.example.org:1', true, 'any label, any port'],
  ];
  for (const [pattern, origin, matches, why] of patterns) {
    it(`${pattern} ${matches ? 'stands for' : 'does not stand for'} ${origin}: ${why}`, () => {
      expect(matchesOrigin(pattern, origin)).to.equal(matches);
    });
  }

  const one: Policy = {
    id: 'one',
    allowOrigins: ['https://a.example'],
    allowMethods: ['PUT', 'patch'],
    allowHeaders: ['X-Token'],
  };
  const signedIn: Policy = { ...one, allowCredentials: true };
  const everyone: Policy = {
    id: 'everyone',
    allowOrigins: ['*'],
    allowMethods: ['*'],
    allowHeaders: ['*'],
  };
  const wish: Wish = {
    origin: 'https://a.example',
    credentials: false,
    method: 'GET',
    unsafeHeaderNames: [],
  };

  const intents: [title: string, policy: Policy, wish: Partial<Wish>, because: string | null][] = [
    ['an origin in the list', one, {}, null],
    ['an origin that is not', one, { origin: 'https://b.example' }, 'origin'],
    ['nobody, where nothing is listed', { id: 'closed' }, {}, 'origin'],
    ['credentials that are not allowed', one, { credentials: true }, 'credentials'],
    ['credentials that are', signedIn, { credentials: true }, null],
    [
      'credentials for an origin that is not in the list',
      signedIn,
      { origin: 'null', credentials: true },
      'origin',
    ],
    ['a listed method', one, { method: 'PUT' }, null],
    ['a method in another case', one, { method: 'PATCH' }, 'method'],
    ['the same in its own case', one, { method: 'patch' }, null],
    ['POST, which is never listed', one, { method: 'POST' }, null],
    ['a method that is not', one, { method: 'DELETE' }, 'method'],
    ['a listed header in another case', one, { unsafeHeaderNames: ['x-token'] }, null],
    ['a header that is not', one, { unsafeHeaderNames: ['x-token', 'x-other'] }, 'header'],
    [
      'everyone',
      everyone,
      { origin: 'https://any.test', method: 'CHICKEN', unsafeHeaderNames: ['x-any'] },
      null,
    ],
    ['everyone with credentials', everyone, { credentials: true }, 'credentials'],
    [
      'everyone with credentials, though the policy says so',
      { ...everyone, allowCredentials: true },
      { credentials: true },
      'credentials',
    ],
    [
      'a listed one with credentials beside a wildcard',
      { ...signedIn, allowOrigins: ['*', 'https://a.example'] },
      { credentials: true },
      'credentials',
    ],
    [
      'Authorization under a wildcard',
      everyone,
      { unsafeHeaderNames: ['authorization'] },
      'header',
    ],
    [
      'Authorization by its name',
      { ...everyone, allowHeaders: ['*', 'Authorization'] },
      { unsafeHeaderNames: ['authorization'] },
      null,
    ],
    [
      'a wildcard with credentials',
      { ...signedIn, allowMethods: ['*'], allowHeaders: ['*'] },
      { credentials: true, method: 'PUT', unsafeHeaderNames: ['x-any'] },
      null,
    ],
  ];
  for (const [title, policy, part, because] of intents) {
    it(`${because === null ? 'allows' : 'refuses'} ${title}`, () => {
      const intent = intentOf(policy, { ...wish, ...part });
      expect(intent.allowed ? null : intent.because).to.equal(because);
    });
  }

  it('exposes by name, in any case, and by wildcard without credentials only', () => {
    const policy: Policy = { id: 'x', exposeHeaders: ['ETag'] };
    expect(exposes(policy, 'etag', true)).to.equal(true);
    expect(exposes(policy, 'x-other', false)).to.equal(false);
    expect(exposes({ id: 'x' }, 'etag', false)).to.equal(false);
    expect(exposes({ id: 'x', exposeHeaders: ['*'] }, 'x-other', false)).to.equal(true);
    expect(exposes({ id: 'x', exposeHeaders: ['*'] }, 'x-other', true)).to.equal(false);
  });
});
