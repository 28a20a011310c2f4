import { expect } from 'chai';
import { newRequest, requestOrigin } from './request.ts';

describe('newRequest', () => {
  it('has the defaults of the standard', () => {
    const url = new URL('https://a.example/');
    expect(newRequest({ urlList: [url] })).to.deep.equal({
      method: 'GET',
      urlList: [url],
      headerList: [],
      unsafeRequestFlag: false,
      body: null,
      client: null,
      origin: 'client',
      referrerPolicy: '',
      keepalive: false,
      mode: 'no-cors',
      useCORSPreflightFlag: false,
      credentialsMode: 'same-origin',
      redirectMode: 'follow',
      redirectCount: 0,
      responseTainting: 'basic',
    });
  });
});

describe('requestOrigin', () => {
  it('throws before fetching begins', () => {
    expect(() => requestOrigin({ origin: 'client' })).to.throw(TypeError, 'no origin yet');
  });
});
