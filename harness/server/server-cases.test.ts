import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { faultOf } from '../self-test/faults/faults.ts';
import { testeeWith } from '../self-test/model.ts';
import { listen, type Testee, testee } from '../testee/testee.ts';
import { serverCases } from './server-cases.ts';

const projectFolder = fileURLToPath(new URL('../..', import.meta.url));

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

  /** In a process of its own, since this one has to wait; the server lives in it, too. */
  function withModel(...command: string[]) {
    const args = ['--import', 'tsx', 'harness/self-test/with-model.ts', ...command];
    const options = { encoding: 'utf8', cwd: projectFolder, env: environment() } as const;
    return spawnSync(process.execPath, args, options);
  }

  it('works in node:test', () => {
    const file = 'harness/self-test/runners/node-test/cors.spec.ts';
    const { stdout, status } = withModel(process.execPath, '--import', 'tsx', '--test', file);
    expect(stdout)
      .to.match(/pass [12]\d\d\b/)
      .and.to.match(/fail 0\b/)
      .and.to.match(/skipped [1-9]/);
    expect(status).to.equal(0);
  });

  it('works in Mocha', () => {
    const mocha = join(projectFolder, 'node_modules/mocha/bin/mocha.js');
    const file = 'harness/self-test/runners/mocha/cors.spec.ts';
    const { stdout, status } = withModel(
      process.execPath,
      '--import',
      'tsx',
      mocha,
      '--no-config',
      file,
    );
    expect(stdout)
      .to.match(/[12]\d\d passing/)
      .and.to.match(/[1-9]\d* pending/);
    expect(status).to.equal(0);
  });

  it('works in Vitest', function () {
    const vitest = join(projectFolder, 'node_modules/vitest/vitest.mjs');
    if (!existsSync(vitest)) this.skip();
    const { stdout, status } = withModel(
      process.execPath,
      vitest,
      'run',
      '--root',
      'harness/self-test/runners/vitest',
    );
    expect(stdout).to.match(/[12]\d\d passed \| [1-9]\d* skipped/);
    expect(status).to.equal(0);
  });
});

/** Without what tells node:test that it is itself being tested, and without colors: Vitest uses them in CI. */
function environment(): NodeJS.ProcessEnv {
  const { NODE_TEST_CONTEXT: _, FORCE_COLOR: __, ...others } = process.env;
  return { ...others, NO_COLOR: '1' };
}
