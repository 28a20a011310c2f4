import { expect } from 'chai';
import { inReadingOrder } from './reading-order.ts';

describe('the order for readers', () => {
  for (const [why, ids] of [
    [
      'who may read goes before what breaks pages',
      ['wildcard-authorization-refused', 'listed-origin-shared'],
    ],
    ['what breaks pages goes before caches', ['odd-origin-shared', 'vary-origin']],
    ['caches go before style', ['vary-unneeded', 'malformed-origin-survived']],
    ['a must goes before a should', ['grammar-allow-origin', 'error-response-shared']],
    ['a should goes before an info', ['redirect-shared', 'odd-origin-shared']],
  ] as const) {
    it(why, () => {
      expect(inReadingOrder([...ids].reverse())).to.deep.equal(ids);
    });
  }

  it('has each once', () => {
    expect(inReadingOrder(['vary-origin', 'vary-origin'])).to.deep.equal(['vary-origin']);
  });
});
