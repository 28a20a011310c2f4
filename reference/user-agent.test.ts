import { expect } from 'chai';
import type { NetworkRequest, NetworkResponse } from './fetch-params.ts';
import type { Header } from './header-list.ts';
import { type FetchInit, UserAgent, type UserAgentOptions } from './user-agent.ts';

const page = 'https://a.example';
const target = 'https://b.example/';

/** A browser whose network shares every response with `page` and allows everything; `answer` can
 *  replace parts of the response. */
function browser(options: Partial<UserAgentOptions> = {}, answer: Partial<NetworkResponse> = {}) {
  const sent: NetworkRequest[] = [];
  const userAgent = new UserAgent({
    network: async (request) => {
      sent.push(request);
      return {
        status: 200,
        headers: [
          ['Access-Control-Allow-Origin', page],
          ['Access-Control-Allow-Methods', '*'],
          ['Access-Control-Allow-Headers', '*'],
          ['Access-Control-Max-Age', '9999'],
        ],
        body: null,
        ...answer,
      };
    },
    ...options,
  });
  return { userAgent, sent };
}

const grants: Header[] = [
  ['Access-Control-Allow-Origin', page],
  ['Access-Control-Allow-Credentials', 'true'],
  ['Access-Control-Allow-Methods', 'PUT'],
];

const methods = (requests: NetworkRequest[]) => requests.map(({ method }) => method).join(' ');

const headerOf = ({ headers }: NetworkRequest, name: string) =>
  headers.find(([each]) => each === name)?.[1];

/** The error that `promise` must reject with. */
async function rejectionOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('the promise did not reject');
}

describe('a browser', () => {
  it('needs nothing but a network', async () => {
    const { userAgent, sent } = browser();
    const outcome = await userAgent.fetch(target, { origin: page });
    expect(outcome).to.include({ type: 'cors', status: 200, url: target, redirected: false });
    expect(sent.map(({ headers }) => headers)).to.deep.equal([
      [
        ['Accept', '*/*'],
        ['Origin', page],
        ['Sec-Fetch-Dest', 'empty'],
        ['Sec-Fetch-Mode', 'cors'],
        ['Sec-Fetch-Site', 'cross-site'],
        ['User-Agent', 'Mozilla/5.0 (compatible; cors-conformance)'],
      ],
    ]);
  });

  it('sends the User-Agent that it is given', async () => {
    const { userAgent, sent } = browser({ userAgentValue: 'me' });
    await userAgent.fetch(target, { origin: page });
    expect(sent.map((request) => headerOf(request, 'User-Agent'))).to.deep.equal(['me']);
  });

  it('sends cookies only if it is given some', async () => {
    for (const cookies of [undefined, () => 'a=b']) {
      const { userAgent, sent } = browser(cookies === undefined ? {} : { cookies });
      await userAgent.fetch(`${page}/`, { origin: page });
      expect(sent[0]?.headers.filter(([name]) => name === 'Cookie')).to.deep.equal(
        cookies === undefined ? [] : [['Cookie', 'a=b']],
      );
    }
  });

  it('tells the network whether credentials are included, whatever cookies there are', async () => {
    const sentBy = async (url: string, init: Partial<FetchInit>) => {
      const { userAgent, sent } = browser({}, { headers: grants });
      await userAgent.fetch(url, { origin: page, ...init });
      return sent.map(({ method, includeCredentials }) => `${method} ${includeCredentials}`);
    };
    const own = `${page}/`;
    const put = { method: 'PUT' };
    expect(await sentBy(own, {})).to.deep.equal(['GET true']);
    expect(await sentBy(own, { credentials: 'omit' })).to.deep.equal(['GET false']);
    expect(await sentBy(target, {})).to.deep.equal(['GET false']);
    expect(await sentBy(target, { credentials: 'include' })).to.deep.equal(['GET true']);
    expect(await sentBy(target, put)).to.deep.equal(['OPTIONS false', 'PUT false']);
    expect(await sentBy(target, { ...put, credentials: 'include' })).to.deep.equal([
      'OPTIONS false',
      'PUT true',
    ]);
  });

  it('caches preflights for at most two hours by default', async () => {
    let now = 0;
    const { userAgent, sent } = browser({ now: () => now });
    await userAgent.fetch(target, { origin: page, method: 'PUT' });
    now = 7_199_999;
    await userAgent.fetch(target, { origin: page, method: 'PUT' });
    now = 7_200_000;
    await userAgent.fetch(target, { origin: page, method: 'PUT' });
    expect(methods(sent)).to.equal('OPTIONS PUT PUT OPTIONS PUT');
  });

  it('caches preflights for a shorter time if the limit is lower', async () => {
    let now = 0;
    const { userAgent, sent } = browser({ now: () => now, maxAgeLimit: 1 });
    await userAgent.fetch(target, { origin: page, method: 'PUT' });
    now = 1000;
    await userAgent.fetch(target, { origin: page, method: 'PUT' });
    expect(methods(sent)).to.equal('OPTIONS PUT OPTIONS PUT');
  });

  it('can work without a preflight cache', async () => {
    const { userAgent, sent } = browser({ preflightCache: false });
    await userAgent.fetch(target, { origin: page, method: 'PUT' });
    await userAgent.fetch(target, { origin: page, method: 'PUT' });
    expect(methods(sent)).to.equal('OPTIONS PUT OPTIONS PUT');
  });

  it('uses the real clock by default', async () => {
    const { userAgent, sent } = browser();
    await userAgent.fetch(target, { origin: page, method: 'PUT' });
    await userAgent.fetch(target, { origin: page, method: 'PUT' });
    expect(methods(sent)).to.equal('OPTIONS PUT PUT');
  });
});

