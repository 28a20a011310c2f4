/** The report on a client for a terminal. */
import { type Colours, printable } from '../../output/terminal.ts';
import { type ClientReport, conclusionOf, countsOf, isStrict } from '../client-report.ts';
import type { JudgedResult } from '../divergences.ts';
import { caseText } from '../generated/case-text.ts';

export function textReport(report: ClientReport, colours: Colours): string {
  const { client, version, results } = report;
  const lines = [colours.bold(`${client} ${version}`)];
  for (const result of results.filter(isFinding)) lines.push('', ...findingLines(result, colours));
  const known = knownLines(report, colours);
  if (known.length > 0) lines.push('', 'Known divergences', ...known);
  const skipped = skippedLines(results);
  if (skipped.length > 0) lines.push('', 'Skipped', ...skipped);
  lines.push(...generatedLines(report, colours));
  if (report.implementsCORS && !isStrict(report)) {
    lines.push(
      '',
      colours.yellow(
        `Divergences are listed for ${report.divergences?.versions.join(', ')}, not for ${version}: what differs from the list is a warning.`,
      ),
    );
  }
  lines.push('', conclusionOf(report));
  return `${lines.join('\n')}\n`;
}

function isFinding({ verdict }: JudgedResult): boolean {
  return verdict === 'fail' || verdict === 'vanished' || verdict === 'error';
}

function findingLines(result: JudgedResult, colours: Colours): string[] {
  const { id, topic, atRisk, why } = result.case;
  const title = {
    fail: colours.red('✗ differs'),
    vanished: colours.yellow('✓ no longer differs'),
    error: colours.yellow('? not judged'),
  }[result.verdict as 'fail' | 'vanished' | 'error'];
  return [
    `${title}  ${id} (${topic})${atRisk === null ? '' : `, at risk: ${atRisk}`}`,
    `  ${why}`,
    ...result.details.map((line) => `    ${printable(line)}`),
    ...result.exchange.map((line) => colours.dim(`    ${printable(line)}`)),
    ...(result.class === null
      ? []
      : [`  Listed under ${result.class.id}: ${result.class.cases[id]?.join('; ')}`]),
  ];
}

function knownLines({ results, divergences }: ClientReport, colours: Colours): string[] {
  const known = results.filter(({ verdict }) => verdict === 'known');
  return (divergences?.classes ?? []).flatMap((each) => {
    const count = known.filter((result) => result.class === each).length;
    if (count === 0) return [];
    return [`  ${String(count).padStart(3)} ${each.id}: ${each.does} ${colours.dim(each.right)}`];
  });
}

function skippedLines(results: readonly JudgedResult[]): string[] {
  const reasons = new Map<string, number>();
  for (const { verdict, details } of results) {
    if (verdict !== 'skip') continue;
    const reason = details.join('; ');
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  }
  return [...reasons].map(([reason, count]) => `  ${String(count).padStart(3)} ${reason}`);
}

function generatedLines({ generated }: ClientReport, colours: Colours): string[] {
  if (generated === null) return [];
  const { runs, seed, explained, disagreements } = generated;
  const lines = ['', colours.bold(`${runs} generated cases, seed ${seed}`)];
  for (const { class: id, count } of explained) {
    lines.push(`  ${String(count).padStart(5)} differ as is known: ${id}`);
  }
  for (const { differences, given, expected, count } of disagreements) {
    lines.push(
      '',
      `${colours.red('✗ disagrees with the reference')}  ${count} times`,
      ...differences.map((line) => `    ${printable(line)}`),
      caseText(given, expected),
    );
  }
  if (disagreements.length === 0) lines.push('  no other disagreement');
  return lines;
}

export function progressLine(results: readonly JudgedResult[], total: number): string {
  const { fail = 0 } = countsOf(results);
  return `${results.length} of ${total} cases, ${fail} differ`;
}
