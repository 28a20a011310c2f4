/** The command as its users start it, from what `npm run build` has made. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { failed } from '../server/reports/example-report.ts';

const cli = fileURLToPath(new URL('../../dist/harness/cli.js', import.meta.url));

describe('cors-conformance report', () => {
  const folder = mkdtempSync(join(tmpdir(), 'report-command-'));
  after(() => rmSync(folder, { recursive: true }));

  const run = (...args: string[]) =>
    spawnSync(process.execPath, [cli, 'report', ...args], { encoding: 'utf8' });

  it('writes a page about a run that failed: 0', () => {
    const file = join(folder, 'failed.json');
    writeFileSync(file, JSON.stringify(failed));
    const { status, stdout, stderr } = run(file, '--report', 'html');
    expect(stderr).to.equal('');
    expect(stdout)
      .to.match(/^<!doctype html>/)
      .and.to.include('<title>FAILED: CORS of example 9');
    expect(status).to.equal(0);
  });

  it('says in one line what is wrong with a file: 2', () => {
    const { status, stdout, stderr } = run(join(folder, 'no.json'), '--report', 'html');
    expect(stderr).to.match(/^.*no\.json: there is no such file: name a JSON report\n$/);
    expect(stdout).to.equal('');
    expect(status).to.equal(2);
  });
});