describe('fetch()', () => {
  it('resolves URLs against the page', async () => {
    const { userAgent, sent } = browser();
    await userAgent.fetch('/x', { origin: page });
    expect(sent.map(({ url }) => url.href)).to.deep.equal([`${page}/x`]);
  });

  it('cannot resolve a relative URL on a page with an opaque origin', async () => {
    const outcome = await browser().userAgent.fetch('/x', { origin: 'null' });
    expect(outcome).to.deep.include({ type: 'error', reason: 'url-invalid', exchanges: [] });
  });

  it('throws if an origin is invalid', async () => {
    for (const init of [{ origin: 'a.example' }, { origin: page, topLevelOrigin: `${page}/` }]) {
      const error = await rejectionOf(browser().userAgent.fetch(target, init));
      expect(error).to.be.instanceOf(TypeError).with.property('message').that.includes('origin');
    }
  });

  it("sends credentials only to the page's own origin by default", async () => {
    for (const [url, cookie] of [
      [`${page}/`, 'a=b'],
      [target, undefined],
    ] as const) {
      const { userAgent, sent } = browser({ cookies: () => 'a=b' });
      await userAgent.fetch(url, { origin: page });
      expect(sent.map((request) => headerOf(request, 'Cookie'))).to.deep.equal([cookie]);
    }
  });

  it('has the default referrer policy, which hides the origin where encryption is lost', async () => {
    for (const [init, value] of [
      [{}, 'null'],
      [{ referrerPolicy: 'unsafe-url' }, page],
    ] as const) {
      const { userAgent, sent } = browser();
      const noCors = { origin: page, method: 'POST', mode: 'no-cors' } as const;
      await userAgent.fetch('http://b.example/', { ...noCors, ...init });
      expect(sent.map((request) => headerOf(request, 'Origin'))).to.deep.equal([value]);
    }
  });

  it('follows redirects by default', async () => {
    const location = [['Location', '/y']] as [string, string][];
    const { userAgent, sent } = browser({
      network: async (request) => {
        sent.push(request);
        const isFirst = request.url.pathname === '/x';
        return { status: isFirst ? 302 : 200, headers: isFirst ? location : [], body: null };
      },
    });
    const outcome = await userAgent.fetch('/x', { origin: page });
    expect(outcome).to.include({ type: 'basic', redirected: true, url: `${page}/y` });
  });

  it('follows redirects from http to https', async () => {
    const { userAgent } = browser({
      network: async ({ url }) => ({
        status: url.protocol === 'http:' ? 301 : 200,
        headers: [
          ['Access-Control-Allow-Origin', '*'],
          ['Location', target],
        ],
        body: null,
      }),
    });
    const outcome = await userAgent.fetch('http://b.example/', { origin: page });
    expect(outcome).to.include({ type: 'cors', url: target });
  });

  it('does not reveal redirects in an opaque response', async () => {
    const { userAgent } = browser({
      network: async ({ url }) => ({
        status: url.pathname === '/' ? 302 : 200,
        headers: [['Location', '/y']],
        body: null,
      }),
    });
    const outcome = await userAgent.fetch(target, { origin: page, mode: 'no-cors' });
    expect(outcome).to.include({ type: 'opaque', status: 0, url: '', redirected: false });
  });

  it('sends a preflight only if the flag is set', async () => {
    for (const useCorsPreflight of [true, false]) {
      const { userAgent, sent } = browser();
      await userAgent.fetch(target, { origin: page, useCorsPreflight });
      expect(methods(sent)).to.equal(useCorsPreflight ? 'OPTIONS GET' : 'GET');
    }
  });

  it('accepts a stream only in the modes cors and same-origin', async () => {
    const stream = () => new ReadableStream<Uint8Array>();
    const init: FetchInit = { origin: page, method: 'POST', duplex: 'half' };
    for (const [mode, sentMethods, reason] of [
      ['cors', 'POST', undefined],
      ['same-origin', 'POST', undefined],
      ['no-cors', '', 'stream-mode-not-cors'],
    ] as const) {
      const { userAgent, sent } = browser();
      const outcome = await userAgent.fetch('/x', { ...init, mode, body: stream() });
      expect(methods(sent)).to.equal(sentMethods);
      expect(outcome.type === 'error' ? outcome.reason : undefined).to.equal(reason);
    }
  });

  it('records the exchanges', async () => {
    const { userAgent, sent } = browser({}, { status: 204, headers: [] });
    const { exchanges } = await userAgent.fetch(`${page}/`, { origin: page });
    expect(exchanges).to.deep.equal([
      { request: sent[0], response: { status: 204, headers: [], body: null }, cause: null },
    ]);
  });

  it('reports why the transport failed', async () => {
    const cause = new Error('gone');
    const requests: NetworkRequest[] = [];
    const { userAgent } = browser({
      network: async (request) => {
        requests.push(request);
        throw cause;
      },
    });
    const outcome = await userAgent.fetch(`${page}/`, { origin: page });
    expect(outcome).to.deep.equal({
      type: 'error',
      step: null,
      reason: null,
      path: [],
      message: 'gone',
      cause,
      exchanges: [{ request: requests[0], response: null, cause }],
    });
  });

  it('has a message for a cause that is not an Error', async () => {
    const { userAgent } = browser({ network: () => Promise.reject('gone') });
    const outcome = await userAgent.fetch(`${page}/`, { origin: page });
    expect(outcome).to.include({ message: 'gone', cause: 'gone' });
  });

  it('reads data: URLs without a network', async () => {
    const { userAgent, sent } = browser();
    const outcome = await userAgent.fetch('data:text/css,a%ff#b', { origin: page });
    expect(outcome).to.deep.equal({
      type: 'basic',
      status: 200,
      headers: [['Content-Type', 'text/css']],
      url: 'data:text/css,a%ff',
      redirected: false,
      body: Uint8Array.of(0x61, 0xff),
      exchanges: [],
    });
    expect(sent).to.deep.equal([]);
  });

  it('says that an outcome depends on something that is not modelled', async () => {
    const outcome = await browser().userAgent.fetch(`blob:${page}/x`, { origin: page });
    expect(outcome).to.deep.equal({
      type: 'error',
      step: null,
      reason: null,
      path: [],
      message: 'the reference does not know the blobs of a page',
      unmodelled: 'scheme-fetch/3.b',
      exchanges: [],
    });
  });

  it('notes that a 401 to a request with credentials could have caused a prompt', async () => {
    const noteOf = async (url: string, init: Partial<FetchInit>, status = 401) => {
      const { userAgent } = browser({}, { status, headers: grants });
      const outcome = await userAgent.fetch(url, { origin: page, ...init });
      return [outcome.type, outcome.unmodelled];
    };
    const prompt = 'http-network-or-cache-fetch/15';
    const noCors = { mode: 'no-cors', credentials: 'include' } as const;
    expect(await noteOf(`${page}/`, {})).to.deep.equal(['basic', prompt]);
    expect(await noteOf(`${page}/`, {}, 403)).to.deep.equal(['basic', undefined]);
    expect(await noteOf(`${page}/`, { credentials: 'omit' })).to.deep.equal(['basic', undefined]);
    expect(await noteOf(target, noCors)).to.deep.equal(['opaque', prompt]);
    expect(await noteOf(target, { credentials: 'include' })).to.deep.equal(['cors', undefined]);
  });

  it('cannot tell what a user answers to a proxy', async () => {
    const { userAgent, sent } = browser({}, { status: 407 });
    const outcome = await userAgent.fetch(target, { origin: page, method: 'PUT' });
    expect(outcome).to.include({
      type: 'error',
      step: null,
      unmodelled: 'http-network-or-cache-fetch/16',
    });
    expect(methods(sent)).to.equal('OPTIONS');
  });

  it('sends a request once more on a new connection after a 421, unless its body is gone', async () => {
    const body = () => new ReadableStream<Uint8Array>();
    for (const [init, connections] of [
      [{}, [false, true]],
      [{ method: 'POST', body: 'x' }, [false, true]],
      [{ method: 'POST', body: body(), duplex: 'half' }, [false]],
    ] as const) {
      const { userAgent, sent } = browser({}, { status: 421 });
      const outcome = await userAgent.fetch(`${page}/`, { origin: page, ...init });
      expect(outcome).to.include({ type: 'basic', status: 421 });
      expect(sent.map(({ forceNewConnection }) => forceNewConnection)).to.deep.equal(connections);
    }
  });

  it('rejects with an error that the caller causes', async () => {
    const mistake = new Error('a bug in the cookie jar');
    const { userAgent } = browser({
      cookies: () => {
        throw mistake;
      },
    });
    const promise = userAgent.fetch(`${page}/`, { origin: page });
    expect(await rejectionOf(promise)).to.equal(mistake);
  });
});

