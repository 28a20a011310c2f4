/** Checks what pages may send: forbidden headers, and how methods are normalized. */
import { expect } from 'chai';
import fc from 'fast-check';
import * as reference from '../../reference/index.ts';
import { forbiddenName, sendableName } from './arbitraries/header-names.ts';
import { inAnyCase } from './arbitraries/letter-case.ts';
import { forbiddenMethod, sendableMethod } from './arbitraries/methods.ts';
import { asVector } from './counterexample.ts';
import { runs } from './runs.ts';

describe('properties of what pages may send', () => {
  it('forbidden header names are forbidden in any case and with any value', () => {
    fc.assert(
      fc.property(forbiddenName, fc.constantFrom('', 'a', 'GET'), (name, value) =>
        reference.isForbiddenRequestHeader(name, value),
      ),
      runs(500, (name, value) => asVector('forbidden-request-header', { name, value })),
    );
  });

  it('other header names are not forbidden', () => {
    fc.assert(
      fc.property(
        sendableName,
        fc.constantFrom('', 'TRACE'),
        (name, value) => !reference.isForbiddenRequestHeader(name, value),
      ),
      runs(500, (name, value) => asVector('forbidden-request-header', { name, value })),
    );
  });

  it('a header that overrides the method is forbidden if a member is a forbidden method', () => {
    const override = fc
      .constantFrom('X-HTTP-Method', 'X-HTTP-Method-Override', 'X-Method-Override')
      .chain(inAnyCase);
    const method = fc.oneof(
      forbiddenMethod,
      sendableMethod,
      fc.constantFrom('"TRACE"', 'TRACES', ''),
    );
    const members = fc.array(method, { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(override, members, (name, methods) => {
        expect(reference.isForbiddenRequestHeader(name, methods.join(' , '))).to.equal(
          methods.some((each) => /^(?:connect|trace|track)$/i.test(each)),
        );
      }),
      runs(500, (name, methods) =>
        asVector('forbidden-request-header', { name, value: methods.join(' , ') }),
      ),
    );
  });

  it('normalization changes the case of six methods only, and is idempotent', () => {
    fc.assert(
      fc.property(fc.oneof(sendableMethod, forbiddenMethod), (method) => {
        const normalized = reference.normalizeMethod(method);
        expect(normalized).to.equal(
          /^(?:delete|get|head|options|post|put)$/i.test(method) ? method.toUpperCase() : method,
        );
        expect(reference.normalizeMethod(normalized)).to.equal(normalized);
      }),
      runs(500, (method) => asVector('method-normalize', { method })),
    );
  });
});
