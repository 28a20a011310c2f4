/** Checks what is sent, whatever the page asks for and whatever the servers answer. */
import { expect } from 'chai';
import fc from 'fast-check';
import { getHeader, isCorsPreflightRequest, type NetworkRequest } from '../../reference/index.ts';
import type { PageFetch } from '../exchanges.ts';
import { exchangeOf, openRedirectsOf } from './arbitraries/exchanges.ts';
import { corsFetch, pageFetch } from './arbitraries/fetches.ts';
import { asExchange } from './counterexample.ts';
import { origins, outcomeOf } from './reference-browser.ts';
import { runs } from './runs.ts';

const anyFetch = exchangeOf(pageFetch, { redirects: 4 });

describe('properties of the wire', () => {
  it('preflights carry the headers of preflights and no others', async () => {
    await fc.assert(
      fc.asyncProperty(anyFetch, async (given) => {
        for (const { headers } of (await requestsOf(given)).filter(isCorsPreflightRequest)) {
          const names = headers.map(([name]) => name);
          expect(names.slice(0, 2)).to.deep.equal(['Accept', 'Access-Control-Request-Method']);
          expect(names.filter((name) => name !== 'Access-Control-Request-Headers')).to.deep.equal([
            'Accept',
            'Access-Control-Request-Method',
            'Origin',
            'User-Agent',
          ]);
        }
      }),
      runs(80, asExchange),
    );
  });

  it('a preflight is followed by the request that it asked for', async () => {
    await fc.assert(
      fc.asyncProperty(anyFetch, async (given) => {
        const requests = await requestsOf(given);
        for (const [at, preflight] of requests.entries()) {
          const next = requests[at + 1];
          if (!isCorsPreflightRequest(preflight) || next === undefined) continue;
          expect(next.method).to.equal(headerOf(preflight, 'Access-Control-Request-Method'));
          expect(next.url.href).to.equal(preflight.url.href);
          expect(headerOf(next, 'Origin')).to.equal(headerOf(preflight, 'Origin'));
          expect(isCorsPreflightRequest(next)).to.equal(false);
          const asked = headerOf(preflight, 'Access-Control-Request-Headers')?.split(',') ?? [];
          const sent = next.headers.map(([name]) => name.toLowerCase());
          expect(sent).to.include.members(asked);
        }
      }),
      runs(80, asExchange),
    );
  });

  it('preflights carry no cookies, and other requests follow the credentials mode', async () => {
    await fc.assert(
      fc.asyncProperty(exchangeOf(corsFetch, { redirects: 0 }), async (given) => {
        const [fetch] = given.fetches;
        const isOwn = fetch?.url.startsWith('{A}') === true && fetch.page === 'A';
        const sends =
          fetch?.credentials === 'include' || (fetch?.credentials === 'same-origin' && isOwn);
        for (const request of await requestsOf(given, { cookies: () => 'a=b' })) {
          expect(headerOf(request, 'Cookie')).to.equal(
            sends && !isCorsPreflightRequest(request) ? 'a=b' : null,
          );
        }
      }),
      runs(80, asExchange),
    );
  });

  it('Authorization is dropped at the first redirect to another origin', async () => {
    const withAuthorization = corsFetch.map((fetch): PageFetch => {
      const others = fetch.headers.filter(([name]) => !/^authorization$/i.test(name));
      return { ...fetch, headers: [...others, ['aUTHORIZATION', 'x']] };
    });
    await fc.assert(
      fc.asyncProperty(openRedirectsOf(withAuthorization), async (given) => {
        const requests = (await requestsOf(given)).filter(
          (request) => !isCorsPreflightRequest(request),
        );
        const hosts = requests.map(({ url }) => url.origin);
        for (const [at, request] of requests.entries()) {
          const isStillThere = hosts.slice(0, at + 1).every((host) => host === hosts[0]);
          expect(headerOf(request, 'Authorization')).to.equal(isStillThere ? 'x' : null);
        }
      }),
      runs(80, asExchange),
    );
  });

  it('Origin becomes null once another origin redirects the request elsewhere', async () => {
    const ofThePage = corsFetch.map((fetch): PageFetch => ({ ...fetch, page: 'A', body: null }));
    await fc.assert(
      fc.asyncProperty(openRedirectsOf(ofThePage), async (given) => {
        const requests = await requestsOf(given);
        const hosts = requests.map(({ url }) => url.origin);
        for (const [at, request] of requests.entries()) {
          const isTainted = hosts
            .slice(0, at)
            .some((host, from) => host !== origins.A && host !== hosts[from + 1]);
          const origin = headerOf(request, 'Origin');
          if (origin !== null) expect(origin).to.equal(isTainted ? 'null' : origins.A);
          else expect(hosts.slice(0, at + 1)).to.deep.equal(Array(at + 1).fill(origins.A));
        }
      }),
      runs(80, asExchange),
    );
  });

  it('each hop gets its own preflight, whatever other hops have allowed', async () => {
    const withToken = corsFetch.map(
      (fetch): PageFetch => ({ ...fetch, headers: [['X-Token', 't']] }),
    );
    await fc.assert(
      fc.asyncProperty(openRedirectsOf(withToken), async (given) => {
        const requests = await requestsOf(given);
        for (const [at, request] of requests.entries()) {
          const needsPermission =
            headerOf(request, 'Origin') !== null && !isCorsPreflightRequest(request);
          const asked = requests[at - 1];
          if (!needsPermission || request.url.origin === origins.A) continue;
          expect(asked !== undefined && isCorsPreflightRequest(asked)).to.equal(true);
        }
        expect(requests).to.have.length.greaterThan(1);
      }),
      runs(60, asExchange),
    );
  });
});

async function requestsOf(...exchange: Parameters<typeof outcomeOf>): Promise<NetworkRequest[]> {
  return (await outcomeOf(...exchange)).exchanges.map(({ request }) => request);
}

function headerOf(request: NetworkRequest, name: string): string | null {
  return getHeader([...request.headers], name);
}