describe('XMLHttpRequest', () => {
  it('is a GET in the mode cors by default, without a preflight', async () => {
    const { userAgent, sent } = browser();
    const outcome = await userAgent.xmlHttpRequest(target, { origin: page });
    expect(outcome).to.include({ type: 'cors' });
    expect(methods(sent)).to.equal('GET');
    expect(sent[0]?.headers).to.deep.equal([
      ['Accept', '*/*'],
      ['Origin', page],
      ['Sec-Fetch-Dest', 'empty'],
      ['Sec-Fetch-Mode', 'cors'],
      ['Sec-Fetch-Site', 'cross-site'],
      ['User-Agent', 'Mozilla/5.0 (compatible; cors-conformance)'],
    ]);
  });

  for (const method of ['GET', 'HEAD', 'head']) {
    it(`drops the body of a ${method}`, async () => {
      const { userAgent, sent } = browser();
      await userAgent.xmlHttpRequest(target, { origin: page, method, body: 'x' });
      expect(sent.map(({ body }) => body)).to.deep.equal([null]);
      expect(sent.map((request) => headerOf(request, 'Content-Type'))).to.deep.equal([undefined]);
    });
  }

  it('sets the Content-Type of a body, if it has one', async () => {
    for (const [body, type] of [
      ['x', 'text/plain;charset=UTF-8'],
      ['', 'text/plain;charset=UTF-8'],
      [new URLSearchParams('a=b'), 'application/x-www-form-urlencoded;charset=UTF-8'],
      [new Uint8Array(1), undefined],
    ] as const) {
      const { userAgent, sent } = browser();
      await userAgent.xmlHttpRequest(target, { origin: page, method: 'POST', body });
      const types = sent[0]?.headers.filter(([name]) => name === 'Content-Type');
      expect(types).to.deep.equal(type === undefined ? [] : [['Content-Type', type]]);
    }
  });

  it('sends a POST without a body again after a 307 redirect', async () => {
    const sent: string[] = [];
    const userAgent = new UserAgent({
      network: async ({ method, url }) => {
        sent.push(`${method} ${url.pathname}`);
        const headers: [string, string][] = [['Access-Control-Allow-Origin', '*']];
        if (url.pathname === '/to') return { status: 200, headers, body: null };
        return { status: 307, headers: [...headers, ['Location', '/to']], body: null };
      },
    });
    const outcome = await userAgent.xmlHttpRequest(target, { origin: page, method: 'POST' });
    expect(outcome).to.include({ type: 'cors', redirected: true });
    expect(sent.at(-1)).to.equal('POST /to');
  });

  it('keeps a Content-Type that the page has set', async () => {
    const { userAgent, sent } = browser();
    await userAgent.xmlHttpRequest(target, {
      origin: page,
      method: 'POST',
      headers: [['content-type', 'text/plain']],
      body: 'x',
    });
    const types = sent[0]?.headers.filter(([name]) => /^content-type$/i.test(name));
    expect(types).to.deep.equal([['content-type', 'text/plain']]);
  });

  it('throws if the origin is invalid', async () => {
    const { userAgent } = browser();
    const noOrigin = userAgent.xmlHttpRequest(target, { origin: 'a.example' });
    expect(await rejectionOf(noOrigin)).to.be.instanceOf(TypeError);
  });

  it('tells an exception from a refusal and from a failed transport', async () => {
    const { userAgent, sent } = browser();
    const outcome = await userAgent.xmlHttpRequest(target, { origin: page, method: 'TRACE' });
    expect(outcome).to.deep.equal({
      type: 'error',
      step: null,
      reason: null,
      path: [],
      message: 'the method TRACE is forbidden',
      exception: {
        name: 'SecurityError',
        link: 'https://xhr.spec.whatwg.org/#the-open()-method',
      },
      exchanges: [],
    });
    expect(sent).to.deep.equal([]);
  });

  it('rejects with an error that the caller causes', async () => {
    const { userAgent } = browser();
    const body = 1 as unknown as string;
    const promise = userAgent.xmlHttpRequest(target, { origin: page, headers: [1 as never], body });
    expect(await rejectionOf(promise)).to.be.instanceOf(TypeError);
  });
});

