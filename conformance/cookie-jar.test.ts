import { expect } from 'chai';
import { CookieJar } from './cookie-jar.ts';

const url = new URL('http://a.example:8001/x/y');

describe('the cookie jar', () => {
  for (const [what, lines, asked, cookies] of [
    ['keeps a cookie for its path', ['a=1; Path=/x'], 'http://a.example:8001/x/z', 'a=1'],
    ['knows no ports', ['a=1; Path=/'], 'http://a.example:9/', 'a=1'],
    ['keeps it from other hosts', ['a=1; Path=/'], 'http://b.example:8001/', null],
    ['keeps it from paths beside its own', ['a=1; Path=/x'], 'http://a.example/xy', null],
    ['takes the folder of the URL for a path', ['a=1'], 'http://a.example/x/z', 'a=1'],
    ['and nothing above it', ['a=1'], 'http://a.example/', null],
    ['has one cookie of a name and path', ['a=1', 'a=2'], url.href, 'a=2'],
    ['joins several', ['a=1', 'b=; HttpOnly'], url.href, 'a=1; b='],
    ['forgets one that is over by age', ['a=1', 'a=; Max-Age=0'], url.href, null],
    [
      'forgets one that is over by date',
      ['a=1', 'a=2; expires=Wed, 31-Dec-2008 01:34:53 GMT'],
      url.href,
      null,
    ],
  ] as const) {
    it(what, () => {
      const jar = new CookieJar();
      const headers = lines.map((line) => ['set-cookie', line] as const);
      jar.store(url, [['X-Set-Cookie', 'no=1'], ...headers]);
      expect(jar.ask(new URL(asked))).to.equal(cookies);
    });
  }
});
