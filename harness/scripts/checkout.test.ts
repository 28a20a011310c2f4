/** What `npm ci` says in a checkout: nothing that a newcomer would have to wonder about. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';

const projectFolder = fileURLToPath(new URL('../..', import.meta.url));

function readJSON(name: string) {
  return JSON.parse(readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8'));
}

describe('npm ci', function () {
  this.timeout(60_000);

  it('finds only packages that run on the oldest Node.js that is supported', function () {
    if (!process.version.startsWith('v20.')) this.skip();
    const output = execFileSync('sh', ['-c', 'npm ci --dry-run --offline --ignore-scripts 2>&1'], {
      cwd: projectFolder,
      encoding: 'utf8',
    });
    expect(output).not.to.include('EBADENGINE');
  });

  it('asks nobody whether a package may run a script', () => {
    const { allowScripts } = readJSON('package.json');
    const packages: Record<string, { hasInstallScript?: true }> =
      readJSON('package-lock.json').packages;
    const withScripts = Object.entries(packages)
      .filter(([, { hasInstallScript }]) => hasInstallScript)
      .map(([path]) => path.replace(/^.*node_modules\//, ''));
    expect(allowScripts).to.have.all.keys(withScripts);
  });
});
