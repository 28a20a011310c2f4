import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { build } from 'esbuild';
import { requirements } from '../../conformance/servers/index.ts';
import reasonsByStep from '../../spec/reasons.json' with { type: 'json' };
import { fileOf } from '../implementations/servers/implementations.ts';
import results from '../implementations/servers/results.json' with { type: 'json' };
import { fixForReason } from '../server/fix-for-reason.ts';
import { causesOf, type Entry, recipesFor, type Server, servers, settings } from './recipes.ts';

const reasons: readonly string[] = [...new Set(Object.values(reasonsByStep))];
const entries = settings.flatMap((setting) =>
  servers.map((server) => ({ setting, server, entry: setting.recipes[server.id] ?? {} })),
);

describe('the recipes', () => {
  it('have a cause once, and only causes that exist', () => {
    const causes = settings.flatMap(causesOf);
    expect(causes).to.deep.equal([...new Set(causes)]);
    const known = [...reasons, ...requirements.map(({ id }) => id)];
    expect(causes.filter((cause) => !known.includes(cause))).to.deep.equal([]);
  });

  it('are there for every reason that a setting can fix: all but those of a bad Location', () => {
    const request = {
      ...{ url: new URL('http://api.example/'), method: 'GET', headers: [], body: null },
      ...{ includeCredentials: false, forceNewConnection: false },
    };
    const fixed = reasons.filter((reason) => fixForReason(reason, { request }) !== null);
    const without = fixed.filter((reason) => recipesFor({ reason }).length === 0);
    expect(
      without.filter((reason) => !/^location-|^too-many-redirects$/.test(reason)),
    ).to.deep.equal([]);
    expect(fixed.length - without.length).to.equal(8);
  });

  for (const { id, recipes } of settings) {
    it(`say for each server how to set ${id}, or why not`, () => {
      expect(Object.keys(recipes)).to.deep.equal(servers.map(({ id }) => id));
      const silent = servers.filter(({ id }) => {
        const { code, note, limits } = recipes[id] ?? {};
        return code === undefined && note === undefined && limits === undefined;
      });
      expect(silent).to.deep.equal([]);
    });
  }

  it('have no code that is never shown', () => {
    const hidden = entries.filter(
      ({ setting: { reasons, requirements }, entry: { code, limits = {} } }) =>
        code !== undefined && reasons.length === 0 && requirements.every((id) => id in limits),
    );
    expect(hidden).to.deep.equal([]);
  });

  for (const { setting, server, entry } of entries) {
    it(`name as limits of ${setting.id} in ${server.name} exactly what was found there`, () => {
      const found = findingsOf(server);
      const limited = causesOf(setting).filter((requirement) => found.has(requirement));
      expect(Object.keys(entry.limits ?? {}).sort()).to.deep.equal(limited.sort());
    });

    it(`rely for ${setting.id} in ${server.name} on requirements that it was judged by`, () => {
      const { requirements } = resultOf(server);
      const judged: Readonly<Record<string, { readonly passed: number }>> = requirements;
      const unlimited = setting.requirements.filter((id) => !(id in (entry.limits ?? {})));
      const unjudged = unlimited.filter((id) => (judged[id]?.passed ?? 0) === 0);
      expect(unjudged).to.deep.equal([]);
    });
  }

  for (const server of servers) {
    it(`use for ${server.name} only words of its set-up, besides values and the words around`, () => {
      const source = new Set(wordsOf(sourceOf(server)));
      const code = settings.flatMap(({ recipes }) => recipes[server.id]?.code ?? []).join('\n');
      const words = new Set(wordsOf(code.replace(values, '')));
      const foreign = [...words].filter((word) => !source.has(word));
      expect(foreign.sort()).to.deep.equal([...server.around].sort());
    });

    it(`name versions of ${server.name} that were judged`, () => {
      const sentences = settings.flatMap(({ recipes }) => sentencesOf(recipes[server.id] ?? {}));
      const versions = sentences.join(' ').match(/\d+\.\d+\.\d+/g) ?? [];
      const judged = resultOf(server).version.split(' + ');
      expect(versions.filter((version) => !judged.includes(version))).to.deep.equal([]);
    });
  }

  it('refer only to recipes that are there', () => {
    const sentences = [...servers.map(({ where }) => where), ...entries.flatMap(allSentences)];
    const referred = [...sentences.join(' ').matchAll(/recipe for ([a-z-]+)/g)];
    expect(referred).not.to.be.empty;
    const missing = referred.filter(([, reason]) => recipesFor({ reason }).length === 0);
    expect(missing).to.deep.equal([]);
  });
});

