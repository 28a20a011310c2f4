/** JUnit XML in the form that Jenkins, GitLab and most other CI servers read. */
import { escapeMarkup } from './markup.ts';

export interface Suite {
  readonly name: string;
  /** As an ISO 8601 date and time. */
  readonly started: string;
  readonly seconds: number;
  readonly properties: Readonly<Record<string, string>>;
  readonly cases: readonly TestCase[];
}

export interface TestCase {
  readonly classname: string;
  readonly name: string;
  /** Null if it passed. */
  readonly outcome: Outcome | null;
}

export interface Outcome {
  readonly kind: 'failure' | 'error' | 'skipped';
  readonly message: string;
  /** What kind of failure it is, such as its level. */
  readonly type?: string;
  readonly text?: string;
}

export function junitXML(suites: readonly Suite[]): string {
  const counts = countsOf(suites.flatMap(({ cases }) => cases));
  const seconds = suites.reduce((sum, suite) => sum + suite.seconds, 0);
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="cors-conformance" ${counts} time="${time(seconds)}">
${suites.map(suiteXML).join('')}</testsuites>
`;
}

function suiteXML({ name, started, seconds, properties, cases }: Suite): string {
  // Without a zone, as the schema of JUnit demands.
  const timestamp = started.slice(0, 'yyyy-mm-ddThh:mm:ss'.length);
  const lines = [
    `  <testsuite name="${escapeMarkup(name)}" ${countsOf(cases)} time="${time(seconds)}" timestamp="${escapeMarkup(timestamp)}">`,
    '    <properties>',
    ...Object.entries(properties).map(
      ([key, value]) =>
        `      <property name="${escapeMarkup(key)}" value="${escapeMarkup(value)}"/>`,
    ),
    '    </properties>',
    ...cases.map(caseXML),
    '  </testsuite>',
  ];
  return `${lines.join('\n')}\n`;
}

function time(seconds: number): string {
  return seconds.toFixed(3);
}

function countsOf(cases: readonly TestCase[]): string {
  const count = (kind: Outcome['kind']) =>
    cases.filter(({ outcome }) => outcome?.kind === kind).length;
  return `tests="${cases.length}" failures="${count('failure')}" errors="${count('error')}" skipped="${count('skipped')}"`;
}

function caseXML({ classname, name, outcome }: TestCase): string {
  const start = `    <testcase classname="${escapeMarkup(classname)}" name="${escapeMarkup(name)}"`;
  if (outcome === null) return `${start}/>`;
  const { kind, type, message, text } = outcome;
  const typed = type === undefined ? '' : ` type="${escapeMarkup(type)}"`;
  const tag = `      <${kind}${typed} message="${escapeMarkup(message)}"`;
  const element = text === undefined ? `${tag}/>` : `${tag}>${escapeMarkup(text)}</${kind}>`;
  return `${start}>\n${element}\n    </testcase>`;
}
