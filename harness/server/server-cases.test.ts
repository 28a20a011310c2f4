import { createServer } from 'node:http';
import { expect } from 'chai';
import { faultOf } from '../self-test/faults/faults.ts';
import { testeeWith } from '../self-test/model.ts';
import { listen, type Testee, testee } from '../testee/testee.ts';
import { serverCases } from './server-cases.ts';

describe('serverCases()', function () {
  this.timeout(30_000);
  const open: Testee[] = [];
  after(async () => {
    for (const server of open) await server.close();
  });

  async function serve(name: string, fault: string | null = null): Promise<string> {
    const options = testeeWith(name, fault === null ? null : faultOf(fault), ['one-origin']);
    const server = await testee(options);
    open.push(server);
    return server.url;
  }

  it('gives each case as a function that resolves where the server is right', async () => {
    const cases = await serverCases(await serve('model'));
    expect(cases.length).to.be.greaterThan(100);
    expect(cases[0]).to.include({ id: 'one-origin/simple-get-listed', level: 'must' });
    const results = await Promise.all(cases.map(({ judge }) => judge()));
    expect(new Set(results.map(({ verdict }) => verdict))).to.deep.equal(new Set(['pass', 'skip']));
  });

  it('rejects with all that fixes it where the server is wrong', async () => {
    const cases = await serverCases(await serve('faulty', 'trusts-null'));
    const run = cases.find(({ id }) => id === 'one-origin/null-origin')?.run;
    const error = await run?.().catch((reason) => reason);
    expect(error.message).to.include('Origin: null').and.to.include('curl -si');
  });

  it('checks the policy as the command does', async () => {
    const policy = { allowOrigin: ['https://app.example'] } as object;
    const error = await serverCases(await serve('model'), { policy }).catch((reason) => reason);
    expect(error.message).to.match(/^the policy: unknown member "allowOrigin"/);
  });

  it('tells the runner what it skips, through its argument or this', async () => {
    const cases = await serverCases(await serve('model'));
    const skipped = cases.find(({ skip }) => skip !== null);
    const why: string[] = [];
    const context = { skip: (text: string) => why.push(text) };
    await skipped?.run(context);
    await skipped?.run.call(context);
    await cases.find(({ skip }) => skip === null)?.run(context);
    expect(why).to.deep.equal([skipped?.skip, skipped?.skip]);
    expect(skipped?.run).to.have.length(0);
  });

  it('counts the time of a request only, however long a case waits for its turn', async () => {
    const slow = await listen(createServer((_, response) => setTimeout(() => response.end(), 60)));
    open.push(slow);
    const options = { policy: {}, timeout: 500, concurrency: 1, filter: 'simple-get' };
    const cases = await serverCases(slow.url, options);
    const results = await Promise.all([...cases, ...cases, ...cases].map(({ judge }) => judge()));
    expect(results.length).to.be.greaterThan(8);
    expect(results.every(({ verdict }) => verdict !== 'error')).to.equal(true);
  });
});
