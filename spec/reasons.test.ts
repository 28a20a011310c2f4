import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { spec } from './index.ts';
import { formatReasons } from './map-file.ts';
import { reasonOf } from './reasons.ts';

describe('the reasons of refusals', () => {
  const file = readFileSync(new URL('reasons.json', import.meta.url), 'utf8');

  it('are the same as in the map', () => expect(file).to.equal(formatReasons(spec)));

  it('are lower-case words with hyphens, and unique', () => {
    const reasons = Object.values<string>(JSON.parse(file));
    for (const reason of reasons) expect(reason).to.match(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(new Set(reasons)).to.have.length(reasons.length);
  });

  // Listed here because reasons are part of results that users store.
  const reasons: [step: string, reason: string][] = [
    ['cors-check/2', 'allow-origin-missing'],
    ['cors-check/4', 'allow-origin-mismatch'],
    ['cors-check/8', 'allow-credentials-not-true'],
    ['cors-preflight-fetch/7.3', 'allow-list-malformed'],
    ['cors-preflight-fetch/7.5', 'method-not-allowed'],
    ['cors-preflight-fetch/7.6', 'authorization-not-listed'],
    ['cors-preflight-fetch/7.7', 'header-not-allowed'],
    ['cors-preflight-fetch/8', 'preflight-status-not-ok'],
    ['main-fetch/12.c', 'not-same-origin'],
    ['main-fetch/12.d.1', 'no-cors-redirect-mode'],
    ['main-fetch/12.e', 'scheme-not-http'],
    ['main-fetch/21', 'range-not-requested'],
    ['scheme-fetch/3.c.2', 'data-url-invalid'],
    ['scheme-fetch/3.d', 'file-url'],
    ['scheme-fetch/4', 'scheme-not-fetchable'],
    ['http-fetch/6.3.a.1', 'redirect-mode-error'],
    ['http-redirect-fetch/5', 'location-invalid'],
    ['http-redirect-fetch/6', 'location-scheme-not-http'],
    ['http-redirect-fetch/7', 'too-many-redirects'],
    ['http-redirect-fetch/9', 'location-credentials-cross-origin'],
    ['http-redirect-fetch/10', 'location-credentials-after-cors'],
    ['http-redirect-fetch/11', 'body-not-replayable'],
    ['http-network-or-cache-fetch/8.10.5', 'keepalive-quota-exceeded'],
    ['bodyinit-extract/10.g', 'keepalive-stream'],
    ['request-constructor/5.2', 'url-invalid'],
    ['request-constructor/5.3', 'url-includes-credentials'],
    ['request-constructor/17', 'mode-navigate'],
    ['request-constructor/25.2', 'method-invalid'],
    ['request-constructor/32.1', 'no-cors-method-not-safelisted'],
    ['request-constructor/35', 'body-with-get-or-head'],
    ['request-constructor/39.1', 'stream-without-duplex'],
    ['request-constructor/39.2', 'stream-mode-not-cors'],
    ['headers-validate/1', 'header-invalid'],
  ];
  for (const [step, reason] of reasons) {
    it(`have ${reason} for ${step}`, () => expect(reasonOf(step)).to.equal(reason));
  }

  it('are all listed above', () => {
    expect(reasons).to.have.length(Object.keys(JSON.parse(file)).length);
  });

  for (const step of ['cors-check/1', 'cors-check/99', 'cors-safelisted-method', 'toString', '']) {
    it(`do not include one for "${step}"`, () => {
      expect(() => reasonOf(step)).to.throw(RangeError, `${step} does not refuse anything`);
    });
  }
});
