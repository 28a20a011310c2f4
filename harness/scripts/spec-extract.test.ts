import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';

const top = fileURLToPath(new URL('../../', import.meta.url));
const withoutColors = { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined };
const fixture = join(top, 'spec/fixture.bs');
const folder = mkdtempSync(join(tmpdir(), 'spec-extract-'));
after(() => rmSync(folder, { recursive: true }));

function run(project: string, ...args: string[]) {
  const command = ['--import', 'tsx', 'harness/scripts/spec-extract.ts', ...args];
  return spawnSync(process.execPath, command, { cwd: project, encoding: 'utf8' });
}

describe('the extract command', () => {
  const refusals: [what: string, args: string[], says: string][] = [
    ['no file', [], "error: missing required argument 'fetch.bs'\n"],
    [
      'a commit that is not one',
      [fixture, '--commit', 'main'],
      "error: option '--commit <sha>' argument 'main' is invalid. write 40 hex digits.\n",
    ],
    [
      'a date that is not one',
      [fixture, '--date', 'today'],
      "error: option '--date <date>' argument 'today' is invalid. write yyyy-mm-dd.\n",
    ],
    [
      'another text than the standard',
      [fixture],
      `${fixture}: this is not the Bikeshed source of the Fetch standard: it defines nothing of it\n`,
    ],
  ];
  for (const [what, args, says] of refusals) {
    it(`refuses ${what}, and leaves the map alone`, () => {
      const map = () => readFileSync(join(top, 'spec/fetch.json'), 'utf8');
      const before = map();
      const { status, stderr } = run(top, ...args);
      expect({ status, stderr }).to.deep.equal({ status: 2, stderr: says });
      expect(map()).to.equal(before);
    });
  }

  const pinned = process.env.FETCH_BS ?? '';
  if (!existsSync(pinned)) {
    it.skip('moves the pin (set FETCH_BS to the file of the pinned text)');
    return;
  }

  it('moves the pin over one new step, and leaves its gist and its code to write', function () {
    this.timeout(60_000);
    const project = join(folder, 'project');
    for (const path of [
      'package.json',
      '.mocharc.json',
      'README.md',
      'spec',
      'reference',
      'conformance',
      'harness',
    ]) {
      const isOurs = (source: string) => !source.includes('node_modules');
      cpSync(join(top, path), join(project, path), { recursive: true, filter: isOurs });
    }
    symlinkSync(join(top, 'node_modules'), join(project, 'node_modules'));
    const source = readFileSync(pinned, 'utf8');
    const step = source.indexOf('<li>', source.indexOf('id=concept-cors-check>'));
    const text = join(folder, 'fetch.bs');
    writeFileSync(text, `${source.slice(0, step)}<li><p>Sit down.\n\n ${source.slice(step)}`);

    const unnamed = run(project, text);
    expect(unnamed.stderr).to.match(/ pass the --commit and the --date of this text\n$/);
    const { status, stdout } = run(
      project,
      text,
      '--commit',
      'f'.repeat(40),
      '--date',
      '2030-01-01',
    );
    expect(status).to.equal(0);
    expect(stdout)
      .to.include('\nadded     cors-check/1\n')
      .and.to.match(/\nLeft to do:\n {2}Write these gists in spec\/fetch\.json: .*cors-check\/1\b/);
    const map = JSON.parse(readFileSync(join(project, 'spec/fetch.json'), 'utf8'));
    expect(map).to.include({ commit: 'f'.repeat(40), date: '2030-01-01' });
    const reasons = JSON.parse(readFileSync(join(project, 'spec/reasons.json'), 'utf8'));
    expect(reasons['cors-check/3']).to.equal('allow-origin-missing');
    const literal = spawnSync(
      process.execPath,
      [join(top, 'node_modules/mocha/bin/mocha.js'), '--no-parallel', 'reference/literal.test.ts'],
      { cwd: project, encoding: 'utf8', env: withoutColors },
    );
    expect(literal.stdout.match(/^ +\d+ failing$/m)?.[0].trim()).to.equal('1 failing');
    expect(literal.stdout).to.include('corsCheck (cors-check): step 1 is missing before 2');
  });
});
