import { expect } from 'chai';
import type { NetworkRequest, NetworkResponse } from './fetch-params.ts';
import { deleteHeader, type Header } from './header-list.ts';
import { mainFetch } from './main-fetch.ts';
import { type Origin, parseOrigin } from './origin.ts';
import { newRequest, type Request } from './request.ts';
import { isFilteredResponse } from './response.ts';

interface Answered {
  sent: NetworkRequest[];
  response: Awaited<ReturnType<typeof mainFetch>>;
}

/** Fetches for a page of https://a.example. */
async function fetch(
  url: string,
  request: Partial<Request>,
  answer: Partial<NetworkResponse> = {},
  whileAnswering: (request: Request) => void = () => {},
): Promise<Answered> {
  const sent: NetworkRequest[] = [];
  const whole = newRequest({
    urlList: [new URL(url)],
    origin: parseOrigin('https://a.example') as Origin,
    ...request,
  });
  const userAgent = {
    network: async (networkRequest: NetworkRequest) => {
      sent.push(networkRequest);
      whileAnswering(whole);
      return { status: 200, headers: [], body: null, ...answer };
    },
    now: () => 0,
    cookies: () => null,
    userAgentValue: 'test',
    corsPreflightCache: null,
    maxAgeLimit: 0,
  };
  return { response: await mainFetch({ request: whole, userAgent }), sent };
}

const shared: Header = ['Access-Control-Allow-Origin', '*'];

describe('main fetch', () => {
  it('sends no preflight for a request without the unsafe-request flag', async () => {
    const { sent, response } = await fetch(
      'https://b.example/',
      { mode: 'cors', method: 'PUT', headerList: [['X-A', '1']] },
      { headers: [shared] },
    );
    expect(sent.map(({ method }) => method)).to.deep.equal(['PUT']);
    expect(response.type).to.equal('cors');
  });

  for (const scheme of ['http', 'https']) {
    it(`fetches from other origins over ${scheme}`, async () => {
      const { response } = await fetch(
        `${scheme}://b.example/`,
        { mode: 'cors' },
        { headers: [shared] },
      );
      expect(response.type).to.equal('cors');
    });
  }

  for (const url of ['ftp://b.example/', 'app://b.example/', 'about:blank']) {
    it(`refuses to fetch ${url} in cors mode`, async () => {
      const { sent, response } = await fetch(url, { mode: 'cors' });
      expect(response).to.have.nested.property('why.step', 'main-fetch/12.e');
      expect(sent).to.deep.equal([]);
    });
  }

  for (const mode of ['navigate', 'websocket', 'webtransport'] as const) {
    it(`shares the response of another origin without CORS in the mode ${mode}`, async () => {
      const { response } = await fetch('https://b.example/', { mode, credentialsMode: 'include' });
      expect(response.type).to.equal('basic');
    });
  }

  it('leaves a redirect to the navigation that made the request', async () => {
    const { response } = await fetch(
      'https://b.example/',
      { mode: 'navigate', redirectMode: 'manual' },
      { status: 302, headers: [['Location', '/y']] },
    );
    expect(response).to.include({ type: 'basic' });
    expect(response).to.have.nested.property('internalResponse.status', 302);
  });

  for (const [url, type, body] of [
    ['data:text/css,x', 'text/css', [0x78]],
    ['about:blank', 'text/html;charset=utf-8', []],
  ] as const) {
    it(`makes the response to ${url} without a network`, async () => {
      const { sent, response } = await fetch(url, { mode: 'navigate' });
      expect(sent).to.deep.equal([]);
      if (!isFilteredResponse(response)) throw new Error(response.type);
      const { urlList, status, statusMessage, headerList, ...others } = response.internalResponse;
      expect(urlList.map(String)).to.deep.equal([url]);
      expect([status, statusMessage]).to.deep.equal([200, 'OK']);
      expect(headerList).to.deep.equal([['Content-Type', type]]);
      expect(others.body).to.deep.equal(Uint8Array.from(body));
    });
  }

  it('uses the default referrer policy if none is set', async () => {
    for (const [referrerPolicy, value] of [
      ['', 'null'],
      ['origin', 'https://a.example'],
    ] as const) {
      const { sent } = await fetch('http://b.example/', { method: 'POST', referrerPolicy });
      expect(sent.map(({ headers }) => headers.find(([name]) => name === 'Origin'))).to.deep.equal([
        ['Origin', value],
      ]);
    }
  });

  for (const [url, step] of [
    ['about:config', 'scheme-fetch/4'],
    ['about:Blank', 'scheme-fetch/4'],
    ['ws://b.example/', 'scheme-fetch/4'],
    ['file:///etc/hosts', 'scheme-fetch/3.d'],
    ['blob:https://a.example/x', 'scheme-fetch/3.b'],
  ] as const) {
    it(`ends at ${step} for ${url} without CORS`, async () => {
      const { sent, response } = await fetch(url, { mode: 'no-cors' });
      expect(response).to.have.nested.property('why.step', step);
      expect(sent).to.deep.equal([]);
    });
  }

  it('exposes each name once if the server exposes *', async () => {
    const headers: Header[] = [
      shared,
      ['Access-Control-Expose-Headers', '*'],
      ['X-A', '1'],
      ['x-a', '2'],
    ];
    const { response } = await fetch('https://b.example/', { mode: 'cors' }, { headers });
    expect(response)
      .to.have.nested.property('internalResponse.corsExposedHeaderNameList')
      .that.deep.equals(['Access-Control-Allow-Origin', 'Access-Control-Expose-Headers', 'X-A']);
  });

  it('sets no exposed names for a same-origin page, which sees all headers', async () => {
    const headers: Header[] = [['Access-Control-Expose-Headers', 'X-A']];
    const { response } = await fetch('https://a.example/', { mode: 'cors' }, { headers });
    expect(response)
      .to.have.nested.property('internalResponse.corsExposedHeaderNameList')
      .that.deep.equals([]);
  });
});

/** A service worker can answer a request with the response to a different request. */
describe('a partial response', () => {
  const headerList = (): Header[] => [['Range', 'bytes=0-1']];
  const withoutRange = (request: Request) => deleteHeader(request.headerList, 'Range');

  for (const status of [206, 416]) {
    it(`with status ${status} is refused for a no-cors request without Range`, async () => {
      const { response } = await fetch(
        'https://b.example/',
        { headerList: headerList() },
        { status },
        withoutRange,
      );
      expect(response).to.have.nested.property('why.step', 'main-fetch/21');
    });
  }

  it('is allowed for a request with Range', async () => {
    const { response } = await fetch(
      'https://b.example/',
      { headerList: headerList() },
      { status: 206 },
    );
    expect(response.type).to.equal('opaque');
  });

  it('is allowed if no range was requested', async () => {
    const { response } = await fetch('https://b.example/', {}, { status: 206 });
    expect(response.type).to.equal('opaque');
  });

  it('is allowed with another status', async () => {
    const { response } = await fetch(
      'https://b.example/',
      { headerList: headerList() },
      { status: 200 },
      withoutRange,
    );
    expect(response.type).to.equal('opaque');
  });

  it('is allowed if the page may see the status', async () => {
    const { response } = await fetch(
      'https://b.example/',
      { mode: 'cors', headerList: headerList() },
      { status: 206, headers: [shared] },
      withoutRange,
    );
    expect(response.type).to.equal('cors');
  });
});
