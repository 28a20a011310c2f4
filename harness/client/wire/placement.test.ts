import { expect } from 'chai';
import { exchanges, type ServerRule } from '../../../conformance/exchanges.ts';
import { parsePath, place, unplace } from './placement.ts';

const placement = {
  token: 'x1y2z',
  origins: {
    A: 'http://localhost:1',
    B: 'http://localhost:2',
    C: 'http://127.0.0.1:3',
    D: 'http://localhost:4',
  },
};
const [anyCase] = exchanges as [(typeof exchanges)[number]];

function placedURL(url: string): string | undefined {
  const [fetch] = anyCase.given.fetches as [(typeof anyCase.given.fetches)[number]];
  const given = { ...anyCase.given, fetches: [{ ...fetch, url }] };
  return place({ ...anyCase, given }, placement).case.given.fetches[0]?.url;
}

function placedRule(rule: ServerRule): ServerRule | undefined {
  return place({ ...anyCase, given: { ...anyCase.given, server: [rule] } }, placement).case.given
    .server[0];
}

describe('place', () => {
  for (const [url, placed] of [
    ['{B}/', 'http://localhost:2/x1y2zb/'],
    ['{B}/a/b?c#d', 'http://localhost:2/x1y2zb/a/b?c#d'],
    ['{user:pass@B}/y', 'http://user:pass@localhost:2/x1y2zb/y'],
    ['ftp://{B.host}/y', 'ftp://localhost:2/x1y2zb/y'],
    ['{C}', 'http://127.0.0.1:3/x1y2zc/'],
    ['{C}?q', 'http://127.0.0.1:3/x1y2zc/?q'],
    ['{B}9999999/', 'http://localhost:29999999/'],
    ['about:blank', 'about:blank'],
  ] as const) {
    it(`leads ${url} to the case`, () => expect(placedURL(url)).to.equal(placed));
  }

  for (const [name, value, placed] of [
    ['Location', '{A}/y', 'http://localhost:1/x1y2za/y'],
    ['location', '/y', '/x1y2zb/y'],
    ['Location', '//{B.host}/y', '//localhost:2/x1y2zb/y'],
    ['Location', '../y', '../y'],
    ['Location', '', ''],
    ['Set-Cookie', 'a=1; Path=/', 'a=1; Path=/x1y2zb/'],
    ['Set-Cookie', 'a=1', 'a=1'],
    ['Access-Control-Allow-Origin', '{A}', 'http://localhost:1'],
    ['Access-Control-Allow-Origin', '{A}/', 'http://localhost:1/'],
  ] as const) {
    it(`fills ${name}: ${value}`, () => {
      const rule = {
        on: { origin: 'B' },
        status: 302,
        headers: [[name, value]],
        body: '',
      } as const;
      expect(placedRule(rule)).to.deep.include({ headers: [[name, placed]] });
      const raw = {
        on: { origin: 'B' },
        raw: `HTTP/1.1 302 x\r\n${name}: ${value}\r\n\r\n`,
      } as const;
      expect(placedRule(raw)).to.deep.include({
        raw: `HTTP/1.1 302 x\r\n${name}: ${placed}\r\n\r\n`,
      });
    });
  }

  it('is undone for people', () => {
    const text =
      'GET http://localhost:2/x1y2zb/y from http://localhost:1, path /x1y2zb/, 127.0.0.1:3';
    expect(unplace(text, placement)).to.equal('GET {B}/y from {A}, path /, {C.host}');
    expect(unplace([{ found: ['http://localhost:2/x1y2zb/'] }, null, 1], placement)).to.deep.equal([
      { found: ['{B}/'] },
      null,
      1,
    ]);
  });
});

describe('parsePath', () => {
  it('finds the case', () => {
    expect(parsePath('/x1y2zb/a/b?c')).to.deep.equal({ token: 'x1y2z', path: '/a/b?c' });
  });

  it('finds none elsewhere', () => {
    for (const path of ['/', '/x1y2zb', '/~session', '/x1y2ze/']) {
      expect(parsePath(path)).to.equal(null);
    }
  });
});
