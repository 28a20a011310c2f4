import { expect } from 'chai';
import {
  type CacheEntry,
  clearCacheEntries,
  createANewCacheEntry,
  headerNameCacheEntryMatch,
  methodCacheEntryMatch,
} from './cors-preflight-cache.ts';
import type { Header } from './header-list.ts';
import { type Origin, parseOrigin } from './origin.ts';
import { newRequest } from './request.ts';
import { type FetchInit, UserAgent } from './user-agent.ts';

const request = newRequest({
  urlList: [new URL('https://b.example/')],
  origin: parseOrigin('https://a.example') as Origin,
});

describe('the max-age of cache entries', () => {
  const storedAt = 1_000_000;

  for (const [milliseconds, isThere] of [
    [0, true],
    [9_999, true],
    [10_000, false],
    [10_001, false],
  ] as const) {
    it(`of 10 s: the entry is ${isThere ? 'there' : 'gone'} after ${milliseconds} ms`, () => {
      let now = storedAt;
      const corsPreflightCache: CacheEntry[] = [];
      const owner = { now: () => now, corsPreflightCache };
      createANewCacheEntry(owner, request, 10, 'PUT', null);
      now += milliseconds;
      expect(methodCacheEntryMatch(owner, 'PUT', request) !== undefined).to.equal(isThere);
      expect(corsPreflightCache).to.have.length(isThere ? 1 : 0);
    });
  }
});

describe('a user agent without a preflight cache', () => {
  const owner = { now: () => 0, corsPreflightCache: null };

  it('stores, finds and removes nothing', () => {
    createANewCacheEntry(owner, request, 10, 'PUT', null);
    createANewCacheEntry(owner, request, 10, null, 'X-A');
    clearCacheEntries(owner, request);
    expect(methodCacheEntryMatch(owner, 'PUT', request)).to.equal(undefined);
    expect(headerNameCacheEntryMatch(owner, 'X-A', request)).to.equal(undefined);
  });
});

/** The ruling several-matching-entries. */
describe('if two entries allow a method, one of them with credentials', () => {
  /** The methods that are sent for a PUT, some time after a preflight gave this max-age. */
  async function sentAfter(maxAge: number, seconds: number): Promise<string[]> {
    let now = 0;
    let sent: string[] = [];
    let answer: Header[] = [['Access-Control-Max-Age', '600']];
    const userAgent = new UserAgent({
      now: () => now,
      network: async ({ method }) => {
        sent.push(method);
        const headers: Header[] = [
          ['Access-Control-Allow-Origin', 'https://a.example'],
          ['Access-Control-Allow-Credentials', 'true'],
          ['Access-Control-Allow-Methods', 'PUT'],
          ...answer,
        ];
        return { status: 200, headers, body: null };
      },
    });
    const put = (init: Partial<FetchInit>) =>
      userAgent.fetch('https://b.example/', {
        origin: 'https://a.example',
        method: 'PUT',
        ...init,
      });
    await put({ credentials: 'omit' });
    await put({ credentials: 'include' });
    answer = [
      ['Access-Control-Allow-Headers', 'X-B'],
      ['Access-Control-Max-Age', String(maxAge)],
    ];
    await put({ credentials: 'omit', headers: [['X-B', '1']] });
    expect(sent).to.deep.equal(['OPTIONS', 'PUT', 'OPTIONS', 'PUT', 'OPTIONS', 'PUT']);
    sent = [];
    now = seconds * 1000;
    await put({ credentials: 'omit' });
    return sent;
  }

  for (const [what, maxAge, seconds, sent] of [
    ['a longer max-age takes effect', 700, 650, ['PUT']],
    ['a longer max-age ends', 700, 700, ['OPTIONS', 'PUT']],
    ['a shorter max-age leaves the permission of the other entry', 0, 0, ['PUT']],
    ['that permission ends in its own time', 0, 600, ['OPTIONS', 'PUT']],
  ] as const) {
    it(what, async () => expect(await sentAfter(maxAge, seconds)).to.deep.equal(sent));
  }
});
