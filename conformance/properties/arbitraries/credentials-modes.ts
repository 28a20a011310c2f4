/** Credentials modes. */
import fc from 'fast-check';

export const credentialsMode: fc.Arbitrary<'omit' | 'same-origin' | 'include'> = fc.constantFrom(
  'omit',
  'same-origin',
  'include',
);
