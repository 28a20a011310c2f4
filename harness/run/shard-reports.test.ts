/** Nobody may take the report on a shard for the whole: every format for people and CI services says what it is. */
import { expect } from 'chai';
import { pass as clientPass, report as clientReport } from '../client/example-reports.ts';
import { clientGitHub } from '../client/reports/client-github.ts';
import { clientHTML } from '../client/reports/client-html.ts';
import { clientJUnit } from '../client/reports/client-junit.ts';
import { markdownReport as clientMarkdown } from '../client/reports/client-markdown.ts';
import { textReport as clientText } from '../client/reports/client-text.ts';
import { type ReportedClients, reportedClients } from '../client/reports/reported-client.ts';
import { noColours } from '../output/terminal.ts';
import { pass, reportWith } from '../server/reports/example-report.ts';
import { githubReport } from '../server/reports/github.ts';
import { htmlReport } from '../server/reports/html.ts';
import { junitReport } from '../server/reports/junit.ts';
import { markdownReport } from '../server/reports/markdown.ts';
import type { Report } from '../server/reports/report.ts';
import { textReport } from '../server/reports/text.ts';
import { projectGitHub, projectIndex, projectJUnit, projectMarkdown } from './project-formats.ts';
import { type ProjectReport, projectReportOf } from './project-report.ts';
import { projectText } from './project-text.ts';

const part = { index: 2, count: 3 };
const sentence = 'This is shard 2 of 3: cors-conformance merge gives the report on the whole run.';

function server(isShard: boolean): Report {
  const shard = isShard ? { ...part, due: [], patterns: {}, wrongRuns: {} } : null;
  return { ...reportWith([pass], 'PASSED'), shard };
}

function clients(isShard: boolean): ReportedClients {
  const shard = isShard ? { ...part, corpus: '', planned: 1, due: [] } : null;
  return reportedClients([clientReport([clientPass], { shard })]);
}

/** One target was run, the other was not. */
function project(isShard: boolean): ProjectReport {
  const url = 'http://localhost/';
  const targets = [
    { name: 'run', url, report: server(isShard), error: null, output: null },
    { name: 'down', url, report: null, error: 'it did not start', output: null },
  ];
  const shard = isShard ? part : null;
  return projectReportOf(targets, { started: '', seconds: 1, shard, interruptedCode: null });
}

/** @param times how often it is said */
type Row = readonly [format: string, write: (isShard: boolean) => string, times: number];

const rows: readonly Row[] = [
  ['text on a server', (is) => textReport(server(is), noColours), 1],
  ['Markdown on a server', (is) => markdownReport(server(is)), 1],
  ['JUnit on a server, in every suite', (is) => junitReport(server(is)), 3],
  ['GitHub on a server', (is) => githubReport(server(is)), 1],
  ['HTML on a server', (is) => htmlReport(server(is)), 1],
  [
    'text on a client',
    (is) =>
      clients(is)
        .clients.map((each) => clientText(each, noColours))
        .join(''),
    1,
  ],
  ['Markdown on a client', (is) => clientMarkdown(clients(is)), 1],
  ['JUnit on a client', (is) => clientJUnit(clients(is)), 1],
  ['GitHub on a client', (is) => clientGitHub(clients(is)), 1],
  ['HTML on a client', (is) => clientHTML(clients(is)), 1],
  ['text on a project', (is) => projectText(project(is), noColours), 1],
  ['Markdown on a project', (is) => projectMarkdown(project(is)), 1],
  ['JUnit on a project, in every suite', (is) => projectJUnit(project(is)), 4],
  ['GitHub on a project', (is) => projectGitHub(project(is)), 1],
  ['HTML on a project', (is) => projectIndex(project(is), (name) => name), 1],
];

describe('a report on a shard says what it is', () => {
  for (const [format, write, times] of rows) {
    it(`as ${format}`, () => {
      expect(write(true).split(sentence)).to.have.length(times + 1);
      expect(write(false)).not.to.include('shard 2');
    });
  }
});
