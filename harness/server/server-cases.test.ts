import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { faults } from '../testees/faults.ts';
import { model, testeeWith } from '../testees/model.ts';
import { type Testee, testee } from '../testees/testee.ts';
import { serverCases } from './server-cases.ts';

describe('serverCases()', function () {
  this.timeout(30_000);
  const open: Testee[] = [];
  after(async () => {
    for (const server of open) await server.close();
  });

  async function serve(name: string, parts = model): Promise<string> {
    const server = await testee(testeeWith(name, parts, ['one-origin']));
    open.push(server);
    return server.url;
  }

  it('gives each case as a function that resolves where the server is right', async () => {
    const cases = await serverCases(await serve('model'));
    expect(cases.length).to.be.greaterThan(100);
    expect(cases[0]).to.include({ id: 'one-origin/simple-get-listed', level: 'must' });
    const results = await Promise.all(cases.map(({ run }) => run()));
    expect(new Set(results.map(({ verdict }) => verdict))).to.deep.equal(new Set(['pass', 'skip']));
  });

  it('rejects with all that mends it where the server is wrong', async () => {
    const fault = faults.find(({ name }) => name === 'trusts-null');
    const cases = await serverCases(await serve('trusts-null', fault?.parts));
    const run = cases.find(({ id }) => id === 'one-origin/null-origin')?.run;
    const error = await run?.().catch((reason) => reason);
    expect(error.message).to.include('Origin: null').and.to.include('curl -si');
  });

  it('works in node:test', async () => {
    // In a process of its own: a runner within a runner reports to the outer one.
    const folder = mkdtempSync(join(tmpdir(), 'cors-conformance-'));
    const harness = fileURLToPath(new URL('../index.ts', import.meta.url));
    const file = join(folder, 'cors.test.mts');
    writeFileSync(
      file,
      `import { test } from 'node:test';
      import { serverCases } from ${JSON.stringify(harness)};
      for (const { title, run } of await serverCases(process.env.TARGET)) test(title, run);`,
    );
    // The server has to live elsewhere while this process waits.
    const { stdout, status } = spawnSync(
      process.execPath,
      [
        '--import',
        'tsx',
        fileURLToPath(new URL('../testees/with-model.ts', import.meta.url)),
        process.execPath,
        '--import',
        'tsx',
        '--test',
        file,
      ],
      {
        encoding: 'utf8',
        cwd: fileURLToPath(new URL('../..', import.meta.url)),
        env: environment(),
      },
    );
    rmSync(folder, { recursive: true });
    expect(stdout)
      .to.match(/pass 1\d\d\b/)
      .and.to.match(/fail 0\b/);
    expect(status).to.equal(0);
  });
});

/** Without what tells node:test that it is itself being tested. */
function environment(): NodeJS.ProcessEnv {
  const { NODE_TEST_CONTEXT: _, ...others } = process.env;
  return others;
}
