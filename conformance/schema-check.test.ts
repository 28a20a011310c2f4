import { expect } from 'chai';
import { schemaCheck } from './schema-check.ts';

const named = {
  $id: 'named-for-test.schema.json',
  definitions: {
    word: { type: 'string', pattern: '^[a-z]+$', description: 'Lower-case letters.' },
  },
};
const item = {
  type: 'object',
  required: ['id', 'kind'],
  additionalProperties: false,
  properties: {
    id: { $ref: 'named-for-test.schema.json#/definitions/word' },
    kind: { enum: ['fetch', 'raw', null] },
    on: { const: true },
    count: { type: 'integer', minimum: 1, maximum: 3 },
    text: { type: ['string', 'null'], minLength: 1 },
    list: { type: 'array', items: { type: 'string' }, minItems: 1, maxItems: 2, uniqueItems: true },
    given: {
      type: 'object',
      required: ['a', 'b'],
      additionalProperties: false,
      properties: { $schema: {}, a: {}, b: {} },
    },
    'a/b~c': { type: 'object', additionalProperties: { type: 'boolean' } },
  },
  if: { required: ['kind'], properties: { kind: { enum: ['fetch', null] } } },
  else: { properties: { count: { not: {}, description: 'Only a fetch has a count.' } } },
};
const check = schemaCheck({ type: 'array', items: item }, [named]);

describe('a schema check', () => {
  const valid = { id: 'x', kind: 'fetch' };

  const mistakes: [what: string, change: object, line: string][] = [
    [
      'an unknown member',
      { knid: 1 },
      'x: unknown member "knid" (known: id, kind, on, count, text, list, given, a/b~c)',
    ],
    [
      'a deep unknown member',
      { given: { a: 1, b: 2, c: 3 } },
      'x: given: unknown member "c" (known: a, b)',
    ],
    [
      'several unknown members',
      { given: { a: 1, b: 2, c: 3, d: 4 } },
      'x: given: unknown members "c", "d" (known: a, b)',
    ],
    [
      'a misspelled member',
      { given: { a: 1, B: 2 } },
      'x: given: unknown member "B" (known: a, b); missing member "b"',
    ],
    ['missing members', { given: {} }, 'x: given: missing members "a", "b"'],
    ['another type', { count: '1' }, 'x: count: must be an integer, not "1"'],
    ['none of several types', { text: 1 }, 'x: text: must be a string or null, not 1'],
    ['an item of another type', { list: ['a', 1] }, 'x: list[1]: must be a string, not 1'],
    [
      'a long value',
      { list: 'a'.repeat(100) },
      `x: list: must be an array, not "${'a'.repeat(58)}…`,
    ],
    ['another word', { kind: 'raaw' }, 'x: kind: must be one of "fetch", "raw", null, not "raaw"'],
    ['another constant', { on: false }, 'x: on: must be true, not false'],
    ['too small a number', { count: 0 }, 'x: count: must be at least 1, not 0'],
    ['too great a number', { count: 4 }, 'x: count: must be at most 3, not 4'],
    ['an empty string', { text: '' }, 'x: text: must not be empty'],
    ['an empty list', { list: [] }, 'x: list: must not be empty'],
    [
      'a list that is too long',
      { list: ['a', 'b', 'c'] },
      'x: list: must have at most 2 items, not 3',
    ],
    ['an item twice', { list: ['a', 'a'] }, 'x: list: items 0 and 1 are the same: remove one'],
    [
      'a member that does not belong here',
      { kind: 'raw', count: 1 },
      'x: count: must be left out: Only a fetch has a count.',
    ],
    [
      'a member whose name has special characters',
      { 'a/b~c': { y: 1 } },
      'x: a/b~c.y: must be a boolean, not 1',
    ],
    [
      'an id that is not valid',
      { id: 'X' },
      'X: id: "X" does not match ^[a-z]+$: Lower-case letters.',
    ],
    ['an id that is not a string', { id: 1 }, '[1].id: must be a string, not 1'],
    ['an id that is missing', { id: undefined }, '[1]: missing member "id"'],
  ];
  for (const [what, change, line] of mistakes) {
    it(`refuses ${what}: ${line}`, () => {
      const changed = JSON.parse(JSON.stringify({ ...valid, ...change }));
      expect(check([valid, changed])).to.deep.equal([line]);
    });
  }

  it('refuses what is not even a list', () => {
    expect(check({})).to.deep.equal(['must be an array, not {}']);
  });

  it('bears JSON that is nested deeply', () => {
    const nested = JSON.parse('['.repeat(50_000) + ']'.repeat(50_000));
    expect(schemaCheck({ type: 'object' })(nested)).to.deep.equal([
      'must be an object, not JSON that is nested too deeply',
    ]);
  });

  it('has a line for each place', () => {
    expect(check([{ id: 'a' }, { id: 'b', kind: 'x' }])).to.deep.equal([
      'a: missing member "kind"',
      'b: kind: must be one of "fetch", "raw", null, not "x"',
    ]);
  });

  it('accepts the rest', () => {
    expect(check([valid, { ...valid, kind: 'raw', text: null }])).to.deep.equal([]);
  });

  for (const name of ['id', 'role', 'case', 'client']) {
    it(`names the nearest list item by its ${name}`, () => {
      const lists = {
        type: 'array',
        items: { properties: { inner: { type: 'array', items: { required: ['z'] } } } },
      };
      const inner = [{ [name]: 'inner' }];
      expect(schemaCheck(lists)([{ [name]: 'outer', inner }])).to.deep.equal([
        'inner: missing member "z"',
      ]);
    });
  }
});
