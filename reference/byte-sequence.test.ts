import { expect } from 'chai';
import { byteCaseInsensitiveMatch, byteLowercase, byteUppercase } from './byte-sequence.ts';

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

describe('byteLowercase and byteUppercase', () => {
  for (const [bytes, lowercase, uppercase] of [
    ['', '', ''],
    ['X-Token2', 'x-token2', 'X-TOKEN2'],
    ['@AZ[`az{', '@az[`az{', '@AZ[`AZ{'],
    // The last three have no counterpart of one byte, or none at all.
    ['Aa\xc4\xe4Bb\xb5\xdf\xff', 'aa\xc4\xe4bb\xb5\xdf\xff', 'AA\xc4\xe4BB\xb5\xdf\xff'],
    ['\x80Zz\x7f', '\x80zz\x7f', '\x80ZZ\x7f'],
    ['\xc4', '\xc4', '\xc4'],
    ['\xe4', '\xe4', '\xe4'],
  ] as const) {
    it(`convert only letters of ASCII: ${encodeURI(bytes)}`, () => {
      expect(byteLowercase(bytes)).to.equal(lowercase);
      expect(byteUppercase(bytes)).to.equal(uppercase);
    });
  }
});
