/** The package as its users get it: packed, from what `npm run build` has made, installed into an
 *  empty project, and used. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { reachableFiles } from './reachable.ts';

const projectFolder = fileURLToPath(new URL('../..', import.meta.url));

interface LockedPackage {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly hasInstallScript?: true;
}

const lockFile = JSON.parse(readFileSync(join(projectFolder, 'package-lock.json'), 'utf8'));
const locked: Readonly<Record<string, LockedPackage>> = lockFile.packages;

describe('the package', function () {
  this.timeout(120_000);
  const folder = mkdtempSync(join(tmpdir(), 'cors-conformance-package-'));
  const installed = join(folder, 'node_modules', 'cors-conformance');
  after(() => rmSync(folder, { recursive: true }));

  /** The paths of its files. */
  let files: string[];
  let manifest: typeof import('../../package.json');

  before(() => {
    const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
    const packed = execFileSync('npm', args, {
      cwd: projectFolder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [{ filename, files: list }] = JSON.parse(packed);
    files = list.map(({ path }: { path: string }) => path);
    mkdirSync(installed, { recursive: true });
    execFileSync('tar', ['-xzf', join(folder, filename), '-C', installed, '--strip-components=1']);
    manifest = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));
    // Its dependencies, as npm would install them, and nothing else.
    for (const name of dependenciesOf(manifest)) {
      const link = join(folder, 'node_modules', name);
      mkdirSync(dirname(link), { recursive: true });
      symlinkSync(join(projectFolder, 'node_modules', name), link);
    }
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
    const command = join(installed, manifest.bin['cors-conformance']);
    expect(node(command, '--version').trim()).to.equal(manifest.version);
    expect(JSON.parse(node(command, 'corpus', 'vectors'))).to.have.property('cors-check');
    expect(JSON.parse(node(command, 'corpus', 'exchanges'))).to.be.an('array');
  });

  it('shows its help without loading what only a run needs', () => {
    // Writes the URL of every module that is loaded.
    const hook = `import { appendFileSync } from 'node:fs';
      export const load = (url, context, next) => (appendFileSync('loaded.txt', url + '\\n'), next(url, context));`;
    writeFileSync(
      join(folder, 'trace.mjs'),
      `import { register } from 'node:module';
      register(${JSON.stringify(`data:text/javascript,${encodeURIComponent(hook)}`)});`,
    );
    for (const command of [[], ['server'], ['client']]) {
      node(
        '--import',
        './trace.mjs',
        join(installed, manifest.bin['cors-conformance']),
        ...command,
        '--help',
      );
    }
    const loaded = readFileSync(join(folder, 'loaded.txt'), 'utf8').trim().split('\n');
    const unneeded = /\/(ajv|fast-check|undici)\/|\/dist\/(spec|conformance)\//;
    expect(loaded.filter((url) => url.includes('/commander/'))).not.to.be.empty;
    expect([...new Set(loaded)].filter((url) => unneeded.test(url))).to.deep.equal([]);
  });

  it('has no file that its users cannot get at', () => {
    const entries = [
      ...Object.values(manifest.exports).flatMap((entry) =>
        typeof entry === 'string' ? entry : Object.values(entry),
      ),
      ...Object.values(manifest.bin),
    ].map((entry) => join(entry));
    expect(files).to.include.members(entries);
    const reached = reachableFiles(installed, entries);
    const documents = /^(LICENSE|package\.json|.*\.md)$/;
    const others = files.filter((file) => !reached.has(file) && !documents.test(file));
    expect(others).to.deep.equal([]);
  });

  it('has neither tests, nor the self-test, nor scripts of the project', () => {
    const foreign =
      /\.test\.|self-test|\/scripts\/|node_modules|tsbuildinfo|\/servers\/(javascript|python)\//;
    expect(files.filter((file) => foreign.test(file))).to.deep.equal([]);
  });

  it('says in at most five entries what belongs to it', () => {
    expect(manifest.files.length).to.be.at.most(5);
    expect(files).to.include.members(['LICENSE', 'README.md', 'CHANGELOG.md']);
  });

  it('has documents whose links lead to files in it, or to the web', () => {
    const links = files
      .filter((file) => file.endsWith('.md'))
      .flatMap((file) =>
        [...readFileSync(join(installed, file), 'utf8').matchAll(/\]\(([^)\s#]+)[^)]*\)/g)]
          .map(([, target = '']) => target)
          .filter((target) => !/^https?:/.test(target))
          .map((target) => ({ file, target: join(dirname(file), target) })),
      );
    expect(links).not.to.be.empty;
    expect(links.filter(({ target }) => !files.includes(target))).to.deep.equal([]);
  });

  it('brings its own dependencies and theirs alone, none of which runs a script to install', () => {
    expect(dependenciesOf(manifest)).to.deep.equal([
      'ajv',
      'commander',
      'fast-check',
      'fast-deep-equal',
      'fast-uri',
      'json-schema-traverse',
      'node-forge',
      'pure-rand',
      'require-from-string',
      'undici',
      'whatwg-mimetype',
    ]);
    const withScripts = dependenciesOf(manifest).filter(
      (name) => locked[`node_modules/${name}`]?.hasInstallScript,
    );
    expect(withScripts).to.deep.equal([]);
    // npm warns of the last three where the package is a tarball or a repository.
    const run = ['preinstall', 'install', 'postinstall', 'preprepare', 'prepare', 'postprepare'];
    expect(Object.keys(manifest.scripts).filter((name) => run.includes(name))).to.deep.equal([]);
  });
});

/** The names of all that a package depends on, and of all that those do. */
function dependenciesOf({ dependencies = {} }: LockedPackage): string[] {
  const names = Object.keys(dependencies);
  const theirs = names.flatMap((name) => dependenciesOf(locked[`node_modules/${name}`] ?? {}));
  return [...new Set([...names, ...theirs])].sort();
}
