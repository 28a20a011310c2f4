import { expect } from 'chai';
import { byteCaseInsensitiveMatch } from './byte-sequence.ts';

describe('byteCaseInsensitiveMatch', () => {
  for (const [a, b, isMatch] of [
    ['', '', true],
    ['aZ', 'Az', true],
    ['a', 'ab', false],
    ['ab', 'a', false],
    ['@', '`', false],
    ['[', '{', false],
    ['\xc4', '\xe4', false],
  ] as const) {
    it(`${isMatch ? 'matches' : 'does not match'} "${a}" with "${b}"`, () => {
      expect(byteCaseInsensitiveMatch(a, b)).to.equal(isMatch);
    });
  }
});
