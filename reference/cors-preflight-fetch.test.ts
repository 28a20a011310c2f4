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

/** What comes of asking for `request` twice, where the preflights are answered with `headers`. */
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
  it('is a request in the mode cors', async () => {
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

  it('leaves nothing in the cache if it lists nothing', async () => {
    expect((await askTwice({}, [])).cache).to.deep.equal([]);
  });

  it('leaves one entry for each method and name, however often it is asked', async () => {
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
    it(`holds for ${maxAge} s of ${value}, with a limit of 100`, async () => {
      const { cache } = await askTwice({ method: 'PUT' }, [
        ['Access-Control-Allow-Methods', 'PUT'],
        ['Access-Control-Max-Age', value],
      ]);
      expect(cache.map((entry) => entry.maxAge)).to.deep.equal([maxAge]);
    });
  }

  for (const name of ['Access-Control-Allow-Methods', 'Access-Control-Allow-Headers']) {
    it(`is refused with the name of ${name} if that is malformed`, async () => {
      const { result } = await askTwice({}, [[name, 'a b']]);
      expect(result).to.have.nested.property('why.message', `${name} is not a list of tokens`);
    });
  }
});
