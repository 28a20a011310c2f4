import { expect } from 'chai';
import type { NetworkRequest, NetworkResponse } from './fetch-params.ts';
import type { Header } from './header-list.ts';
import { httpNetworkOrCacheFetch } from './http-network-or-cache-fetch.ts';
import { type Origin, parseOrigin } from './origin.ts';
import { newRequest } from './request.ts';

async function send(headerList: Header[], response: Partial<NetworkResponse> = {}) {
  const sent: NetworkRequest[] = [];
  const request = newRequest({
    urlList: [new URL('http://a.example/')],
    origin: parseOrigin('http://a.example') as Origin,
    headerList,
  });
  const userAgent = {
    network: async (request: NetworkRequest) => {
      sent.push(request);
      return { status: 200, headers: [], body: null, ...response };
    },
    now: () => 0,
    cookies: () => null,
    userAgentValue: 'test',
    corsPreflightCache: null,
    maxAgeLimit: 0,
  };
  const result = await httpNetworkOrCacheFetch({ request, userAgent });
  return { request, result, headers: sent[0]?.headers };
}

describe('HTTP-network-or-cache fetch', () => {
  it('adds User-Agent', async () => {
    expect((await send([])).headers).to.deep.equal([['User-Agent', 'test']]);
  });

  it('keeps a User-Agent that the page has set', async () => {
    expect((await send([['user-agent', 'x']])).headers).to.deep.equal([['user-agent', 'x']]);
  });

  it('asks for unencoded content and sets a flag if the request has Range', async () => {
    const { headers, result } = await send([['range', 'bytes=0-1']]);
    expect(headers).to.deep.include(['Accept-Encoding', 'identity']);
    expect(result).to.include({ type: 'default', rangeRequestedFlag: true });
    expect((await send([])).result).to.include({ rangeRequestedFlag: false });
  });

  it("does not change the page's request", async () => {
    expect((await send([['range', 'bytes=0-1']])).request.headerList).to.have.length(1);
  });

  it('passes on the status message, which is empty by default', async () => {
    expect((await send([], { statusMessage: 'Fine' })).result).to.include({
      statusMessage: 'Fine',
    });
    expect((await send([])).result).to.include({ statusMessage: '' });
  });
});
