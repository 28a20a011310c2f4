import { expect } from 'chai';
import { fragmentOf, newResponse } from './response.ts';

describe('newResponse', () => {
  it('has the defaults of the standard', () => {
    const given = { status: 200, statusMessage: 'OK', headerList: [], body: null };
    expect(newResponse(given)).to.deep.equal({
      type: 'default',
      urlList: [],
      ...given,
      corsExposedHeaderNameList: [],
      rangeRequestedFlag: false,
      requestIncludesCredentials: true,
      redirectTaint: 'same-origin',
      unmodelled: null,
    });
  });
});

describe('fragmentOf', () => {
  for (const [url, fragment] of [
    ['https://a.example/', null],
    ['https://a.example/#', ''],
    ['https://a.example/#f', 'f'],
    ['https://a.example/#f#g', 'f#g'],
    ['a:#', ''],
  ] as const) {
    it(`of ${url} is ${JSON.stringify(fragment)}`, () => {
      expect(fragmentOf(new URL(url))).to.equal(fragment);
    });
  }
});
