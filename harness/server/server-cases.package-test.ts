/** `serverCases()` in the test runners that its users have. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';

const projectFolder = fileURLToPath(new URL('../..', import.meta.url));

describe('serverCases() in a test runner', function () {
  this.timeout(30_000);

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

  it('works in Vitest', () => {
    const vitest = join(projectFolder, 'node_modules/vitest/vitest.mjs');
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