describe('EventSource', () => {
  const stream: Header = ['Accept', 'text/event-stream'];

  it('sends credentials to other origins only with withCredentials, and no preflight', async () => {
    for (const [init, includes] of [
      [{}, false],
      [{ withCredentials: false }, false],
      [{ withCredentials: true }, true],
      [{ lastEventId: 'é' }, false],
    ] as const) {
      const { userAgent, sent } = browser({}, { headers: grants });
      const outcome = await userAgent.eventSource(target, { origin: page, ...init });
      expect(outcome.type).to.equal('cors');
      expect(sent.map(({ includeCredentials }) => includeCredentials)).to.deep.equal([includes]);
      const [request] = sent as [NetworkRequest];
      expect(headerOf(request, 'Sec-Fetch-Mode')).to.equal('cors');
      expect(headerOf(request, 'Last-Event-ID')).to.equal(
        'lastEventId' in init ? '\u00c3\u00a9' : undefined,
      );
      expect(request.headers).to.deep.include(stream);
    }
  });

  it('resolves its URL against the page, and throws if it is invalid', async () => {
    const { userAgent, sent } = browser();
    await userAgent.eventSource('/x', { origin: page });
    expect(sent.map(({ url }) => url.href)).to.deep.equal([`${page}/x`]);
    expect(await userAgent.eventSource('/x', { origin: 'null' })).to.deep.include({
      type: 'error',
      step: null,
      exception: { name: 'SyntaxError', link: 'https://html.spec.whatwg.org/#dom-eventsource' },
    });
  });
});

