/** The report on a client for a terminal. */
import { linkTo } from '../../../spec/index.ts';
import { counted } from '../../output/counted.ts';
import { type Colours, noColours, printable } from '../../output/terminal.ts';
import { wrapped } from '../../output/wrapped.ts';
import { partText } from '../../run/shard.ts';
import { asksAgainAsItMay, titleOf } from '../client-report.ts';
import { type ClientCause, causesOf } from './client-causes.ts';
import { sentenceOf } from './difference-text.ts';
import type { ReportedCase, ReportedClient } from './reported-client.ts';

/** @param isVerbose whether to show every case that differs in full, not only one of each cause */
export function textReport(report: ReportedClient, colours: Colours, isVerbose = false): string {
  const { version, results, unmatched } = report;
  const lines = [colours.bold(printable(titleOf(report)))];
  const causes = causesOf(report);
  const shown = isVerbose ? causes : causes.slice(0, mostInFull);
  lines.push(...shown.flatMap((cause) => ['', ...causeLines(cause, colours, isVerbose)]));
  lines.push(
    ...section(
      'Other causes, each in one line (--verbose shows them in full)',
      causes.slice(shown.length).map((cause) => shortLine(cause, colours)),
    ),
  );
  for (const key of unmatched) {
    lines.push('', `${colours.yellow('? listed, but no such case')}  ${printable(key)}`);
  }
  lines.push(...section('Known deviations', knownLines(report, colours)));
  lines.push(...section(askingAgain, askingAgainLines(results)));
  lines.push(...section('Skipped', skippedLines(results)));
  lines.push(...generatedLines(report, colours));
  if (report.implementsCORS && !report.strict) {
    const versions = report.known?.versions.join(', ');
    const warning = `The known deviations were recorded with ${versions}. This is ${version}, so differences from the list are only warnings.`;
    lines.push('', colours.yellow(printable(warning)));
  }
  if (report.shard !== null) lines.push('', partText(report.shard));
  lines.push('', verdictText(report, colours));
  return `${lines.join('\n')}\n`;
}

/** The last line of a report on a client, in every format. */
export function verdictText({ summary }: ReportedClient, colours: Colours = noColours): string {
  const { conclusion, cutShort, text } = summary;
  const colour = { PASSED: colours.green, FAILED: colours.red, INCOMPLETE: colours.yellow }[
    conclusion
  ];
  return `${colour(conclusion)}  ${printable(cutShort === null ? text : `${cutShort} ${text}`)}`;
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', title, ...lines];
}

/** How many causes have an example: the largest ones. Each of the others has one line. */
const mostInFull = 6;

function causeLines(cause: ClientCause, colours: Colours, isVerbose: boolean): string[] {
  const { results } = cause;
  const [first] = results;
  const topics = new Set(results.map(({ topic }) => topic)).size;
  const inTopics = topics === 1 ? '' : ` in ${counted(topics, 'topic')}`;
  const shown = isVerbose ? results : results.slice(0, 1);
  return [
    headingOf(cause, colours),
    ...(first === undefined ? [] : [`  ${counted(results.length, 'case')}${inTopics}`]),
    ...shown.flatMap((result) => ['', ...resultLines(result, colours)]),
    ...alsoLines(results.slice(shown.length)),
  ];
}

function headingOf({ verdict, cause }: ClientCause, colours: Colours): string {
  const title = {
    fail: colours.red('✗ differs'),
    gone: colours.yellow('✓ no longer differs'),
    error: colours.yellow('? not judged'),
  }[verdict as 'fail' | 'gone' | 'error'];
  return `${title}  ${colours.bold(printable(cause))}`;
}

function shortLine(cause: ClientCause, colours: Colours): string {
  const [first] = cause.results;
  const { length } = cause.results;
  const which = length === 1 ? first?.id : `${counted(length, 'case')}, such as ${first?.id}`;
  return `${headingOf(cause, colours)} (${which})`;
}

function resultLines(result: ReportedCase, colours: Colours): string[] {
  const { id, topic, atRisk, why, steps } = result;
  return [
    `  ${colours.bold(id)} (${printable(topic)})${atRisk === null ? '' : `, at risk: ${printable(atRisk)}`}`,
    ...wrapped(printable(why), 94).map((line) => `    ${line}`),
    ...(steps[0] === undefined ? [] : [`    ${steps[0]}  ${linkTo(steps[0])}`]),
    ...result.details.map((line) => `      ${printable(line)}`),
    ...result.exchange.map((line) => colours.dim(`      ${printable(line)}`)),
    ...listedLines(result),
  ];
}

/** The results that are not shown in full. */
function alsoLines(results: readonly ReportedCase[]): string[] {
  if (results.length === 0) return [];
  const named = results.slice(0, 3).map(({ id }) => id);
  const more = results.length - named.length;
  const text = `Also  ${named.join(', ')}${more > 0 ? ` and ${more.toLocaleString('en')} more (--verbose)` : ''}`;
  return wrapped(text, 94).map((line, index) => `    ${index === 0 ? '' : '      '}${line}`);
}

function listedLines({ deviation, listed }: ReportedCase): string[] {
  if (deviation === null) return [];
  return [
    `    Listed under ${printable(deviation)}:`,
    ...listed.map((difference) => `      ${printable(sentenceOf(difference))}`),
  ];
}

function knownLines({ results, known }: ReportedClient, colours: Colours): string[] {
  return (known?.deviations ?? []).flatMap((deviation) => {
    const its = results.filter((result) => result.deviation === deviation.id);
    const count = its.filter(({ verdict }) => verdict === 'known').length;
    if (count === 0) return [];
    const { id, what, right } = deviation;
    return [`${padded(count)} ${printable(`${id}: ${what}`)} ${colours.dim(right)}`];
  });
}

const askingAgain =
  'Asks again: a cached preflight could have made another one unnecessary. The standard allows it.';

function askingAgainLines(results: readonly ReportedCase[]): string[] {
  return results.filter(asksAgainAsItMay).map((result) => `      ${result.id}`);
}

function skippedLines(results: readonly ReportedCase[]): string[] {
  const counts = new Map<string, number>();
  for (const { verdict, details } of results) {
    if (verdict !== 'skip') continue;
    const reason = printable(details.join('; '));
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return [...counts].map(([reason, count]) => `${padded(count)} ${reason}`);
}

function padded(count: number): string {
  return String(count).padStart(5);
}

function generatedLines({ generated }: ReportedClient, colours: Colours): string[] {
  if (generated === null) return [];
  const { explained, disagreements } = generated;
  const known = explained.map(
    ({ deviations, count }) => `${padded(count)} ${printable(deviations.join(' + '))}`,
  );
  const lines = section('Known deviations', known);
  for (const { differences, text, count } of disagreements) {
    lines.push(
      '',
      `${colours.red('✗ differs from the reference')}  in ${count} ${count === 1 ? 'case' : 'cases'}`,
      ...differences.map((difference) => `    ${printable(sentenceOf(difference))}`),
      text.split('\n').map(printable).join('\n'),
    );
  }
  if (generated.notShown > 0) {
    lines.push('', `${generated.notShown} more cases differ in other ways. They are not shown.`);
  }
  return lines;
}
