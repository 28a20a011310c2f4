import { expect } from 'chai';
import type { CaseServer } from './case-server.ts';
import { startCaseServer } from './start-case-server.ts';

/** Below the ports that systems give out by themselves, and another one for each process. */
const first = 20_000 + (process.pid % 10_000);

const start = (port: number) => startCaseServer(undefined, undefined, port);

describe('startCaseServer', () => {
  const servers: CaseServer[] = [];
  before(async () => {
    servers.push(await start(first));
  });
  after(() => Promise.all(servers.map((server) => server.close())));

  it('takes four ports from the first one, which is that of A', () => {
    const ports = servers.flatMap((server) => {
      const { A, B, C, D } = server.originsAt('localhost');
      return [A, B, C, D].map((origin) => Number(new URL(origin).port));
    });
    expect(ports).to.deep.equal([first, first + 1, first + 2, first + 3]);
  });

  it('says in one line which ports are taken, and keeps none of them', async () => {
    const port = first - 2;
    const error = await start(port).catch((reason: Error) => reason);
    expect(error).to.be.an.instanceOf(Error);
    expect((error as Error).message).to.equal(
      `--public-url: this machine cannot listen on all ports from ${port} to ${port + 3} ` +
        `(listen EADDRINUSE: address already in use 127.0.0.1:${first}): name another port`,
    );
    servers.push(await start(first - 4));
  });
});