describe('recipesFor', () => {
  const of = (name: string, ...args: Parameters<typeof recipesFor>) =>
    recipesFor(...args).find(({ server }) => server === name);

  it('goes by the reason first, then by the requirement', () => {
    const cause = { reason: 'header-not-allowed', requirement: 'vary-origin' };
    expect(of('express', cause)?.code).to.include('allowedHeaders');
    expect(of('nginx', { ...cause, reason: 'location-invalid' })?.code).to.equal(
      'add_header Vary Origin always;',
    );
    expect(of('nginx', { reason: null, requirement: 'vary-origin' })?.code).to.include('Vary');
  });

  it('has nothing for a cause that no setting fixes', () => {
    expect(recipesFor({ reason: 'location-invalid' })).to.deep.equal([]);
    expect(recipesFor({ requirement: 'constructor' })).to.deep.equal([]);
    expect(recipesFor({})).to.deep.equal([]);
  });

  it('gives a sentence instead of code where the server was found to be wrong', () => {
    expect(of('flask', { requirement: 'listed-method-granted' })).to.deep.include({
      code: null,
      note: 'Flask-CORS 6.0.5 turns methods into upper case, so it grants PATCH where patch is allowed. Methods in upper case are not affected.',
    });
  });

  it('says where the code belongs, and its limits, once each', () => {
    expect(of('flask', { reason: 'method-not-allowed' })).to.deep.equal({
      server: 'flask',
      name: 'Flask (Flask-CORS)',
      code: 'CORS(app, origins=["https://app.example"], methods=["GET", "HEAD", "POST", "PUT"])',
      language: 'python',
      note: 'CORS comes from flask_cors. Call it once with all options. Flask-CORS 6.0.5 turns methods into upper case, so it grants PATCH where patch is allowed. Methods in upper case are not affected.',
      implementation: 'python/flask-cors',
    });
  });

  it('fills in the values of the fetch', () => {
    const values = { origin: 'https://shop.test:8443', method: 'DELETE', headers: ['A', 'B'] };
    expect(of('go', { reason: 'method-not-allowed' }, values)?.code)
      .to.include('"https://shop.test:8443"')
      .and.to.include('"POST", "DELETE"}');
    expect(of('nginx', { reason: 'header-not-allowed' }, values)?.code).to.include('"A, B"');
  });

  it('runs in a browser', async () => {
    const { metafile } = await build({
      entryPoints: ['harness/recipes/recipes.ts'],
      absWorkingDir: fileURLToPath(new URL('../../', import.meta.url)),
      bundle: true,
      format: 'esm',
      platform: 'browser', // In which an import from Node.js is an error.
      metafile: true,
      write: false,
    });
    const files = Object.keys(metafile.inputs);
    expect(files.filter((file) => !/^(harness\/recipes|reference)\//.test(file))).to.deep.equal([]);
  });
});

/** The values of the policies, in the shapes that the languages have. */
const values =
  /https:\/\/app\\?\.example|\b(?:GET|HEAD|POST|PUT|get|head|post|put|X-Token|ETag|Authorization|[Tt]rue|[Ff]alse)\b/g;

function wordsOf(text: string): string[] {
  return text.match(/[A-Za-z_][\w-]*/g) ?? [];
}

/** All programs in the folder of a set-up, and those beside it that its language shares. */
function sourceOf({ implementation }: Server): string {
  const folder = fileOf(implementation, '.');
  const shared = readdirSync(join(folder, '..'), { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => join('..', name));
  const own = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return [...shared, ...own]
    .filter((name) => /\.(ts|js|py|ru|rb|go|rs|java)$/.test(name) && !name.includes('.test.'))
    .filter((name) => !/(^|\/)(build|node_modules|\.venv)\//.test(name))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n');
}

function resultOf({ implementation }: Server) {
  const result = results.servers.find(({ id }) => id === implementation);
  if (result === undefined) throw new RangeError(`results.json has no ${implementation}`);
  return result;
}

/** The requirements that a set-up does not meet in some case. */
function findingsOf(server: Server): Set<string> {
  return new Set(resultOf(server).findings.flatMap(({ requirements }) => requirements));
}

function sentencesOf({ note = '', limits = {} }: Entry): string[] {
  return [note, ...Object.values(limits)];
}

function allSentences({ entry }: { readonly entry: Entry }): string[] {
  return sentencesOf(entry);
}
