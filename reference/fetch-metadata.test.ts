import { expect } from 'chai';
import { appendTheFetchMetadataHeaders } from './fetch-metadata.ts';
import { type Origin, parseOrigin } from './origin.ts';
import { newRequest, type Request } from './request.ts';

function headersOf(origin: string, ...urls: [string, ...string[]]): Request['headerList'] {
  const request = newRequest({
    mode: 'cors',
    origin: parseOrigin(origin) as Origin,
    urlList: urls.map((url) => new URL(url)) as Request['urlList'],
  });
  appendTheFetchMetadataHeaders(request);
  return request.headerList;
}

describe('the Fetch Metadata headers', () => {
  it('tell a server what a request is for and where it comes from', () => {
    expect(headersOf('https://a.example', 'https://a.example/')).to.deep.equal([
      ['Sec-Fetch-Dest', 'empty'],
      ['Sec-Fetch-Mode', 'cors'],
      ['Sec-Fetch-Site', 'same-origin'],
    ]);
  });

  for (const url of [
    'https://a.example/',
    'http://localhost:8001/',
    'http://a.localhost/',
    'http://127.0.0.1/',
    'http://127.10.20.30:80/',
    'http://[::1]/',
  ]) {
    it(`are sent to ${url}`, () => expect(headersOf('https://a.example', url)).to.have.length(3));
  }

  for (const url of [
    'http://a.example/',
    'http://localhost.example/',
    'http://alocalhost/',
    'http://localhost.a/',
    'http://x.127.0.0.1.example/',
    'http://127.0.0.1.example/',
    'http://x127.0.0.1.example/',
    'http://12.0.0.1/',
    'http://[::2]/',
    'ftp://a.example/',
    'app://x127.0.0.1/',
  ]) {
    it(`are not sent to ${url}`, () => {
      expect(headersOf('https://a.example', url)).to.deep.equal([]);
    });
  }

  for (const [origin, urls, site] of [
    ['https://a.site.example', ['https://a.site.example/x'], 'same-origin'],
    ['https://a.site.example', ['https://b.site.example/'], 'same-site'],
    ['https://a.site.example', ['https://a.site.example:8443/'], 'same-site'],
    ['https://a.site.example', ['https://a.other.example/'], 'cross-site'],
    ['http://a.site.example', ['https://a.site.example/'], 'cross-site'],
    ['null', ['https://a.site.example/'], 'cross-site'],
    ['https://a.site.example', ['https://b.site.example/', 'https://a.site.example/'], 'same-site'],
    ['https://a.site.example', ['https://a.site.example/', 'https://b.site.example/'], 'same-site'],
    ['https://a.site.example', ['https://other.example/', 'https://b.site.example/'], 'cross-site'],
    [
      'https://a.site.example',
      ['https://b.site.example/', 'https://other.example/', 'https://a.site.example/'],
      'cross-site',
    ],
  ] as const) {
    it(`say ${site} for ${origin} and the URLs ${urls.join(', ')}`, () => {
      const [first, ...others] = urls;
      expect(headersOf(origin, first, ...others).at(-1)).to.deep.equal(['Sec-Fetch-Site', site]);
    });
  }
});
