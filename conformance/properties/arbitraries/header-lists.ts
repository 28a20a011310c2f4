/** Lists of request headers. */
import fc from 'fast-check';
import { safelistedName, sendableName } from './header-names.ts';
import { sendableValueFor, valueFor } from './header-values.ts';

type Line = [name: string, value: string];

/** Names that a script may send, with values of any bytes. */
export const headerList: fc.Arbitrary<Line[]> = fc.array(
  sendableName.chain((name) => valueFor(name).map((value): Line => [name, value])),
  { maxLength: 6 },
);

/** Headers that `fetch()` accepts and HTTP can carry. A name may occur several times. */
export const sendableHeaderList: fc.Arbitrary<Line[]> = fc.array(
  sendableName.chain((name) => sendableValueFor(name).map((value): Line => [name, value])),
  { maxLength: 4 },
);

/** Headers that are safelisted one by one, with values that total 1000 to 1050 bytes. */
export const longSafelistedHeaderList: fc.Arbitrary<Line[]> = fc
  .tuple(
    fc.integer({ min: 1000, max: 1050 }),
    fc.array(safelistedName, { minLength: 9, maxLength: 9 }),
  )
  .map(([sum, names]) =>
    names.map((name, at): Line => {
      const length = at < 8 ? Math.ceil(sum / 9) : sum - 8 * Math.ceil(sum / 9);
      return [name, safelistedValueOf(name, length)];
    }),
  );

/** A safelisted value of exactly `length` bytes, from 13 to 128. */
export function safelistedValueOf(name: string, length: number): string {
  switch (name.toLowerCase()) {
    case 'content-type':
      return 'text/plain;a='.padEnd(length, 'b');
    case 'range':
      return 'bytes=0-'.padEnd(length, '9');
    default:
      return 'a'.repeat(length);
  }
}
