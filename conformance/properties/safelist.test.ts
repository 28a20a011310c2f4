/** Checks the limits of the request-header safelist, and compares all of it with a second model. */
import { expect } from 'chai';
import fc from 'fast-check';
import * as reference from '../../reference/index.ts';
import { byte } from './arbitraries/bytes.ts';
import {
  headerList,
  longSafelistedHeaderList,
  safelistedValueOf,
} from './arbitraries/header-lists.ts';
import {
  forbiddenName,
  nearlySafelistedName,
  safelistedName,
  sendableName,
  unsafeName,
} from './arbitraries/header-names.ts';
import { unsafeByte, valueFor } from './arbitraries/header-values.ts';
import { inAnyCase } from './arbitraries/letter-case.ts';
import { asVector } from './counterexample.ts';
import { isSafelisted, namesToAskFor } from './models/safelist.ts';
import { runs } from './runs.ts';

const safelistVector = (name: string, value: string) =>
  asVector('cors-safelisted-request-header', { name, value });
const namesVector = (headers: readonly (readonly [string, string])[]) =>
  asVector('cors-unsafe-request-header-names', { headers });

const withValue = (name: fc.Arbitrary<string>) =>
  name.chain((name) => fc.tuple(fc.constant(name), valueFor(name)));

describe('properties of the safelist', () => {
  it('every header agrees with the second model', () => {
    const header = fc.oneof(
      { weight: 4, arbitrary: withValue(safelistedName) },
      withValue(sendableName),
    );
    fc.assert(
      fc.property(header, ([name, value]) => {
        expect(reference.isCorsSafelistedRequestHeader(name, value)).to.equal(
          isSafelisted([name, value]),
        );
      }),
      runs(5000, ([name, value]) => safelistVector(name, value)),
    );
  });

  it('no other name is safelisted, whatever the value', () => {
    const name = fc.oneof(unsafeName, nearlySafelistedName, forbiddenName);
    fc.assert(
      fc.property(
        name,
        fc.constantFrom('', 'a', 'text/plain', 'bytes=0-'),
        (name, value) => !reference.isCorsSafelistedRequestHeader(name, value),
      ),
      runs(500, safelistVector),
    );
  });

  it('a value of 128 bytes is safe, and a longer one is not', () => {
    fc.assert(
      fc.property(safelistedName, fc.integer({ min: 120, max: 140 }), (name, length) => {
        const value = safelistedValueOf(name, length);
        expect(reference.isCorsSafelistedRequestHeader(name, value)).to.equal(length <= 128);
      }),
      runs(300, (name, length) => safelistVector(name, safelistedValueOf(name, length))),
    );
  });

  it('one unsafe byte makes a safe value unsafe', () => {
    const typed = fc.constantFrom('Accept', 'Content-Type', 'Accept-Language', 'Content-Language');
    const spoiled = typed.chain((name) =>
      fc
        .tuple(valueFor(name), unsafeByte, fc.nat({ max: 20 }))
        .filter(([value]) => value.length < 128 && isSafelisted([name, value]))
        .map(([value, odd, at]): [string, string] => [
          name,
          value.slice(0, at) + odd + value.slice(at),
        ]),
    );
    fc.assert(
      fc.property(
        spoiled,
        ([name, value]) => !reference.isCorsSafelistedRequestHeader(name, value),
      ),
      runs(1000, ([name, value]) => safelistVector(name, value)),
    );
  });

  it('a byte is unsafe anywhere in Accept, or nowhere', () => {
    fc.assert(
      fc.property(byte, fc.nat({ max: 3 }), (odd, at) => {
        const value = 'abc'.slice(0, at) + odd + 'abc'.slice(at);
        expect(reference.isCorsSafelistedRequestHeader('Accept', value)).to.equal(
          !reference.isCorsUnsafeRequestHeaderByte(odd),
        );
      }),
      runs(600, (odd, at) => safelistVector('Accept', 'abc'.slice(0, at) + odd + 'abc'.slice(at))),
    );
  });
});

describe('properties of the names that a preflight asks for', () => {
  it('they agree with the second model', () => {
    fc.assert(
      fc.property(fc.oneof(headerList, longSafelistedHeaderList), (headers) => {
        expect(reference.corsUnsafeRequestHeaderNames(headers)).to.deep.equal(
          namesToAskFor(headers),
        );
      }),
      runs(2000, namesVector),
    );
  });

  it('they are in lower case, sorted and unique', () => {
    fc.assert(
      fc.property(headerList, (headers) => {
        const names = reference.corsUnsafeRequestHeaderNames(headers);
        expect(names.join()).not.to.match(/[A-Z]/);
        for (const [at, name] of names.entries()) {
          if (at > 0) expect(name > (names[at - 1] as string)).to.equal(true);
        }
      }),
      runs(1000, namesVector),
    );
  });

  it('1024 bytes of safelisted values are safe, and one more makes all of them unsafe', () => {
    fc.assert(
      fc.property(longSafelistedHeaderList, (headers) => {
        const sum = headers.reduce((total, [, value]) => total + value.length, 0);
        const names = new Set(headers.map(([name]) => name.toLowerCase()));
        expect(reference.corsUnsafeRequestHeaderNames(headers)).to.have.length(
          sum > 1024 ? names.size : 0,
        );
      }),
      runs(500, namesVector),
    );
  });

  it('neither the order nor the case of names matters', () => {
    const twice = headerList.chain((headers) =>
      fc.tuple(
        fc.constant(headers),
        fc
          .shuffledSubarray(headers, { minLength: headers.length })
          .chain((shuffled) =>
            fc.tuple(
              ...shuffled.map(([name, value]) =>
                inAnyCase(name).map((spelled): [string, string] => [spelled, value]),
              ),
            ),
          ),
      ),
    );
    fc.assert(
      fc.property(twice, ([headers, others]) => {
        expect(reference.corsUnsafeRequestHeaderNames(others)).to.deep.equal(
          reference.corsUnsafeRequestHeaderNames(headers),
        );
      }),
      runs(1000, ([headers]) => namesVector(headers)),
    );
  });
});
