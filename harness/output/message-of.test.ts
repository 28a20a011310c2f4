import { expect } from 'chai';
import { messageOf } from './message-of.ts';

const refused = (address: string) => new Error(`connect ECONNREFUSED ${address}`);

const cases: readonly [title: string, error: unknown, message: string][] = [
  ['an error', new Error('no'), 'no'],
  ['anything else that was thrown', 'no', 'no'],
  ['undefined', undefined, 'undefined'],
  ['an error without a message', new RangeError(), 'RangeError'],
  ['a code without a message', Object.assign(new Error(), { code: 'E_OTHER' }), 'E_OTHER'],
  [
    'the cause of an error',
    new TypeError('fetch failed', { cause: refused('127.0.0.1:9') }),
    'fetch failed: connect ECONNREFUSED 127.0.0.1:9',
  ],
  [
    'an error that repeats its cause',
    new Error('cannot connect: no', { cause: new Error('no') }),
    'cannot connect: no',
  ],
  [
    'one error for each address',
    new AggregateError([refused('::1:9'), refused('127.0.0.1:9')]),
    'connect ECONNREFUSED ::1:9; connect ECONNREFUSED 127.0.0.1:9',
  ],
  [
    'the same error for each address',
    new AggregateError([refused('x'), refused('x')]),
    'connect ECONNREFUSED x',
  ],
  [
    'several errors under one message',
    new AggregateError([refused('x')], 'all failed'),
    'all failed: connect ECONNREFUSED x',
  ],
  [
    'several errors as a cause',
    new TypeError('fetch failed', { cause: new AggregateError([refused('x')]) }),
    'fetch failed: connect ECONNREFUSED x',
  ],
];

describe('messageOf()', () => {
  for (const [title, error, message] of cases) {
    it(`reads ${title}`, () => expect(messageOf(error)).to.equal(message));
  }

  it('ends where an error is its own cause', () => {
    const error = new Error('no');
    error.cause = error;
    expect(messageOf(error)).to.equal('no');
  });
});
