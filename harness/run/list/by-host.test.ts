import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { byHost } from './by-host.ts';

const never = new AbortController().signal;
const hostOf = (item: string) => item[0] as string;

async function* itemsOf(items: readonly string[], onRead = (_count: number) => {}) {
  for (const [index, item] of items.entries()) {
    onRead(index + 1);
    yield item;
  }
}

describe('byHost()', () => {
  it('works on each item once, on one of a host at a time, and on no more hosts than it may', async () => {
    const items = Array.from({ length: 60 }, (_each, index) => `${index % 7}-${index}`);
    const done: string[] = [];
    const busy: string[] = [];
    let most = 0;
    const work = async (item: string) => {
      expect(busy).not.to.include(hostOf(item));
      busy.push(hostOf(item));
      most = Math.max(most, busy.length);
      await sleep(Number(hostOf(item)) % 3);
      busy.splice(busy.indexOf(hostOf(item)), 1);
      done.push(item);
    };
    await byHost(itemsOf(items), work, { hostOf, concurrency: 4, interrupt: never });
    expect(done.toSorted()).to.deep.equal(items.toSorted());
    expect(most).to.equal(4);
  });

  it('reads no more than it can keep', async () => {
    let read = 0;
    let worst = 0;
    let done = 0;
    const items = itemsOf(
      Array.from({ length: 5000 }, () => 'a'),
      (count) => {
        read = count;
      },
    );
    const work = async () => {
      worst = Math.max(worst, read - done);
      done += 1;
    };
    await byHost(items, work, { hostOf, concurrency: 4, interrupt: never });
    expect(done).to.equal(5000);
    expect(worst).to.be.at.most(1002);
  });

  it('begins nothing once it is interrupted', async () => {
    const interrupt = new AbortController();
    const done: string[] = [];
    const work = async (item: string) => {
      done.push(item);
      interrupt.abort();
    };
    const options = { hostOf, concurrency: 1, interrupt: interrupt.signal };
    await byHost(itemsOf(['a1', 'a2', 'b1']), work, options);
    expect(done).to.deep.equal(['a1']);
  });

  it('ends with the first error', async () => {
    const work = async (item: string) => {
      if (item === 'a2') throw new Error('the disk is full');
    };
    const options = { hostOf, concurrency: 2, interrupt: never };
    const error = await byHost(itemsOf(['a1', 'a2', 'a3', 'b1', 'c1', 'd1']), work, options).catch(
      (reason) => reason,
    );
    expect(error.message).to.equal('the disk is full');
  });
});
