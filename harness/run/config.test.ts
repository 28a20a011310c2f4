import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { InputError } from '../output/input-error.ts';
import { prepareTargetRun } from '../server/run-and-report.ts';
import { listen } from '../testee/testee.ts';
import { readConfig } from './config.ts';

const target = { name: 'api', url: 'http://localhost:3000/' };

// biome-ignore lint/suspicious/noTemplateCurlyInString: it is filled in later, from the environment.
const fromEnvironment = 'Bearer ${TOKEN}';

describe('cors-conformance.json', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cors-conformance-config-'));
  const path = join(folder, 'cors.json');
  mkdirSync(join(folder, 'cors'));
  writeFileSync(join(folder, 'cors/policy.json'), '{ "allowOrigins": ["https://app.example"] }');
  writeFileSync(
    join(folder, 'cors/known.json'),
    '{ "deviations": [{ "what": "x", "cases": ["policy/vary-origin"] }] }',
  );
  after(() => rmSync(folder, { recursive: true }));

  const read = (config: unknown, environment = {}) => {
    writeFileSync(path, typeof config === 'string' ? config : JSON.stringify(config));
    return readConfig(path, environment);
  };

  it('gives targets their defaults, and its paths are relative to its folder', async () => {
    const project = await read({
      $schema: './node_modules/cors-conformance/dist/config.schema.json',
      targets: [
        { ...target, policy: 'cors/policy.json', knownDeviations: 'cors/known.json' },
        { ...target, name: 'own', policy: { maxAge: 1 }, level: 'info', runs: 5, seed: 7 },
      ],
      start: { command: ['node', 'x.js'], url: 'http://localhost:3000/', folder: 'cors' },
      reports: [{ format: 'html', output: 'reports/cors.html' }],
    });
    const [first, second] = project.targets;
    expect(first?.options.policy?.allowOrigins).to.deep.equal(['https://app.example']);
    expect(first?.options.knownDeviations?.keysWithout([])).to.deep.equal(['policy/vary-origin']);
    expect(first?.options).to.include({ level: 'should', timeout: 10_000, concurrency: 16 });
    expect(second?.options).to.include({ level: 'info', runs: 5, seed: 7 });
    expect(second?.options.policy).to.deep.equal({ id: 'policy', maxAge: 1 });
    expect(project.start?.folder).to.equal(join(folder, 'cors'));
    expect(project.start?.timeout).to.equal(30_000);
    expect(project.reports).to.deep.equal([
      { format: 'html', output: join(folder, 'reports/cors.html') },
    ]);
  });

  it('is as the README shows it', async () => {
    const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
    const [, shown] = /## One file for a project.*?```json\n(.*?)```/s.exec(readme) ?? [];
    const { targets, reports } = await read(shown ?? '', { TOKEN: 's3cret' });
    expect(targets[0]?.options.header).to.deep.equal([['Authorization', 'Bearer s3cret']]);
    expect(reports).to.have.length(1);
  });

  it('takes the values of headers from the environment, and keeps them secret', async () => {
    const headers = { Authorization: fromEnvironment };
    const { targets } = await read({ targets: [{ ...target, headers }] }, { TOKEN: 's3cret' });
    expect(targets[0]?.options.header).to.deep.equal([['Authorization', 'Bearer s3cret']]);
    expect(targets[0]?.secrets).to.deep.equal(['Bearer s3cret', 's3cret']);
  });

  it('is what names the policy or the origins of a target that has neither', async () => {
    const server = await listen(createServer((_, response) => response.end()));
    const { targets } = await read({ targets: [{ ...target, url: server.url }] });
    const { url, options } = targets[0] as (typeof targets)[0];
    const error = await prepareTargetRun(url, options).catch((reason) => reason);
    await server.close();
    expect(error.message).to.match(
      /is not a testee .*: add policy or origins to targets\[0\] in cors\.json$/,
    );
  });

  const one = (members: object) => ({ targets: [{ ...target, ...members }] });
  const mistakes: readonly [title: string, config: unknown, line: string][] = [
    ['no target', { targets: [] }, 'targets: must not be empty'],
    [
      'a misspelled member',
      one({ polcy: {} }),
      'targets[0]: unknown member "polcy" (known: name, url, policy, origins, headers, knownDeviations, level, filter, allowUnsafeMethods, insecure, runs, seed, concurrency, rate, timeout, maxTime, start)',
    ],
    ['no name', { targets: [{ url: 'http://localhost/' }] }, 'targets[0]: missing member "name"'],
    [
      'a name twice',
      { targets: [target, target] },
      'targets[1].name: api is the name of another target: change it',
    ],
    [
      'no URL',
      one({ url: 'localhost' }),
      'targets[0].url: localhost is not an http: or https: URL: write http://host:port/path',
    ],
    [
      'a policy and origins',
      one({ policy: {}, origins: ['https://app.example'] }),
      'targets[0]: policy and origins: leave one out; a policy already names origins',
    ],
    [
      'a misspelled member of a policy',
      one({ policy: { maxage: 1 } }),
      'targets[0].policy: unknown member "maxage" (known: id, title, allowOrigins, exampleOrigins, allowCredentials, allowMethods, simpleMethods, allowHeaders, exposeHeaders, maxAge, shareErrors)',
    ],
    [
      'a wrong policy',
      one({ policy: { allowOrigins: ['https://a.example/'] } }),
      'targets[0].policy: allowOrigins[0]: "https://a.example/" is not an origin: remove the trailing slash',
    ],
    [
      'a wrong origin',
      one({ origins: ['https://a.example/'] }),
      'targets[0].origins[0]: https://a.example/: Browsers send https://a.example: write that.',
    ],
    [
      'a header that browsers set',
      one({ headers: { Origin: 'https://a.example' } }),
      'targets[0].headers.Origin: Browsers set Origin themselves: leave it out.',
    ],
    [
      'a variable that is not set',
      one({ headers: { Authorization: fromEnvironment } }),
      'targets[0].headers.Authorization: the environment variable TOKEN is not set: set it',
    ],
    [
      'a wrong level',
      one({ level: 'may' }),
      'targets[0].level: must be one of "must", "should", "info", not "may"',
    ],
    [
      'a seed without runs',
      one({ seed: 1 }),
      'targets[0].seed: say with runs how many fetches to generate',
    ],
    [
      'an empty command',
      one({ start: { command: [], url: target.url } }),
      'targets[0].start.command: must not be empty',
    ],
    [
      'an unknown format',
      { ...one({}), reports: [{ format: 'pdf', output: 'x' }] },
      'reports[0].format: must be one of "text", "json", "markdown", "junit", "html", "github", not "pdf"',
    ],
    [
      'one file for two reports',
      {
        ...one({}),
        reports: [
          { format: 'json', output: 'x' },
          { format: 'html', output: './x' },
        ],
      },
      'reports[1].output: reports[0] has the same file: change it',
    ],
  ];
  for (const [title, config, line] of mistakes) {
    it(`with ${title} is refused in one line`, async () => {
      const error = await read(config).catch((reason) => reason);
      expect(error).to.be.instanceOf(InputError);
      expect(error.message).to.equal(`cors.json: ${line}`);
    });
  }

  it('names the file that it names and that is not there', async () => {
    const error = await read(one({ policy: 'nowhere.json' })).catch((reason) => reason);
    expect(error.message).to.equal(`${join(folder, 'nowhere.json')}: there is no such file`);
  });
});
