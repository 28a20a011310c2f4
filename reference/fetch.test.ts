import { expect } from 'chai';
import { populateRequestFromClient } from './fetch.ts';
import { newOpaqueOrigin, type Origin, parseOrigin } from './origin.ts';
import { newRequest } from './request.ts';

const urlList: [URL] = [new URL('https://b.example/')];
const origin = parseOrigin('https://a.example') as Origin;
const client = { origin, topLevelOrigin: origin };

describe('populateRequestFromClient', () => {
  it("uses the page's origin", () => {
    const request = newRequest({ urlList, client });
    populateRequestFromClient(request);
    expect(request.origin).to.equal(origin);
  });

  it('keeps an origin that is already set', () => {
    const own = newOpaqueOrigin();
    const request = newRequest({ urlList, client, origin: own });
    populateRequestFromClient(request);
    expect(request.origin).to.equal(own);
  });

  it('throws if there is no page', () => {
    const request = newRequest({ urlList });
    expect(() => populateRequestFromClient(request)).to.throw(TypeError, 'needs a client');
  });
});
