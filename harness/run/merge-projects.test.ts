/** A project whose targets are started by the run: in four shards, and in one run. */
import { createServer } from 'node:http';
import { expect } from 'chai';
import { noColours } from '../output/terminal.ts';
import { listen } from '../testee/testee.ts';
import type { Project, ProjectTarget } from './config.ts';
import { mergeProjects } from './merge-projects.ts';
import type { ProjectReport, TargetReport } from './project-report.ts';
import { projectText } from './project-text.ts';
import { reportOnProject } from './run-project.ts';
import type { Named } from './shards-of-one-run.ts';

const never = new AbortController().signal;

/** What each program answers with. */
const bodies: Readonly<Record<string, string>> = {
  right: `response.setHeader('Vary', 'Origin');
    if (origin === 'https://app.example') response.setHeader('Access-Control-Allow-Origin', origin);`,
  echoing: `response.setHeader('Access-Control-Allow-Origin', origin ?? '*');`,
  without: '',
};

describe('a project in shards', function () {
  this.timeout(60_000);
  let project: Project;
  let whole: ProjectReport;
  let files: Named<ProjectReport>[];

  before(async () => {
    const targets: ProjectTarget[] = [];
    for (const [name, body] of Object.entries(bodies)) {
      const server = await listen(createServer());
      await server.close();
      targets.push(target(name, new URL(server.url), body));
    }
    project = { start: null, targets, reports: [] };
    whole = await reportOnProject(project, never);
    files = [];
    for (const index of [1, 2, 3, 4]) {
      const report = await reportOnProject(project, never, { index, count: 4 });
      files.push({ file: `${index}.json`, report: JSON.parse(JSON.stringify(report)) });
    }
  });

  function target(name: string, url: URL, body: string): ProjectTarget {
    const script = `require('node:http').createServer((request, response) => {
      const { origin } = request.headers;
      ${body}
      response.end('ok');
    }).listen(${url.port}, '127.0.0.1')`;
    return {
      name,
      url,
      secrets: [],
      start: { command: [process.execPath, '-e', script], url, timeout: 20_000, folder: '.' },
      options: {
        policy: { id: 'policy', allowOrigins: ['https://app.example'], maxAge: 5 },
        level: 'should',
        concurrency: 16,
        timeout: 10_000,
        runs: 20,
        seed: 3,
      },
    };
  }

  it('is merged into what one run reports, but for times', () => {
    const merged = mergeProjects(files);
    expect(whole.targets.map(({ report }) => report?.summary.conclusion)).to.deep.equal([
      'PASSED',
      'FAILED',
      'FAILED',
    ]);
    expect(withoutTimes(merged)).to.deep.equal(withoutTimes(whole));
  });

  it('is incomplete without one of them, and names it', () => {
    const merged = mergeProjects(files.filter((_file, index) => index !== 2));
    const { summary, targets } = merged;
    expect(targets[0]?.report?.summary.cutShort).to.match(
      /^shard 3 of 4 is missing: \d+ of \d+ cases were not run$/,
    );
    expect(targets[0]?.report?.summary.conclusion).to.equal('INCOMPLETE');
    expect(summary.exitCode).to.equal(1);
    expect(projectText(merged, noColours)).to.match(/\nFAILED {2}3 targets: .*, incomplete\n$/);
    expect(projectText(whole, noColours)).not.to.include('incomplete');
  });

  it('says why a target did not run in a shard', () => {
    const [first, ...others] = files as [Named<ProjectReport>, ...Named<ProjectReport>[]];
    const [right, ...rest] = first.report.targets as [TargetReport, ...TargetReport[]];
    const failed = { ...right, report: null, error: 'no database' };
    const report = { ...first.report, targets: [failed, ...rest] };
    const { targets } = mergeProjects([{ ...first, report }, ...others]);
    expect(targets[0]?.report?.summary.cutShort).to.match(
      /^shard 1 of 4 did not run: no database: \d+ of \d+ cases were not run$/,
    );
  });
});

/** Some cases measure times, and say so. */
function withoutTimes(report: ProjectReport): unknown {
  const text = JSON.stringify({ ...report, started: '', seconds: 0 });
  return JSON.parse(
    text
      .replace(/\d+(\.\d)? ms/g, '_ ms')
      .replace(/"Date","[^"]*"/g, '"Date",""')
      .replace(/"started":"[^"]*","seconds":[\d.]+/g, '"started":"","seconds":0'),
  );
}
