/** The report on a client for a terminal. */
import { linkTo } from '../../../spec/index.ts';
import { type Colours, printable } from '../../output/terminal.ts';
import {
  asksAgainAsItMay,
  type ClientReport,
  conclusionOf,
  isStrict,
  titleOf,
} from '../client-report.ts';
import { caseText } from '../generated/case-text.ts';
import type { JudgedResult } from '../known.ts';
import { detailsOf, sentenceOf } from './difference-text.ts';

export function textReport(report: ClientReport, colours: Colours): string {
  const { version, results, unmatched } = report;
  const lines = [colours.bold(printable(titleOf(report)))];
  for (const result of results.filter(isFinding)) lines.push('', ...findingLines(result, colours));
  for (const key of unmatched) {
    lines.push('', `${colours.yellow('? listed, but no such case')}  ${printable(key)}`);
  }
  lines.push(...section('Known deviations', knownLines(report, colours)));
  lines.push(...section(askingAgain, askingAgainLines(results)));
  lines.push(...section('Skipped', skippedLines(results)));
  lines.push(...generatedLines(report, colours));
  if (report.implementsCORS && !isStrict(report)) {
    const versions = report.known?.versions?.join(', ');
    const warning = `The known deviations were recorded with ${versions}. This is ${version}, so differences from the list are only warnings.`;
    lines.push('', colours.yellow(printable(warning)));
  }
  lines.push('', conclusionOf(report));
  return `${lines.join('\n')}\n`;
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', title, ...lines];
}

function isFinding({ verdict }: JudgedResult): boolean {
  return verdict === 'fail' || verdict === 'gone' || verdict === 'error';
}

function findingLines(result: JudgedResult, colours: Colours): string[] {
  const { id, topic, atRisk, why, steps } = result.case;
  const title = {
    fail: colours.red('✗ differs'),
    gone: colours.yellow('✓ no longer differs'),
    error: colours.yellow('? not judged'),
  }[result.verdict as 'fail' | 'gone' | 'error'];
  return [
    `${title}  ${id} (${topic})${atRisk === null ? '' : `, at risk: ${atRisk}`}`,
    `  ${why}`,
    ...(steps[0] === undefined ? [] : [`  ${steps[0]}  ${linkTo(steps[0])}`]),
    ...detailsOf(result).map((line) => `    ${printable(line)}`),
    ...result.exchange.map((line) => colours.dim(`    ${printable(line)}`)),
    ...listedLines(result),
  ];
}

function listedLines({ deviation, listed }: JudgedResult): string[] {
  if (deviation === null) return [];
  return [
    `  Listed under ${deviation.id}:`,
    ...listed.map((difference) => `    ${printable(sentenceOf(difference))}`),
  ];
}

function knownLines({ results, known }: ClientReport, colours: Colours): string[] {
  return (known?.deviations ?? []).flatMap((deviation) => {
    const its = results.filter((result) => result.deviation === deviation);
    const count = its.filter(({ verdict }) => verdict === 'known').length;
    if (count === 0) return [];
    const { id, what, right } = deviation;
    return [`${counted(count)} ${id}: ${what} ${colours.dim(right ?? '')}`.trimEnd()];
  });
}

const askingAgain =
  'Asks again: a cached preflight could have made another one unnecessary. The standard allows it.';

function askingAgainLines(results: readonly JudgedResult[]): string[] {
  return results.filter(asksAgainAsItMay).map((result) => `      ${result.case.id}`);
}

function skippedLines(results: readonly JudgedResult[]): string[] {
  const counts = new Map<string, number>();
  for (const { verdict, reason } of results) {
    if (verdict !== 'skip' || reason === null) continue;
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return [...counts].map(([reason, count]) => `${counted(count)} ${reason}`);
}

function counted(count: number): string {
  return String(count).padStart(5);
}

function generatedLines({ generated }: ClientReport, colours: Colours): string[] {
  if (generated === null) return [];
  const { explained, disagreements } = generated;
  const known = explained.map(
    ({ deviations, count }) => `${counted(count)} ${deviations.join(' + ')}`,
  );
  const lines = section('Known deviations', known);
  for (const { differences, given, expected, count } of disagreements) {
    lines.push(
      '',
      `${colours.red('✗ differs from the reference')}  in ${count} ${count === 1 ? 'case' : 'cases'}`,
      ...differences.map((difference) => `    ${printable(sentenceOf(difference))}`),
      caseText(given, expected),
    );
  }
  if (generated.notShown > 0) {
    lines.push('', `${generated.notShown} more cases differ in other ways. They are not shown.`);
  }
  return lines;
}
