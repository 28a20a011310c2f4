/** Compares the grammar validators with regular expressions that were derived from the ABNF. */
import { expect } from 'chai';
import fc from 'fast-check';
import * as reference from '../../reference/index.ts';
import { bytes } from './arbitraries/bytes.ts';
import { edited } from './arbitraries/edits.ts';
import { inAnyCase } from './arbitraries/letter-case.ts';
import { hostText, ipv6Text, originText, portText } from './arbitraries/origin-texts.ts';
import { anyOrigin, misspelledOrigin, webOrigin } from './arbitraries/origins.ts';
import { asVector } from './counterexample.ts';
import { abnf, fields, received } from './models/abnf.ts';
import { runs } from './runs.ts';

const rules: Readonly<Record<keyof typeof abnf, (input: string) => boolean>> = {
  'dec-octet': reference.isDecOctet,
  'serialized-ipv4': reference.isSerializedIPv4,
  h16: reference.isH16,
  'serialized-ipv6': reference.isSerializedIPv6,
  'domain-label': reference.isDomainLabel,
  'serialized-domain': reference.isSerializedDomain,
  'serialized-scheme': reference.isSerializedScheme,
  'serialized-host': reference.isSerializedHost,
  'serialized-port': reference.isSerializedPort,
  'serialized-origin': reference.isSerializedOrigin,
  'origin-or-null': reference.isOriginOrNull,
  wildcard: reference.isWildcard,
  token: reference.isToken,
};

/** The chars that the rules use, and some that they do not. */
const grammarChar = fc.constantFrom(...'0123456789abcfgzAFZ.:-+[]/*_,%@ \t\x00\x7f\xe9');

const originOrNull = fc.oneof({ weight: 6, arbitrary: originText }, fc.constant('null'));

/** Texts for rules whose regular expressions would generate texts too slowly. */
const texts: Readonly<Record<string, fc.Arbitrary<string>>> = {
  'serialized-ipv6': ipv6Text,
  'serialized-host': hostText,
  'serialized-port': portText,
  'serialized-origin': originText,
  'origin-or-null': originOrNull,
  Origin: originOrNull,
  'Access-Control-Allow-Origin': fc.oneof({ weight: 6, arbitrary: originOrNull }, fc.constant('*')),
};

/** Texts that match the rule `name`, nearly match it, or do not match it. */
function textsAround(name: string, rule: RegExp): fc.Arbitrary<string> {
  const fitting = texts[name] ?? fc.stringMatching(rule, { maxLength: 60 });
  return fc.oneof(
    { weight: 3, arbitrary: fitting },
    { weight: 3, arbitrary: fitting.chain((text) => edited(text, grammarChar)) },
    { weight: 1, arbitrary: fitting.chain(inAnyCase) },
    { weight: 1, arbitrary: fc.string({ unit: grammarChar, maxLength: 8 }) },
    { weight: 1, arbitrary: bytes({ maxLength: 4 }) },
  );
}

function fieldValues(name: string, rule: RegExp): fc.Arbitrary<string> {
  return textsAround(name, rule).map((value) => value.replace(/^[ \t]+|[ \t]+$/g, ''));
}

describe('properties of the grammar', () => {
  for (const [rule, conforms] of Object.entries(rules)) {
    const regExp = abnf[rule as keyof typeof abnf];

    it(`${rule} accepts exactly what its rule allows`, () => {
      fc.assert(
        fc.property(textsAround(rule, regExp), (value) => conforms(value) === regExp.test(value)),
        runs(500, (value) => asVector('abnf', { rule, value })),
      );
    });
  }

  for (const [name, sent] of Object.entries(fields)) {
    const regExp = received[name as keyof typeof fields] ?? sent;

    it(`${name} accepts exactly what a sender may write, and what a recipient has to read`, () => {
      fc.assert(
        fc.property(fieldValues(name, sent), (value) => {
          const read = reference.extractHeaderValues([name, value]);
          expect(reference.conformsToABNF([name, value])).to.equal(sent.test(value));
          expect(read !== 'failure').to.equal(regExp.test(value));
        }),
        runs(500, (value) => asVector('abnf', { rule: name, value })),
      );
    });
  }

  it('dec-octet accepts exactly what its rule allows, for all numbers with up to three digits', () => {
    const numbers = [1, 2, 3].flatMap((length) =>
      Array.from({ length: 10 ** length }, (_, number) => String(number).padStart(length, '0')),
    );
    expect(numbers.filter(reference.isDecOctet)).to.deep.equal(
      numbers.filter((number) => abnf['dec-octet'].test(number)),
    );
  });

  it('every serialized origin matches the grammar and parses back to itself', () => {
    fc.assert(
      fc.property(anyOrigin, (origin) => {
        const parsed = reference.parseOrigin(origin);
        expect(reference.isOriginOrNull(origin)).to.equal(true);
        expect(parsed && reference.serializeOrigin(parsed)).to.equal(origin);
      }),
      runs(400, (value) => asVector('abnf', { rule: 'origin-or-null', value })),
    );
  });

  it('a text that is not a serialized origin does not parse as one', () => {
    const misspelled = webOrigin.chain(misspelledOrigin).filter((text) => !/,$|:..[*]/.test(text));
    fc.assert(
      fc.property(misspelled, (text) => reference.parseOrigin(text) === null),
      runs(300, (value) => asVector('abnf', { rule: 'origin-or-null', value })),
    );
  });
});
