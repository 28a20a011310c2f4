import { expect } from 'chai';
import { exchanges, type HeaderLine } from '../../../conformance/exchanges.ts';
import { isServedOverHTTP2 } from './over-http2.ts';

const [{ given }] = exchanges as [(typeof exchanges)[number]];
const [fetch] = given.fetches as [(typeof given.fetches)[number]];

describe('isServedOverHTTP2', () => {
  for (const [headers, expected] of [
    [[['Location', '/']], true],
    [
      [
        ['Location', '/'],
        ['location', '/'],
      ],
      false,
    ],
    [
      [
        ['ETag', '"a"'],
        ['eTag', '"b"'],
      ],
      false,
    ],
    [
      [
        ['Access-Control-Allow-Origin', '*'],
        ['Access-Control-Allow-Origin', '*'],
      ],
      true,
    ],
  ] as [HeaderLine[], boolean][]) {
    it(`is ${expected} of a response with ${JSON.stringify(headers)}`, () => {
      const rule = { on: { origin: 'B', path: '/0' }, status: 200, headers, body: '' } as const;
      expect(isServedOverHTTP2({ ...given, fetches: [fetch], server: [rule] })).to.equal(expected);
    });
  }

  for (const [headers, expected] of [
    [[['X-A', '']], true],
    [
      [
        ['X-A', ''],
        ['x-a', '1'],
      ],
      true,
    ],
    [
      [
        ['X-A', '1'],
        ['x-a', ''],
      ],
      false,
    ],
    [
      [
        ['X-A', '1'],
        ['x-a', ''],
        ['X-A', '2'],
      ],
      true,
    ],
    [
      [
        ['X-A', '1'],
        ['X-B', ''],
      ],
      true,
    ],
  ] as [HeaderLine[], boolean][]) {
    it(`is ${expected} of a request with ${JSON.stringify(headers)}`, () => {
      const fetches = [{ ...fetch, headers }];
      expect(isServedOverHTTP2({ ...given, fetches, server: [] })).to.equal(expected);
    });
  }
});
