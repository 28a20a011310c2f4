/** Every JSON file of the repository is checked by a schema, and a misspelling in any of them is
 *  refused with the file, the id and the member. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import { type SchemaCheck, schemaCheck } from '../conformance/schema-check.ts';
import exchanges from '../conformance/schemas/exchanges.schema.json' with { type: 'json' };
import filesOfCases from '../conformance/schemas/files.schema.json' with { type: 'json' };
import judgements from '../conformance/schemas/judgements.schema.json' with { type: 'json' };
import knownDeviations from '../conformance/schemas/known-deviations.schema.json' with {
  type: 'json',
};
import manifest from '../conformance/schemas/manifest.schema.json' with { type: 'json' };
import messages from '../conformance/schemas/messages.schema.json' with { type: 'json' };
import originRoles from '../conformance/schemas/origin-roles.schema.json' with { type: 'json' };
import policies from '../conformance/schemas/policies.schema.json' with { type: 'json' };
import policy from '../conformance/schemas/policy.schema.json' with { type: 'json' };
import requirements from '../conformance/schemas/requirements.schema.json' with { type: 'json' };
import schemas from '../conformance/schemas/schema.schema.json' with { type: 'json' };
import serverCases from '../conformance/schemas/server-cases.schema.json' with { type: 'json' };
import vectors from '../conformance/schemas/vectors.schema.json' with { type: 'json' };
import map from '../spec/fetch.schema.json' with { type: 'json' };
import rulings from '../spec/rulings.schema.json' with { type: 'json' };
import clientResults from './client/reports/client-results.schema.json' with { type: 'json' };
import implementation from './implementations/servers/implementation.schema.json' with {
  type: 'json',
};
import serverResults from './implementations/servers/results.schema.json' with { type: 'json' };
import recipes from './recipes/recipes.schema.json' with { type: 'json' };
import { testee } from './testee/testee.ts';

const root = new URL('../', import.meta.url);

/** Which files have which schema. */
const checks: [files: RegExp, check: SchemaCheck][] = [
  [/^conformance\/exchanges\/[^/]+\.json$/, schemaCheck(exchanges)],
  [/^conformance\/files\.json$/, schemaCheck(filesOfCases)],
  [/^conformance\/messages\.json$/, schemaCheck(messages)],
  [/^conformance\/requirements\.json$/, schemaCheck(requirements)],
  [/^conformance\/servers\/cases\.json$/, schemaCheck(serverCases)],
  [/^conformance\/servers\/origin-roles\.json$/, schemaCheck(originRoles)],
  [/^conformance\/servers\/policies\.json$/, schemaCheck(policies, [policy])],
  [/^conformance\/servers\/judgements\.json$/, schemaCheck(judgements)],
  [/\/known-deviations\.json$/, schemaCheck(knownDeviations)],
  [/^harness\/implementations\/clients\/results\.json$/, schemaCheck(clientResults)],
  [
    /^harness\/implementations\/servers\/results\.json$/,
    schemaCheck(serverResults, [knownDeviations]),
  ],
  [/^harness\/recipes\/recipes\.json$/, schemaCheck(recipes, [policy])],
  [/\/implementation\.json$/, schemaCheck(implementation)],
  [/\/policy\.json$/, schemaCheck(policy)],
  [/\/known-mutants\.json$/, schemaCheck(knownDeviations)],
  [/^spec\/fetch\.json$/, schemaCheck(map)],
  [/^spec\/rulings\.json$/, schemaCheck(rulings)],
  [/\.schema\.json$/, schemaCheck(schemas)],
];

