import { createServer } from 'node:http';
import { expect } from 'chai';
import { schemaCheck } from '../../conformance/schema-check.ts';
import knownDeviations from '../../conformance/schemas/known-deviations.schema.json' with {
  type: 'json',
};
import { noColours } from '../output/terminal.ts';
import reportSchema from '../server/reports/report.schema.json' with { type: 'json' };
import { listen, type Testee } from '../testee/testee.ts';
import type { Project, ProjectTarget, Start } from './config.ts';
import { projectIndex, projectJSON, projectJUnit, projectMarkdown } from './project-formats.ts';
import schema from './project-report.schema.json' with { type: 'json' };
import type { ProjectReport } from './project-report.ts';
import { projectText } from './project-text.ts';
import { reportOnProject } from './run-project.ts';

const never = new AbortController().signal;
const origin = 'https://app.example';
const secret = 'Bearer s3cret';

/** A server with a child that has to end with it: the run waits until nobody can write to its output. */
const program = `
  require('node:child_process').spawn('sleep', ['60'], { stdio: 'inherit' });
  console.log('started with s3cret');
  require('node:http').createServer((request, response) => response.end('ok')).listen(PORT, '127.0.0.1');`;

describe('a run of a project', function () {
  this.timeout(30_000);
  const open: Testee[] = [];
  let right: string;
  let echoing: string;
  let free: string;
  let report: ProjectReport;

  async function serve(allows: (origin: string | undefined) => string | undefined) {
    const server = await listen(
      createServer((request, response) => {
        const allowed = allows(request.headers.origin);
        if (allowed !== undefined) response.setHeader('Access-Control-Allow-Origin', allowed);
        response.setHeader('Vary', 'Origin');
        response.setHeader('X-Echo', request.headers.authorization ?? '');
        response.end('ok');
      }),
    );
    open.push(server);
    return `${server.url}/`;
  }

  before(async () => {
    right = await serve((sent) => (sent === origin ? sent : undefined));
    echoing = await serve((sent) => sent);
    const other = await listen(createServer());
    free = other.url;
    await other.close();
    report = await reportOnProject(
      project([
        target('right', right),
        target('echoing', echoing),
        { ...target('started', free), start: starting(program) },
        {
          ...target('broken', free),
          start: starting('console.log("no database"); process.exit(3)'),
        },
      ]),
      never,
    );
  });

  after(async () => {
    for (const server of open) await server.close();
  });

  function target(name: string, url: string): ProjectTarget {
    return {
      name,
      url: new URL(url),
      start: null,
      secrets: [secret, 's3cret'],
      options: {
        policy: { id: 'policy', allowOrigins: [origin] },
        level: 'should',
        filter: 'simple-get',
        concurrency: 4,
        timeout: 5000,
        header: [['Authorization', secret]],
      },
    };
  }

  function starting(script: string, timeout = 10_000): Start {
    const { port } = new URL(free);
    const command = [process.execPath, '-e', script.replace('PORT', port)];
    return { command, url: new URL(free), timeout, folder: '.' };
  }

  const project = (targets: readonly ProjectTarget[], start: Start | null = null): Project => ({
    start,
    targets,
    reports: [],
  });

  it('judges each target, and the worst of them decides', () => {
    expect(
      report.targets.map(({ name, report: each }) => [name, each?.summary.conclusion ?? null]),
    ).to.deep.equal([
      ['right', 'PASSED'],
      ['echoing', 'FAILED'],
      ['started', 'FAILED'],
      ['broken', null],
    ]);
    expect(report.summary).to.deep.equal({ exitCode: 1, conclusion: 'FAILED' });
  });

  it('keeps what a program printed where its target is not as expected', () => {
    expect(report.targets.map(({ output }) => output)).to.deep.equal([
      null,
      null,
      'started with …',
      'no database',
    ]);
    const [, , , broken] = report.targets;
    expect(broken?.error).to.match(/ended \(3\) before .* answered: correct the command$/);
  });

  const formats: readonly [name: string, write: () => string][] = [
    ['text', () => projectText(report, noColours, true)],
    ['JSON', () => [...projectJSON(report)].join('')],
    ['Markdown', () => projectMarkdown(report)],
    ['JUnit', () => projectJUnit(report)],
    ['HTML', () => projectIndex(report, (name) => `report.${name}.html`)],
  ];
  for (const [name, write] of formats) {
    it(`is reported as ${name} with all targets, and without secrets`, () => {
      const text = write();
      for (const each of ['right', 'echoing', 'started', 'broken']) expect(text).to.include(each);
      expect(text).not.to.include('s3cret');
    });
  }

  it('ends its text with a table of targets and one verdict', () => {
    const lines = projectText(report, noColours).trimEnd().split('\n').slice(-6);
    expect(lines[0]).to.match(/^right {4}PASSED {6}\d+ passed/);
    expect(lines[1]).to.match(/^echoing {2}FAILED {6}\d+ passed, \d+ failed/);
    expect(lines[5]).to.match(/^FAILED {2}4 targets, 1 not run: \d+ passed, \d+ failed/);
  });

  it('is reported in JSON as the schema says', () => {
    const check = schemaCheck(schema, [reportSchema, knownDeviations]);
    const json = JSON.parse([...projectJSON(report)].join(''));
    expect(check(json)).to.deep.equal([]);
    expect(json).to.deep.equal(JSON.parse(JSON.stringify(report)));
  });

  it('does not judge a server that runs already in place of the one to be started', async () => {
    const start = { ...starting(program), url: new URL(right) };
    const { targets, summary } = await reportOnProject(project([target('a', right)], start), never);
    expect(targets[0]?.error).to.match(
      /answers before the program is started: stop what runs there$/,
    );
    expect(summary.exitCode).to.equal(2);
  });

  it('gives up on a program that does not answer in time', async () => {
    const start = starting('console.log("waiting"); setTimeout(() => {}, 60_000)', 300);
    const { targets } = await reportOnProject(project([{ ...target('slow', free), start }]), never);
    expect(targets[0]?.error).to.match(
      /did not answer within 300 ms: correct the URL, or raise timeout$/,
    );
    expect(targets[0]?.output).to.equal('waiting');
  });
});
