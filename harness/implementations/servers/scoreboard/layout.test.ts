import { expect } from 'chai';
import { layout } from './layout.ts';

const long = 'x'.repeat(80);

describe('the layout of results.json', () => {
  for (const [what, value, text] of [
    [
      'what fits stays on one line',
      { a: { b: [1, 'c'], d: {} } },
      '{\n  "a": { "b": [1, "c"], "d": {} }\n}',
    ],
    [
      'what does not fit is broken',
      { a: [long, long] },
      `{\n  "a": [\n    "${long}",\n    "${long}"\n  ]\n}`,
    ],
    [
      'the name of a member counts',
      { [long]: ['y'.repeat(11)] },
      `{\n  "${long}": [\n    "yyyyyyyyyyy"\n  ]\n}`,
    ],
    [
      'so does a comma',
      { [long]: ['y'.repeat(10)], z: ['y'.repeat(10)] },
      `{\n  "${long}": [\n    "yyyyyyyyyy"\n  ],\n  "z": ["yyyyyyyyyy"]\n}`,
    ],
    ['a line may be full', { [long]: ['y'.repeat(10)] }, `{\n  "${long}": ["yyyyyyyyyy"]\n}`],
  ] as const) {
    it(what, () => {
      expect(layout(value)).to.equal(text);
      expect(JSON.parse(layout(value))).to.deep.equal(value);
    });
  }
});
