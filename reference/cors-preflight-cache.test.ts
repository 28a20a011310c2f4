import { expect } from 'chai';
import {
  type CacheEntry,
  clearCacheEntries,
  createANewCacheEntry,
  headerNameCacheEntryMatch,
  methodCacheEntryMatch,
} from './cors-preflight-cache.ts';
import { type Origin, parseOrigin } from './origin.ts';
import { newRequest } from './request.ts';

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