/** Files of tools, whose formats are not ours. */
const filesOfTools: [files: RegExp, reason: string][] = [
  [/(^|\/)package\.json$/, 'npm reads it'],
  [/(^|\/)package-lock\.json$/, 'npm writes it'],
  [/(^|\/)tsconfig(\.\w+)?\.json$/, 'tsc reads it, and refuses unknown options'],
  [/^biome\.json$/, 'Biome reads it, and refuses unknown members'],
  [/^\.mocharc\.json$/, 'Mocha reads it'],
  [/^\.c8rc\.json$/, 'c8 reads it'],
  [/^spec\/reasons\.json$/, 'spec:extract writes it, and a test compares it with the map'],
  [
    /^harness\/client\/webdriver\/capabilities\//,
    'WebDriver servers read them, and refuse unknown members',
  ],
  [/^stryker\.config\.json$/, 'Stryker reads it, and warns of unknown members'],
];

function checkOf(file: string): SchemaCheck | undefined {
  const algorithm = /^conformance\/vectors\/([^/]+)\.json$/.exec(file)?.[1];
  if (algorithm !== undefined) return vectorCheck(algorithm);
  return checks.find(([files]) => files.test(file))?.[1];
}

/** As `vectors.schema.json` says: each case by the definition that has the name of the file. */
function vectorCheck(algorithm: string): SchemaCheck {
  const definitions = ['case', algorithm];
  const allOf = definitions.map((name) => ({ $ref: `vectors.schema.json#/definitions/${name}` }));
  return schemaCheck({ type: 'array', minItems: 1, items: { allOf } }, [vectors]);
}

/** One line for each mistake in the text of a file. */
function mistakesIn(file: string, text: string): string[] {
  const check = checkOf(file);
  if (check === undefined) return [`${file}: no schema: add it to the table of this test`];
  return check(JSON.parse(text)).map((line) => `${file}: ${line}`);
}

/** Those that git tracks, and those that it will once they are added. */
const files = execFileSync(
  'git',
  ['ls-files', '--cached', '--others', '--exclude-standard', '*.json'],
  { cwd: root, encoding: 'utf8' },
)
  .split('\n')
  .filter((file) => file !== '' && existsSync(new URL(file, root)));

const read = (file: string) => readFileSync(new URL(file, root), 'utf8');

describe('every JSON file', () => {
  for (const file of files.filter((file) => !filesOfTools.some(([tool]) => tool.test(file)))) {
    it(`${file} is as its schema says`, () => {
      expect(mistakesIn(file, read(file))).to.deep.equal([]);
    });
  }

  it('is refused if it has no schema', () => {
    expect(mistakesIn('conformance/new.json', '{}')).to.deep.equal([
      'conformance/new.json: no schema: add it to the table of this test',
    ]);
  });

  it('exists for each entry of the tables', () => {
    const entries = [...checks, ...filesOfTools].map(([pattern]) => pattern);
    const idle = entries.filter((pattern) => !files.some((file) => pattern.test(file)));
    expect(idle).to.deep.equal([]);
  });
});

/** Members as they are in the file, how they are misspelled where the file first has them, and
 *  where that is. */
