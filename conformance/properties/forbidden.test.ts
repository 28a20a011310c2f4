/** What pages may send at all: forbidden headers, and methods in their cases. */
import { expect } from 'chai';
import fc from 'fast-check';
import * as reference from '../../reference/index.ts';
import { forbiddenName, sendableName } from './arbitraries/header-names.ts';
import { inAnyCase } from './arbitraries/letter-case.ts';
import { forbiddenMethod, sendableMethod } from './arbitraries/methods.ts';
import { asVector } from './counterexample.ts';
import { runs } from './runs.ts';

describe('properties of what pages may send', () => {
  it('forbidden headers are forbidden in any case, and with any value', () => {
    fc.assert(
      fc.property(forbiddenName, fc.constantFrom('', 'a', 'GET'), (name, value) =>
        reference.isForbiddenRequestHeader(name, value),
      ),
      runs(500, (name, value) => asVector('forbidden-request-header', { name, value })),
    );
  });

  it('others are not', () => {
    fc.assert(
      fc.property(
        sendableName,
        fc.constantFrom('', 'TRACE'),
        (name, value) => !reference.isForbiddenRequestHeader(name, value),
      ),
      runs(500, (name, value) => asVector('forbidden-request-header', { name, value })),
    );
  });

  it('those that rewrite the method are forbidden with a forbidden method among their members', () => {
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

  it('methods lose their case if they are one of six, and are idempotent under it', () => {
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
