/** Bytes as strings of one char, and sequences of bytes. */
import fc from 'fast-check';

/** Any of the 256 bytes. */
export const byte: fc.Arbitrary<string> = fc
  .integer({ min: 0, max: 0xff })
  .map((code) => String.fromCharCode(code));

/** The bytes that HTTP allows in field values: tab, printable ASCII, and all bytes above ASCII. */
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

/** The bytes that HTTP allows in tokens. */
export const tokenByte: fc.Arbitrary<string> = fc.constantFrom(
  ..."!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
);

export function bytes(constraints: fc.StringConstraints = {}): fc.Arbitrary<string> {
  return fc.string({ ...constraints, unit: byte });
}

export function token(constraints: fc.StringConstraints = {}): fc.Arbitrary<string> {
  return fc.string({ minLength: 1, maxLength: 8, ...constraints, unit: tokenByte });
}

/** A field value as it arrives, without whitespace at its ends. */
export function fieldValue(constraints: fc.StringConstraints = {}): fc.Arbitrary<string> {
  return fc
    .string({ maxLength: 12, ...constraints, unit: fieldByte })
    .map((value) => value.replace(/^[ \t]+|[ \t]+$/g, ''));
}
