/** Compares the parsing of header values with second models that read them char by char. */
import { expect } from 'chai';
import fc from 'fast-check';
import * as reference from '../../reference/index.ts';
import { token } from './arbitraries/bytes.ts';
import { brokenList, listChar, spelledAsLines } from './arbitraries/comma-lists.ts';
import { inAnyCase } from './arbitraries/letter-case.ts';
import { asVector } from './counterexample.ts';
import { membersOf, quotedStringIn, tokensIn } from './models/comma-lists.ts';
import { runs } from './runs.ts';

type Line = [name: string, value: string];

const responseList = fc.constantFrom(
  'Access-Control-Allow-Methods',
  'Access-Control-Allow-Headers',
  'Access-Control-Expose-Headers',
);

const tokens = fc.array(token({ maxLength: 3 }), { minLength: 1, maxLength: 4 });

const listLine = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: listChar, maxLength: 10 }) },
  { weight: 3, arbitrary: tokens.chain(spelledAsLines).map((lines) => lines[0] ?? '') },
  { weight: 1, arbitrary: tokens.chain(brokenList) },
);

const quotedText = fc.string({ unit: fc.constantFrom(...'""\\\\,ab \t\xff'), maxLength: 12 });

describe('properties of extraction', () => {
  it('a list over several lines holds the tokens of every line, or is a failure', () => {
    const lines = responseList.chain((name) =>
      fc.tuple(
        fc.constant(name),
        fc.array(
          fc.tuple(
            fc.oneof({ weight: 5, arbitrary: inAnyCase(name) }, fc.constant('X-Other')),
            listLine,
          ),
          { maxLength: 3 },
        ),
      ),
    );
    fc.assert(
      fc.property(lines, ([name, list]: [string, Line[]]) => {
        const ofName = list.filter(([each]) => each.toLowerCase() === name.toLowerCase());
        const read = ofName.map(([, value]) => tokensIn(value));
        const model = read.includes(null) ? 'failure' : read.flat();
        expect(reference.extractHeaderListValues(name, list)).to.deep.equal(
          ofName.length === 0 ? null : model,
        );
      }),
      runs(1500, ([name, list]) => asVector('extract-header-list-values', { name, list })),
    );
  });

  it('a header that takes a single value fails if it has several lines', () => {
    const single = fc.constantFrom(
      'Access-Control-Allow-Origin',
      'Access-Control-Allow-Credentials',
      'Access-Control-Max-Age',
      'Access-Control-Request-Method',
      'Origin',
      'Location',
    );
    const value = fc.constantFrom(
      '*',
      'null',
      'true',
      '5',
      'PUT',
      'http://a.example',
      '',
      '5,',
      '/x',
    );
    const list = single.chain((name) =>
      fc.tuple(fc.constant(name), fc.array(fc.tuple(inAnyCase(name), value), { maxLength: 3 })),
    );
    fc.assert(
      fc.property(list, ([name, list]: [string, Line[]]) => {
        const [line, ...others] = list;
        const model =
          line === undefined
            ? null
            : others.length > 0
              ? 'failure'
              : reference.extractHeaderValues(line);
        expect(reference.extractHeaderListValues(name, list)).to.deep.equal(model);
      }),
      runs(500, ([name, list]) => asVector('extract-header-list-values', { name, list })),
    );
  });

  it('splitting keeps quoted strings whole', () => {
    fc.assert(
      fc.property(quotedText, (value) => {
        expect(reference.getDecodeAndSplit(value)).to.deep.equal(membersOf(value));
      }),
      runs(1500, (value) => asVector('header-value-get-decode-and-split', { value })),
    );
  });

  it('a quoted string ends at its closing quote', () => {
    fc.assert(
      fc.property(quotedText, quotedText, (before, rest) => {
        const input = `${before}"${rest}`;
        const { value, length } = quotedStringIn(`"${rest}`);
        const [asWritten, meant] = [{ value: before.length }, { value: before.length }];
        expect(reference.collectAnHTTPQuotedString(input, asWritten)).to.equal(
          input.slice(before.length, before.length + length),
        );
        expect(reference.collectAnHTTPQuotedString(input, meant, true)).to.equal(value);
        expect([asWritten.value, meant.value]).to.deep.equal(Array(2).fill(before.length + length));
      }),
      runs(1000, (before, rest) =>
        asVector('collect-an-http-quoted-string', {
          input: `${before}"${rest}`,
          position: before.length,
          extractValue: true,
        }),
      ),
    );
  });

  it('getting a header joins its lines, whatever lines are between them', () => {
    const line = fc.tuple(fc.constantFrom('A', 'a', 'B'), quotedText);
    fc.assert(
      fc.property(fc.array(line, { maxLength: 4 }), (list: Line[]) => {
        const values = list.flatMap(([name, value]) => (name === 'B' ? [] : [value]));
        const joined =
          values.length === 0 ? null : values.reduce((all, value) => `${all}, ${value}`);
        expect(reference.getHeader(list, 'a')).to.equal(joined);
        expect(reference.getDecodeAndSplitHeader(list, 'A')).to.deep.equal(
          joined === null ? null : membersOf(joined),
        );
      }),
      runs(1000, (list) => asVector('header-list-get-decode-and-split', { name: 'A', list })),
    );
  });
});
