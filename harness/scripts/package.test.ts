/** The package as its users get it: packed, from what `npm run build` has made, installed into an
 *  empty project, and used. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';

const projectFolder = fileURLToPath(new URL('../..', import.meta.url));

describe('the package', function () {
  this.timeout(120_000);
  const folder = mkdtempSync(join(tmpdir(), 'cors-conformance-package-'));
  const installed = join(folder, 'node_modules', 'cors-conformance');
  after(() => rmSync(folder, { recursive: true }));

  before(() => {
    const npm = (...args: string[]) =>
      execFileSync('npm', args, {
        cwd: projectFolder,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      });
    const [{ filename }] = JSON.parse(
      npm('pack', '--json', '--ignore-scripts', '--pack-destination', folder),
    );
    mkdirSync(installed, { recursive: true });
    execFileSync('tar', ['-xzf', join(folder, filename), '-C', installed, '--strip-components=1']);
    // Its dependencies, as npm would install them, and nothing else.
    const { dependencies } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));
    linkWithDependencies(Object.keys(dependencies), join(folder, 'node_modules'));
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  });

  function node(...args: string[]): string {
    return execFileSync(process.execPath, args, {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 2 ** 26,
    });
  }

  it('exports the reference, the corpus and the harness', () => {
    writeFileSync(
      join(folder, 'use.mjs'),
      `import { corsCheck, UserAgent } from 'cors-conformance';
      import { exchanges, requirements, serverCases, vectors } from 'cors-conformance/corpus';
      import { serverCases as casesFor, testee } from 'cors-conformance/harness';
      const browser = new UserAgent({ network: async () => ({ status: 200, headers: [], body: null }) });
      const { step } = await browser.fetch('https://api.example/', { origin: 'https://app.example' });
      console.log(JSON.stringify([step, typeof corsCheck, exchanges.length > 100, requirements.length > 20,
        serverCases.length > 100, vectors['cors-check'].length > 10, typeof casesFor, typeof testee]));`,
    );
    expect(JSON.parse(node('use.mjs'))).to.deep.equal([
      'cors-check/2',
      'function',
      true,
      true,
      true,
      true,
      'function',
      'function',
    ]);
  });

  it('has types for all of them', () => {
    writeFileSync(
      join(folder, 'use.ts'),
      `import { corsCheck, type Outcome, UserAgent } from 'cors-conformance';
      import { type Vector, vectors } from 'cors-conformance/corpus';
      import { serverCases, type ServerTest } from 'cors-conformance/harness';
      export const outcome = (agent: UserAgent): Promise<Outcome> => agent.fetch('https://a.example', { origin: 'null' });
      export const check: string = corsCheck({ origin: { kind: 'opaque' }, urlList: [new URL('https://a.example')], credentialsMode: 'omit' }, { headerList: [] }).result;
      export const first: Vector | undefined = vectors['cors-check']?.[0];
      export const cases: Promise<ServerTest[]> = serverCases('http://localhost');
      // @ts-expect-error: an origin is required
      new UserAgent({ network: async () => ({ status: 200, headers: [], body: null }) }).fetch('https://a.example', {});`,
    );
    const tsc = join(projectFolder, 'node_modules/typescript/bin/tsc');
    const options = [
      '--noEmit',
      '--strict',
      '--module',
      'nodenext',
      '--target',
      'es2023',
      '--lib',
      'es2023,dom',
      '--types',
      'node',
      '--typeRoots',
      join(projectFolder, 'node_modules/@types'),
    ];
    expect(node(tsc, ...options, 'use.ts')).to.equal('');
  });

  it('has a command that works', () => {
    const { bin, version } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));
    const command = join(installed, bin['cors-conformance']);
    expect(node(command, '--version').trim()).to.equal(version);
    expect(JSON.parse(node(command, 'corpus', 'vectors'))).to.have.property('cors-check');
    expect(JSON.parse(node(command, 'corpus', 'exchanges'))).to.be.an('array');
  });

  it('has the JSON files, and neither tests nor what only a checkout needs', () => {
    const files = execFileSync('find', [installed, '-type', 'f'], { encoding: 'utf8' })
      .trim()
      .split('\n')
      .map((file) => file.slice(installed.length + 1));
    for (const file of [
      'LICENSE',
      'README.md',
      'CHANGELOG.md',
      'dist/conformance/vectors/cors-check.json',
      'dist/conformance/servers/cases.json',
      'dist/conformance/requirements.json',
      'dist/spec/fetch.json',
    ]) {
      expect(files).to.include(file);
    }
    expect(files.filter((file) => /\.test\.|testees\/[^/]+\//.test(file))).to.deep.equal([]);
  });
});

/** Links packages, and what they depend on, from the project's own node_modules. */
function linkWithDependencies(names: readonly string[], target: string): void {
  for (const name of names) {
    const source = join(projectFolder, 'node_modules', name);
    const link = join(target, name);
    mkdirSync(join(link, '..'), { recursive: true });
    try {
      symlinkSync(source, link);
    } catch {
      continue;
    }
    const { dependencies = {} } = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8'));
    linkWithDependencies(Object.keys(dependencies), target);
  }
}
