import { expect } from 'chai';
import type { Network } from '../../reference/index.ts';
import { LimitedConnection, type Limits, stopReason } from './limited-connection.ts';
import { NetworkRefusal } from './network-refusal.ts';

const url = new URL('http://target.test/');
const request = {
  method: 'GET',
  url,
  headers: [],
  body: null,
  includeCredentials: false,
  forceNewConnection: false,
};
const response = {
  status: 200,
  headers: [],
  body: null,
  includeCredentials: false,
  forceNewConnection: false,
};

describe('a limited connection', () => {
  const open: LimitedConnection[] = [];
  afterEach(() => Promise.all(open.splice(0).map((one) => one.close())));

  /** A connection whose n-th request, from 1, ends as `answer` says: an error is thrown. */
  function connection(answer: (count: number) => Error | null, limits: Partial<Limits> = {}) {
    let count = 0;
    const send: Network = async () => {
      count += 1;
      const error = answer(count);
      if (error !== null) throw error;
      return response;
    };
    const limited = new LimitedConnection(
      { send, close: async () => {} },
      { url, pause: 1, ...limits },
    );
    open.push(limited);
    /** @returns how many requests the target saw */
    const sendAll = async (requests: number) => {
      for (let index = 0; index < requests; index += 1) {
        await limited.send(request).catch(() => {});
      }
      return count;
    };
    return { limited, sendAll };
  }

  const timeout = () => new NetworkRefusal('timeout', 'no complete response within 5 ms');

  it('stops after ten equal failures in a row, if a plain request fails too', async () => {
    const { limited, sendAll } = connection(timeout);
    expect(await sendAll(50)).to.equal(11);
    expect(stopReason(limited)).to.equal(
      '10 requests in a row failed, and so did a plain GET: no complete response within 5 ms',
    );
  });

  it('counts failures of requests that were sent together', async () => {
    const { limited, sendAll } = connection(timeout);
    await Promise.all(Array.from({ length: 16 }, () => sendAll(1)));
    await sendAll(1);
    expect(stopReason(limited)).to.be.a('string');
  });

  const going: readonly [title: string, answer: (count: number) => Error | null][] = [
    ['a plain request succeeds', (count) => (count % 11 === 0 ? null : timeout())],
    ['a request in between succeeds', (count) => (count % 10 === 0 ? null : timeout())],
    ['the failures differ', (count) => (count % 2 === 0 ? timeout() : new Error('reset'))],
    ['nothing was sent', () => new NetworkRefusal('not-sent', 'PUT could change something')],
    ['the target was left', () => new NetworkRefusal('left-target', 'not contacted')],
  ];
  for (const [title, answer] of going) {
    it(`goes on where ${title}`, async () => {
      const { limited, sendAll } = connection(answer);
      expect(await sendAll(40)).to.be.at.least(40);
      expect(limited.stopped.aborted).to.equal(false);
    });
  }

  it('sends nothing while it asks whether the target answers', async () => {
    // It is being restarted: ten requests fail, and the next one that comes through finds it.
    const { limited, sendAll } = connection((count) => (count <= 10 ? timeout() : null));
    await sendAll(10);
    await Promise.all(Array.from({ length: 5 }, () => limited.send(request)));
  });

  it('stops when the time of the run is over', async () => {
    const { limited, sendAll } = connection(() => null, {
      deadline: Date.now() + 5,
      maxTime: 5,
    });
    expect(await sendAll(1)).to.equal(1);
    await new Promise((resolve) => limited.stopped.addEventListener('abort', resolve));
    expect(stopReason(limited)).to.equal('the time of --max-time 5 is over');
    expect(await sendAll(1)).to.equal(1);
  });

  it('names no reason where it did not stop, or another one did', () => {
    expect(stopReason(connection(() => null).limited)).to.equal(null);
    expect(stopReason({ stopped: AbortSignal.abort(new Error('other')) })).to.equal(null);
  });
});