const misspellings: Record<string, [right: string, wrong: string, place: string][]> = {
  'conformance/exchanges/simple.json': [
    ['steps', 'stpes', 'get-shared-with-all'],
    ['page', 'paeg', 'get-shared-with-all: given.fetches[0]'],
    ['status', 'statsu', 'get-shared-with-all: given.server[0]'],
    ['exposed', 'expoesd', 'head: expect[0]'],
  ],
  'conformance/exchanges/element-images.json': [
    ['initiator', 'intiator', 'image-plain: given.fetches[0]'],
    ['file', 'flie', 'image-plain: given.server[0]'],
    ['readable', 'readabel', 'image-plain: expect[0]'],
  ],
  'conformance/files.json': [['base64', 'base46', 'pixel.gif']],
  'conformance/exchanges/malformed.json': [
    ['drop', 'dorp', 'malformed-connection-closed: given.server[0]'],
    ['cause', 'casue', 'malformed-connection-closed: expect[0]'],
    ['wire', 'wrie', 'malformed-connection-closed: expect[0]'],
    ['path', 'paht', 'malformed-connection-closed: expect[0].wire[0]'],
  ],
  'conformance/messages.json': [
    ['pattern', 'patern', 'messages[0]'],
    ['silent', 'slient', ''],
  ],
  'conformance/requirements.json': [['basis', 'bassis', 'listed-origin-shared']],
  'conformance/schemas/policy.schema.json': [['minimum', 'minimun', 'properties.maxAge']],
  'conformance/servers/cases.json': [
    ['credentials', 'credentails', 'simple-get-listed: given'],
    ['needs', 'needz', 'exposed-headers'],
    ['origin', 'orgin', 'simple-get-listed: given'],
    ['refused', 'refsued', 'simple-get-listed: requirement'],
    ['controls', 'contorls', 'own-origin-line: given'],
  ],
  'conformance/servers/origin-roles.json': [['example', 'exmaple', 'listed']],
  'conformance/servers/policies.json': [['allowOrigins', 'allowOrigin', 'any-origin']],
  'conformance/vectors/cors-check.json': [
    ['why', 'wy', 'cors-check-table-row-1'],
    ['credentialsMode', 'credentialMode', 'cors-check-table-row-1: given.request'],
    ['failure', 'failed', 'cors-check-table-row-3: expect'],
  ],
  'harness/implementations/clients/chromium/known-deviations.json': [
    ['deviations', 'deviation', ''],
    ['evidence', 'evidnece', 'authorization-covered-by-wildcard'],
    [
      'found',
      'fuond',
      'authorization-covered-by-wildcard: cases.authorization-not-covered-by-wildcard[0]',
    ],
  ],
  'harness/implementations/clients/results.json': [['known', 'knwon', 'chromium: verdicts']],
  'harness/implementations/servers/javascript/express/known-deviations.json': [
    ['cases', 'caess', 'echoes-request-headers'],
  ],
  'harness/implementations/servers/results.json': [['licence', 'license', 'go/echo']],
  'harness/implementations/servers/go/echo/implementation.json': [['needs', 'neesd', '']],
  'conformance/servers/judgements.json': [['reads', 'raeds', '[0]']],
  'harness/recipes/recipes.json': [
    ['requirements', 'requirementz', 'origins'],
    ['code', 'coed', 'origins: recipes.express'],
  ],
  'harness/scripts/embedded/policy.json': [['allowHeaders', 'allowHeader', '']],
  'reference/known-mutants.json': [['what', 'waht', 'deviations[0]']],
  'spec/fetch.json': [['returns', 'return', 'collect-an-http-quoted-string: steps[16]']],
  'spec/rulings.json': [['literal', 'litteral', 'quoted-string-end']],
};

describe('a misspelling', () => {
  for (const [file, rows] of Object.entries(misspellings)) {
    for (const [right, wrong, place] of rows) {
      it(`${wrong} in ${file} is refused in one line`, function () {
        const text = read(file);
        // What is wrong in the file already is named by the test of the file.
        if (mistakesIn(file, text).length > 0) this.skip();
        const lines = mistakesIn(file, text.replace(`"${right}":`, `"${wrong}":`));
        const start = `${file}: ${place === '' ? '' : `${place}: `}unknown member "${wrong}" (known: `;
        expect(lines.map((line) => line.slice(0, start.length))).to.deep.equal([start]);
      });
    }
  }

  it('in a manifest is refused in one line', async () => {
    const server = await testee({ name: 'x', version: '1', policies: {} });
    const response = await fetch(`${server.url}/.well-known/cors-conformance`);
    const text = await response.text();
    await server.close();
    const check = schemaCheck(manifest, [policy]);
    expect(check(JSON.parse(text))).to.deep.equal([]);
    expect(check(JSON.parse(text.replace('policies', 'polices')))).to.deep.equal([
      'unknown member "polices" (known: name, version, policies, skipped); missing member "policies"',
    ]);
  });
});
