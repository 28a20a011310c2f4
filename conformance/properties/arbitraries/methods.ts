/** Request methods: normalized, case-sensitive, made-up and forbidden ones. */
import fc from 'fast-check';
import { token } from './bytes.ts';
import { inAnyCase } from './letter-case.ts';

/** The six methods that are sent in upper case, however the page writes them. */
export const normalizedMethod: fc.Arbitrary<string> = fc
  .constantFrom('GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS')
  .chain(inAnyCase);

/** Methods that keep their case, most notably `patch`. */
export const caseSensitiveMethod: fc.Arbitrary<string> = fc.oneof(
  inAnyCase('PATCH'),
  fc.constantFrom('QUERY', 'chicken', 'PROPFIND', 'GETS', 'GE', 'PUTS', '*'),
  token().filter(
    (method) => !/^(?:connect|trace|track|get|head|post|put|delete|options)$/i.test(method),
  ),
);

/** Methods that a page may send. */
export const sendableMethod: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: normalizedMethod },
  { weight: 2, arbitrary: caseSensitiveMethod },
);

/** Methods that no page may send. */
export const forbiddenMethod: fc.Arbitrary<string> = fc
  .constantFrom('CONNECT', 'TRACE', 'TRACK')
  .chain(inAnyCase);
