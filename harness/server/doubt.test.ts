/** A target that sends more than it was asked for gets errors, not verdicts. */
import { createServer } from 'node:net';
import { expect } from 'chai';
import { settled } from './doubt.ts';
import { prepareRun } from './prepared-run.ts';
import type { Result } from './result.ts';
import { results } from './run.ts';
import { findTarget } from './target.ts';

describe('a run over a target that answers each request twice, the second time a little later', () => {
  it('ends in errors only', async () => {
    const bare = 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\nAccess-Control-Allow-Origin: *\r\n\r\n';
    const server = createServer((socket) => {
      socket.on('error', () => {});
      socket.on('data', () => {
        socket.write(bare);
        setTimeout(() => socket.write(bare), 2);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    const url = new URL(`http://127.0.0.1:${port}/`);
    const policy = { id: 'any', title: 'any origin', allowOrigins: ['*'] };
    const target = await findTarget({ url, policy, concurrency: 4, timeout: 1000 });
    const run = prepareRun(target, { concurrency: 4, level: 'info', filter: 'simple-get' });
    const collected: Result[] = [];
    for await (const result of results(run)) collected.push(result);
    // The server is in the same, perhaps busy, process.
    await new Promise((resolve) => setTimeout(resolve, 300));
    const sent = (await settled(run, collected)).filter(({ exchanges }) => exchanges.length > 0);
    await target.network.close();
    server.close();
    expect(sent).not.to.have.length(0);
    expect(new Set(sent.map(({ verdict }) => verdict))).to.deep.equal(new Set(['error']));
  });
});