describe('an element', () => {
  for (const [crossorigin, sameOriginFallback, type, includes] of [
    [undefined, undefined, 'opaque', true],
    [null, false, 'opaque', true],
    [null, true, 'main-fetch/12.c', undefined],
    ['', undefined, 'cors', false],
    ['anonymous', true, 'cors', false],
    ['nonsense', undefined, 'cors', false],
    ['use-credentials2', undefined, 'cors', false],
    ['no-use-credentials', undefined, 'cors', false],
    ['use-credentials', undefined, 'cors', true],
    ['USE-credentials', true, 'cors', true],
  ] as const) {
    const attribute = crossorigin == null ? 'no attribute' : `crossorigin="${crossorigin}"`;
    it(`with ${attribute}${sameOriginFallback ? ' and a fallback' : ''}: ${type}`, async () => {
      const { userAgent, sent } = browser({}, { headers: grants });
      const outcome = await userAgent.element(target, {
        origin: page,
        ...(crossorigin === undefined ? {} : { crossorigin }),
        ...(sameOriginFallback === undefined ? {} : { sameOriginFallback }),
      });
      expect(outcome.type === 'error' ? outcome.step : outcome.type).to.equal(type);
      expect(sent[0]?.includeCredentials).to.equal(includes);
    });
  }

  it('loads from its own origin in any state, with credentials', async () => {
    for (const init of [{}, { sameOriginFallback: true }, { crossorigin: '' }]) {
      const { userAgent, sent } = browser();
      const outcome = await userAgent.element('/x', { origin: page, ...init });
      expect(outcome.type).to.equal('basic');
      expect(sent.map(({ url }) => url.href)).to.deep.equal([`${page}/x`]);
      expect(sent.map(({ includeCredentials }) => includeCredentials)).to.deep.equal([true]);
    }
  });
});
