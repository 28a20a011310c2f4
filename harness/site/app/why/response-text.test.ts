import { expect } from 'chai';
import { readHeaders, readResponse, writeResponse } from './response-text.ts';

describe('a response as text', () => {
  const read: [title: string, text: string, status: number, headers: [string, string][]][] = [
    ['a status alone', '204', 204, []],
    ['a status line', 'HTTP/1.1 200 OK\r\nA: 1\r\n\r\nbody: no header', 200, [['A', '1']]],
    ['HTTP/2', 'HTTP/2 200\na: 1', 200, [['a', '1']]],
    ['pseudo-headers', ':status: 200\n:x: y\na: 1', 200, [['a', '1']]],
    ['a label', 'Status Code: 200 OK\na: 1', 200, [['a', '1']]],
    ['empty lines in front', '\n\n200\n\na: 1', 200, [['a', '1']]],
    [
      'names and values on lines of their own',
      '200\na:\nhttps://b.example\nc:\nd',
      200,
      [
        ['a', 'https://b.example'],
        ['c', 'd'],
      ],
    ],
    [
      'an empty value',
      '200\na:\nb: c',
      200,
      [
        ['a', ''],
        ['b', 'c'],
      ],
    ],
    ['whitespace', '200\n  a:  b \t', 200, [['a', 'b']]],
    [
      'text beyond bytes',
      '200\na: \u20ac\nb: \u00e9',
      200,
      [
        ['a', '\u00e2\u0082\u00ac'],
        ['b', '\u00e9'],
      ],
    ],
    [
      'a repeated name',
      '200\na: 1\na: 2',
      200,
      [
        ['a', '1'],
        ['a', '2'],
      ],
    ],
  ];
  for (const [title, text, status, headers] of read) {
    it(`can be ${title}`, () => {
      const { response, mistakes } = readResponse(text);
      expect(mistakes).to.deep.equal([]);
      expect(response).to.deep.include({ status, headers });
    });
  }

  const refused: [text: string, line: number, what: string][] = [
    ['', 0, 'the first line has to be a status'],
    ['a: 1', 1, 'the first line has to be a status'],
    ['200\nno header', 2, '"no header" is not a header line'],
    ['200\n<b>: 1', 2, '"<b>: 1" is not a header line'],
    ['200\na: 1\n(b): 1', 3, '"(b): 1" is not a header line'],
  ];
  for (const [text, line, what] of refused) {
    it(`is not ${JSON.stringify(text)}`, () => {
      const [mistake] = readResponse(text).mistakes;
      expect(mistake?.line).to.equal(line);
      expect(mistake?.what).to.include(what);
    });
  }

  it('is written as it is read', () => {
    const text = '204 No Content\nAccess-Control-Allow-Origin: *\nB: ';
    const { response } = readResponse(text);
    expect(response && writeResponse(response)).to.equal(text);
  });

  it('has header lines like those of a request', () => {
    expect(readHeaders('Content-Type: text/plain').headers).to.deep.equal([
      ['Content-Type', 'text/plain'],
    ]);
  });
});
