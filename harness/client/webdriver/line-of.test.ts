import { expect } from 'chai';
import { lineOf } from './line-of.ts';

describe('lineOf', () => {
  for (const [message, line] of [
    [
      'session not created\nfrom disconnected: not connected\n  (Session info)\n#0 0x1',
      'session not created: from disconnected: not connected',
    ],
    [
      'ECONNREFUSED connect ECONNREFUSED 127.0.0.1:9',
      'nothing accepts connections at 127.0.0.1:9: start the server, or correct the URL',
    ],
    [
      'ECONNREFUSED ',
      'nothing accepts connections at this address: start the server, or correct the URL',
    ],
    ['ECONNRESET socket hang up', 'the connection was reset'],
    ['EVERYTHING is gone', 'EVERYTHING is gone'],
    ['x'.repeat(1000), 'x'.repeat(300)],
    ['', 'Error'],
  ] as const) {
    it(line.slice(0, 60), () => expect(lineOf(new Error(message))).to.equal(line));
  }
});
