/** JUnit XML in the form that Jenkins, GitLab and most other CI servers read. */
import { escapeMarkup } from './markup.ts';

export interface Suite {
  readonly name: string;
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

/** What holds of every suite. */
export interface Run {
  /** As an ISO 8601 date and time. */
  readonly started: string;
  readonly seconds: number;
  readonly properties: Readonly<Record<string, string>>;
}

export function junitXML(run: Run, suites: readonly Suite[]): string {
  const cases = suites.flatMap((suite) => suite.cases);
  const attributes = `name="cors-conformance" ${countsOf(cases)} time="${time(run.seconds)}"`;
  const written = suites.map((suite) => suiteXML(run, suite, cases.length));
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites ${attributes}>\n${written.join('')}</testsuites>\n`;
}

/** Cases run side by side: each suite has its share of the time, so that the sum is right. */
function suiteXML(
  { started, seconds, properties }: Run,
  { name, cases }: Suite,
  all: number,
): string {
  const share = (seconds * cases.length) / Math.max(1, all);
  // Without a zone, as the schema of JUnit demands.
  const timestamp = started.slice(0, 'yyyy-mm-ddThh:mm:ss'.length);
  const lines = [
    `  <testsuite name="${escapeMarkup(name)}" ${countsOf(cases)} time="${time(share)}" timestamp="${escapeMarkup(timestamp)}">`,
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
