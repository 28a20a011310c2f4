import { expect } from 'chai';
import { isCorsPreflightRequest } from './cors-preflight-request.ts';
import type { Header } from './header-list.ts';

const origin: Header = ['Origin', 'https://a.example'];
const requestMethod: Header = ['Access-Control-Request-Method', 'PUT'];

describe('isCorsPreflightRequest', () => {
  for (const [what, method, headers, isPreflight] of [
    ['OPTIONS with both headers', 'OPTIONS', [origin, requestMethod], true],
    [
      'header names in another case',
      'OPTIONS',
      [
        ['origin', 'null'],
        ['access-control-request-method', 'GET'],
      ],
      true,
    ],
    ['no Origin', 'OPTIONS', [requestMethod], false],
    ['no Access-Control-Request-Method', 'OPTIONS', [origin], false],
    ['another method', 'GET', [origin, requestMethod], false],
    ['a method in another case', 'options', [origin, requestMethod], false],
  ] satisfies [string, string, Header[], boolean][]) {
    it(`${what}: ${isPreflight}`, () => {
      expect(isCorsPreflightRequest({ method, headers })).to.equal(isPreflight);
    });
  }
});
