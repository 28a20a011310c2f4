import { expect } from 'chai';
import { APIException } from './api-exception.ts';
import type { Header } from './header-list.ts';
import { newOpaqueOrigin, type Origin, parseOrigin } from './origin.ts';
import type { Client } from './request.ts';
import { requestByXMLHttpRequest, type XMLHttpRequestOptions } from './xml-http-request.ts';

const origin = parseOrigin('https://a.example') as Origin;
const client: Client = { origin, topLevelOrigin: origin };
const framed: Client = { origin: newOpaqueOrigin(), topLevelOrigin: origin };

/** The name and the link of the exception that a page gets. */
function thrownBy(url: string, options: XMLHttpRequestOptions, page = client) {
  try {
    requestByXMLHttpRequest(page, url, options);
  } catch (error) {
    if (error instanceof APIException) return [error.name, error.link];
    throw error;
  }
  return null;
}

/** The Content-Type of a POST. */
function typeOf(headers: Header[], body: XMLHttpRequestOptions['body'] = 'x') {
  const { headerList } = requestByXMLHttpRequest(client, '/', { method: 'POST', headers, body });
  return headerList;
}

describe('open()', () => {
  const link = 'https://xhr.spec.whatwg.org/#the-open()-method';
  for (const [what, url, method, expected] of [
    ['a method with a space', '/', 'GE T', ['SyntaxError', link]],
    ['an empty method', '/', '', ['SyntaxError', link]],
    ['TRACE', '/', 'TRACE', ['SecurityError', link]],
    ['connect', '/', 'connect', ['SecurityError', link]],
    ['an invalid URL', 'https://[', 'GET', ['SyntaxError', link]],
    ['patch', '/', 'patch', null],
    ['a URL with credentials', 'https://u:p@b.example/', 'GET', null],
  ] as const) {
    it(`${expected === null ? 'accepts' : 'refuses'} ${what}`, () => {
      expect(thrownBy(url, { method })).to.deep.equal(expected);
    });
  }

  it('resolves the URL against the page, if it has one', () => {
    expect(requestByXMLHttpRequest(client, '/x', {}).urlList.map(String)).to.deep.equal([
      'https://a.example/x',
    ]);
    expect(thrownBy('/x', {}, framed)).to.deep.equal(['SyntaxError', link]);
  });
});

describe('setRequestHeader()', () => {
  const link = 'https://xhr.spec.whatwg.org/#the-setrequestheader()-method';
  for (const [what, header, expected] of [
    ['a name with a space', ['X Y', '1'], ['SyntaxError', link]],
    ['a newline in a value', ['X-A', 'a\r\nb'], ['SyntaxError', link]],
    ['a forbidden header with an invalid value', ['Origin', 'a\0'], ['SyntaxError', link]],
    ['a newline around a value', ['X-A', '\r\n a\n'], null],
  ] as const) {
    it(`${expected === null ? 'accepts' : 'refuses'} ${what}`, () => {
      expect(thrownBy('/', { headers: [header] })).to.deep.equal(expected);
    });
  }

  it('trims and combines values, and ignores forbidden headers', () => {
    const headers: Header[] = [
      ['X-A', ' 1'],
      ['Cookie', 'a=b'],
      ['x-a', '2'],
    ];
    const { headerList } = requestByXMLHttpRequest(client, '/', { headers });
    expect(headerList).to.deep.equal([['X-A', '1, 2']]);
  });
});

describe('send()', () => {
  for (const [given, sent] of [
    ['text/plain;charset=latin1', 'text/plain;charset=UTF-8'],
    ['TEXT/html; x=y; charset="a b"', 'text/html;x=y;charset=UTF-8'],
    ['text/plain; charset=Utf-8', 'text/plain; charset=Utf-8'],
    ['text/plain; x=y', 'text/plain; x=y'],
    ['text/plain;charset=', 'text/plain;charset='],
    ['nonsense;charset=latin1', 'nonsense;charset=latin1'],
  ] as const) {
    it(`sends the Content-Type ${given} with a string as ${sent}`, () => {
      const headers: Header[] = [
        ['X-A', '1'],
        ['content-type', given],
      ];
      expect(typeOf(headers)).to.deep.equal([
        ['X-A', '1'],
        ['content-type', sent],
      ]);
    });
  }

  it('keeps the charset of anything but a string', () => {
    const header: Header = ['Content-Type', 'text/plain;charset=latin1'];
    expect(typeOf([header], new Uint8Array(1))).to.deep.equal([header]);
    expect(typeOf([header], null)).to.deep.equal([header]);
  });

  it('sets the credentials mode and the preflight flag only if the page wants it', () => {
    const request = (options: XMLHttpRequestOptions) => {
      const { credentialsMode, useCORSPreflightFlag, unsafeRequestFlag, mode } =
        requestByXMLHttpRequest(client, '/', options);
      return { credentialsMode, useCORSPreflightFlag, unsafeRequestFlag, mode };
    };
    const always = { unsafeRequestFlag: true, mode: 'cors' };
    expect(request({})).to.deep.equal({
      ...always,
      credentialsMode: 'same-origin',
      useCORSPreflightFlag: false,
    });
    expect(request({ withCredentials: true, uploadListener: true })).to.deep.equal({
      ...always,
      credentialsMode: 'include',
      useCORSPreflightFlag: true,
    });
  });
});
