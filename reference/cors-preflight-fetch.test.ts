import { expect } from 'chai';
import type { CacheEntry } from './cors-preflight-cache.ts';
import { corsPreflightFetch } from './cors-preflight-fetch.ts';
import type { NetworkRequest, UserAgentState } from './fetch-params.ts';
import type { Header } from './header-list.ts';
import { type Origin, parseOrigin } from './origin.ts';
import { newRequest, type Request } from './request.ts';

interface Asked {
  sent: NetworkRequest[];
  cache: CacheEntry[];
  result: Awaited<ReturnType<typeof corsPreflightFetch>>;
}

/** Runs the preflight for `request` twice, and answers both with `headers`. */
async function askTwice(request: Partial<Request>, headers: Header[]): Promise<Asked> {
  const sent: NetworkRequest[] = [];
  const corsPreflightCache: CacheEntry[] = [];
  const userAgent: UserAgentState = {
    network: async (request) => {
      sent.push(request);
      const shared: Header = ['Access-Control-Allow-Origin', 'https://a.example'];
      return { status: 204, headers: [shared, ...headers], body: null };
    },
    now: () => 0,
    cookies: () => null,
    userAgentValue: 'test',
    corsPreflightCache,
    maxAgeLimit: 100,
  };
  const whole = newRequest({
    urlList: [new URL('https://b.example/')],
    origin: parseOrigin('https://a.example') as Origin,
    mode: 'cors',
    ...request,
  });
  await corsPreflightFetch(userAgent, whole);
  return { sent, result: await corsPreflightFetch(userAgent, whole), cache: corsPreflightCache };
}

describe('a preflight', () => {
  it('is sent in the mode cors', async () => {
    const { sent } = await askTwice({}, []);
    expect(sent[0]?.headers).to.deep.equal([
      ['Accept', '*/*'],
      ['Access-Control-Request-Method', 'GET'],
      ['Origin', 'https://a.example'],
      ['Sec-Fetch-Dest', 'empty'],
      ['Sec-Fetch-Mode', 'cors'],
      ['Sec-Fetch-Site', 'cross-site'],
      ['User-Agent', 'test'],
    ]);
  });

  it('caches nothing if the response lists nothing', async () => {
    expect((await askTwice({}, [])).cache).to.deep.equal([]);
  });

  it('caches each method and header name only once', async () => {
    const { cache } = await askTwice({ method: 'PUT' }, [
      ['Access-Control-Allow-Methods', 'PUT, PUT'],
      ['Access-Control-Allow-Headers', 'X-A, X-B, x-a'],
    ]);
    expect(cache.map(({ method, headerName }) => method ?? headerName)).to.deep.equal([
      'PUT',
      'X-A',
      'X-B',
    ]);
  });

  for (const [value, maxAge] of [
    ['99', 99],
    ['100', 100],
    ['101', 100],
  ] as const) {
    it(`is cached for ${maxAge} s if the max-age is ${value} and the limit is 100`, async () => {
      const { cache } = await askTwice({ method: 'PUT' }, [
        ['Access-Control-Allow-Methods', 'PUT'],
        ['Access-Control-Max-Age', value],
      ]);
      expect(cache.map((entry) => entry.maxAge)).to.deep.equal([maxAge]);
    });
  }

  for (const name of ['Access-Control-Allow-Methods', 'Access-Control-Allow-Headers']) {
    it(`names ${name} in the message if it is malformed`, async () => {
      const { result } = await askTwice({}, [[name, 'a b']]);
      expect(result).to.have.nested.property('why.message', `${name} is not a list of tokens`);
    });
  }

  it('is named in the message if it fails the CORS check', async () => {
    const { result } = await askTwice({ credentialsMode: 'include' }, []);
    expect(result)
      .to.have.nested.property('why.message')
      .that.matches(/^on the preflight, the response has no Access-Control-Allow-Credentials/);
  });
});
