/** The results of real servers for people: `RESULTS.md`, and a line or two for the terminal. */
import type { Level } from '../../../conformance/servers/index.ts';
import type { Verdict } from '../../server/result.ts';

/** What is read of a JSON report, and which server it is about. */
export interface Report {
  readonly server: { readonly name: string; readonly version: string };
  readonly target: {
    readonly policies: readonly { readonly id: string }[];
    readonly leftOut: readonly { readonly policy: string; readonly why: string }[];
  };
  readonly summary: {
    readonly exitCode: number;
    readonly unknownDeviations: readonly string[];
  };
  readonly results: readonly {
    readonly id: string;
    readonly requirement: string;
    readonly level: Level;
    readonly verdict: Verdict;
    readonly message: string;
    readonly known: string | null;
  }[];
}

/** `1986 passed, 47 known deviations, 1 failed`. */
export function tally(report: Report): string {
  const count = (verdict: Verdict) => having(report, verdict).length;
  const parts = [`${count('pass')} passed`, `${count('known')} known deviations`];
  const others = ['fail', 'gone', 'error', 'not-sent'] as const;
  for (const verdict of others) if (count(verdict) > 0) parts.push(`${count(verdict)} ${verdict}`);
  return parts.join(', ');
}

/** What nobody has looked at yet: failures that are not known, and known ones that are none. */
export function surprisesOf(report: Report): string[] {
  const surprising: readonly Verdict[] = ['fail', 'gone', 'error'];
  return [
    ...report.results
      .filter(({ verdict }) => surprising.includes(verdict))
      .map(({ id, verdict, level, message }) => `${verdict} (${level}) ${id}: ${message}`),
    ...report.summary.unknownDeviations.map((id) => `known-deviations.json: ${id} matches no case`),
  ];
}

export function resultsTable(reports: readonly Report[]): string {
  const lines = [
    '# Real servers',
    '',
    'What the suite says of each, written by `npm run testees`. How each is set up is in its',
    '`testee.ts`, each finding in its `known-deviations.json`.',
    '',
    ...aligned([
      ['server', 'version', 'policies', 'passed', 'must', 'should', 'info'],
      ...reports.map(row),
    ]),
    '',
    'Under `must`, `should` and `info`: how many cases of that level fail.',
    ...reports.flatMap(findings),
  ];
  return `${lines.join('\n')}\n`;
}

function row(report: Report): string[] {
  const { server, target } = report;
  const all = target.policies.length + target.leftOut.length;
  const failed = (level: Level) =>
    report.results.filter((result) => isFailure(result.verdict) && result.level === level).length;
  return [
    server.name,
    server.version,
    `${target.policies.length} of ${all}`,
    `${having(report, 'pass').length}`,
    `${failed('must')}`,
    `${failed('should')}`,
    `${failed('info')}`,
  ];
}

/** A table whose columns stand below each other, the first row being its head. */
function aligned([head = [], ...rows]: readonly string[][]): string[] {
  const widths = head.map((_, column) =>
    Math.max(...[head, ...rows].map((cells) => cells[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[], filler = ' ') =>
    `| ${widths.map((width, column) => (cells[column] ?? '').padEnd(width, filler)).join(' | ')} |`;
  return [line(head), line([], '-'), ...rows.map((cells) => line(cells))];
}

/** Each finding once, however many cases and requirements show it. */
function findings({ server, target, results }: Report): string[] {
  const seen = new Map<string, { requirements: Set<string>; count: number }>();
  for (const { verdict, level, requirement, message, known } of results) {
    if (!isFailure(verdict)) continue;
    const finding = known ?? message;
    const { requirements = new Set<string>(), count = 0 } = seen.get(finding) ?? {};
    seen.set(finding, {
      requirements: requirements.add(`${requirement} (${level})`),
      count: count + 1,
    });
  }
  const lines = [
    ...[...seen].map(
      ([finding, { requirements, count }]) =>
        `- ${[...requirements].join(', ')}: ${inMarkdown(finding)} _${count} ${count === 1 ? 'case' : 'cases'}_`,
    ),
    ...target.leftOut.map(({ policy, why }) => `- no \`${policy}\`: ${inMarkdown(why)}`),
  ];
  return ['', `## ${server.name}`, '', ...(lines.length > 0 ? lines : ['Nothing to report.'])];
}

/** Prose in which no character means anything to Markdown. */
function inMarkdown(text: string): string {
  return text.replace(/[\\`*_[\]<>|#]/g, '\\$&');
}

function isFailure(verdict: Verdict): boolean {
  return verdict === 'fail' || verdict === 'known';
}

function having(report: Report, verdict: Verdict) {
  return report.results.filter((result) => result.verdict === verdict);
}
