import { expect } from 'chai';
import {
  conformsToABNF,
  extractHeaderListValues,
  extractHeaderValues,
} from './extract-header-values.ts';

describe('a header whose grammar is not known', () => {
  it('is an error of the caller', () => {
    expect(() => conformsToABNF(['X-A', '1'])).to.throw(RangeError, 'X-A');
    expect(() => extractHeaderValues(['X-A', '1'])).to.throw(RangeError, 'X-A');
    expect(() => extractHeaderListValues('X-A', [['X-A', '1']])).to.throw(RangeError, 'X-A');
  });
});
