import { expect } from 'chai';
import { areSame, type Difference } from './difference.ts';

const status: Difference = { on: 'page', name: 'status', found: 201, expected: 200 };

describe('areSame', () => {
  for (const [what, a, b, isSame] of [
    ['no differences', [], [], true],
    ['equal ones', [status], [{ ...status }], true],
    [
      'equal ones with their members in another order',
      [status],
      [{ expected: 200, found: 201, name: 'status', on: 'page' }],
      true,
    ],
    ['lists', [{ ...status, found: ['a', 'b'] }], [{ ...status, found: ['a', 'b'] }], true],
    ['other lists', [{ ...status, found: ['a', 'b'] }], [{ ...status, found: ['a,b'] }], false],
    ['a number and its digits', [status], [{ ...status, found: '201' }], false],
    ['null and a text', [{ ...status, found: null }], [{ ...status, found: 'null' }], false],
    ['another message', [status], [{ ...status, on: 'wire' }], false],
    ['another name', [status], [{ ...status, name: 'body' }], false],
    ['another expectation', [status], [{ ...status, expected: 0 }], false],
    ['another fetch', [{ ...status, fetch: 1 }], [{ ...status, fetch: 2 }], false],
    ['no fetch and the first one', [status], [{ ...status, fetch: 1 }], false],
    ['one more', [status], [status, status], false],
    [
      'another order',
      [status, { ...status, name: 'body' }],
      [{ ...status, name: 'body' }, status],
      false,
    ],
  ] satisfies [string, Difference[], Difference[], boolean][]) {
    it(`${what}: ${isSame}`, () => {
      expect(areSame(a, b)).to.equal(isSame);
      expect(areSame(b, a)).to.equal(isSame);
    });
  }
});
