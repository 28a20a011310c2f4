/** Bytes, as strings of one char each, and sequences of them. */
import fc from 'fast-check';

/** Any of the 256. */
export const byte: fc.Arbitrary<string> = fc
  .integer({ min: 0, max: 0xff })
  .map((code) => String.fromCharCode(code));

/** Those that stand in field values of HTTP: tab, printable ASCII, and what is above it. */
export const fieldByte: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
  },
  { weight: 1, arbitrary: fc.constantFrom(' ', '\t') },
  {
    weight: 1,
    arbitrary: fc.integer({ min: 0x80, max: 0xff }).map((code) => String.fromCharCode(code)),
  },
);

/** What tokens of HTTP are made of. */
export const tokenByte: fc.Arbitrary<string> = fc.constantFrom(
  ..."!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
);

export function bytes(constraints: fc.StringConstraints = {}): fc.Arbitrary<string> {
  return fc.string({ ...constraints, unit: byte });
}

export function token(constraints: fc.StringConstraints = {}): fc.Arbitrary<string> {
  return fc.string({ minLength: 1, maxLength: 8, ...constraints, unit: tokenByte });
}

/** A value as it arrives: no white space at its ends. */
export function fieldValue(constraints: fc.StringConstraints = {}): fc.Arbitrary<string> {
  return fc
    .string({ maxLength: 12, ...constraints, unit: fieldByte })
    .map((value) => value.replace(/^[ \t]+|[ \t]+$/g, ''));
}
