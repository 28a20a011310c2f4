/** The report for people, on a terminal: causes first, the verdict last. */
import { requirementOf } from '../../../conformance/servers/index.ts';
import { gistOf, linkTo } from '../../../spec/index.ts';
import { counted } from '../../output/counted.ts';
import { exchangeLines } from '../../output/exchange-text.ts';
import { jsonText } from '../../output/json-text.ts';
import { type Colours, noColours, printable } from '../../output/terminal.ts';
import { wrapped } from '../../output/wrapped.ts';
import { partText } from '../../run/shard.ts';
import type { Observed } from '../observe.ts';
import type { Cause, OtherResults, OutsideCause, Report, ReportedResult } from './report.ts';
import { isExplained, notesOn, runCounts, settingsText } from './report-words.ts';
import { countsOf, countsText } from './summary.ts';

/** @param isVerbose whether to show every failure in full, not only one of each cause */
export function textReport(report: Report, colours: Colours, isVerbose = false): string {
  const lines = [
    ...headingLines(report, colours),
    ...bodyLines(report, colours, isVerbose),
    ...endingLines(report, colours),
  ];
  return `${lines.join('\n')}\n`;
}

function headingLines(report: Report, colours: Colours): string[] {
  const { target, standard } = report;
  const { testee, leftOut, policies } = target;
  const what = testee === null ? target.url : `${testee.name} ${testee.version}`;
  const lines = [
    `${colours.bold(printable(what))} against Fetch ${standard.commit.slice(0, 12)} of ${standard.date}`,
    ...leftOut.map(({ policy, why }) => `not tested  ${policy}: ${printable(why)}`),
    ...notesOn(report).map((note) => `note  ${printable(note)}`),
  ];
  if (policies.some(({ kind }) => kind === 'undeclared')) {
    lines.push(
      'No policy is declared, so only what holds under any policy is checked, and nothing is said about',
      'who may read what. Declare a policy with --policy file.json to check that, too.',
    );
  }
  return [...lines, ''];
}

/** Everything but the heading and the ending. */
export function bodyLines(report: Report, colours: Colours, isVerbose: boolean): string[] {
  const { causes, others, summary, target } = report;
  const byId = new Map(report.results.map((result) => [result.id, result]));
  const resultsOf = ({ results }: Cause | OutsideCause) =>
    results.map((id) => byId.get(id) as ReportedResult);
  const shownFor = (cause: Cause) => {
    const members = resultsOf(cause);
    const isOutside = isExplained(cause, summary.outsideCauses);
    const where = target.policies.length === 1 ? '' : underPolicies(cause);
    return causeLines(cause, members, { isOutside, isVerbose, where }, colours);
  };
  return [
    ...summary.outsideCauses.flatMap((cause) => outsideLines(cause, resultsOf(cause), colours)),
    ...causes.flatMap((cause) => [...shownFor(cause), '']),
    ...otherLines(others, colours, isVerbose),
    ...(target.policies.length > 1 ? policyLines(report, colours) : []),
    ...(target.observed === null ? [] : [...observedLines(target.observed, colours), '']),
  ];
}

function outsideLines(
  { what, fix }: OutsideCause,
  explained: readonly ReportedResult[],
  colours: Colours,
): string[] {
  return [
    colours.bold(printable(what)),
    `  This explains ${counted(explained.length, 'failure')}. One of them:`,
    '',
    ...explained.slice(0, 1).flatMap((result) => resultLines({ ...result, fix }, colours)),
    '',
  ];
}

function underPolicies({ policies }: Cause): string {
  const [first = ''] = policies;
  return policies.length === 1
    ? ` under the policy ${printable(first)}`
    : ` under ${policies.length} policies: ${printable(policies.join(', '))}`;
}

interface Shown {
  /** Whether a cause outside CORS explains it, and has already shown an example. */
  readonly isOutside: boolean;
  /** Whether all its failures are shown in full. */
  readonly isVerbose: boolean;
  /** The policies under which it shows. */
  readonly where: string;
}

function causeLines(
  cause: Cause,
  members: readonly ReportedResult[],
  { isOutside, isVerbose, where }: Shown,
  colours: Colours,
): string[] {
  const { requirement, level } = cause;
  const settings = settingsText(cause);
  const { gist, why, link, evidence } = requirementOf(requirement);
  const symbol = level === 'info' ? colours.yellow('✗') : colours.red('✗');
  const heading = `${symbol} ${colours.bold(requirement)} (${level})  ${gist}`;
  const count = indented(2, wrapped(`${counted(members.length, 'failure')}${where}`, width));
  if (isOutside && !isVerbose) {
    const observed = members.slice(0, 1).map(({ message }) => `  Observed  ${printable(message)}`);
    return [heading, ...count, ...observed];
  }
  const shown = isVerbose ? members : members.slice(0, 1);
  return [
    heading,
    `  ${why}`,
    ...count,
    ...shown.flatMap((result) => ['', ...resultLines(result, colours)]),
    ...(settings === null ? [] : labelled('Settings', settings)),
    ...labelled('Spec', link),
    ...(evidence.length > 0 ? labelled('Seen in', evidence.join(', ')) : []),
    ...alsoLines(members.slice(shown.length)),
  ];
}

const width = 98;

/** A sentence after its label, on as many lines as it needs. */
function labelled(label: string, text: string): string[] {
  return wrapped(text, width - 15).map(
    (line, index) => `    ${(index === 0 ? label : '').padEnd(9)}  ${line}`,
  );
}

/** The failures that are not shown in full. */
function alsoLines(members: readonly ReportedResult[]): string[] {
  if (members.length === 0) return [];
  const named = members.slice(0, 3).map(({ id }) => printable(id));
  const more = members.length - named.length;
  return labelled('Also', `${named.join(', ')}${more > 0 ? ` and ${more} more (--verbose)` : ''}`);
}

/** A failure in full. */
function resultLines(result: ReportedResult, colours: Colours): string[] {
  const { id, why, exchanges, expected, message, fix, reproduce } = result;
  return [
    `  ${colours.bold(printable(id))}`,
    ...indented(4, wrapped(printable(why), width - 4)),
    ...indented(6, exchanges.flatMap(exchangeLines)),
    ...labelled('Expected', printable(expected)),
    ...labelled('Observed', printable(message)),
    ...decisionLines(result),
    ...labelled('Fix', printable(fix)),
    // Whole, to be copied.
    ...reproduce.map(
      (command, index) => `    ${(index === 0 ? 'Reproduce' : '').padEnd(9)}  ${command}`,
    ),
  ];
}

function decisionLines({ step, reason, path }: ReportedResult): string[] {
  if (step === null) return [];
  return [
    ...labelled('Decided', `${step} (${reason}): ${gistOf(step)}`),
    ...labelled('', `via ${path.join(' → ')}`),
    ...labelled('', linkTo(step)),
  ];
}

/** A result by itself, with its requirement: for test runners, which have no place for causes. */
export function loneResultLines(result: ReportedResult): string[] {
  const { verdict, requirement, id, message } = result;
  if (verdict === 'gone') return [`  ${goneLine(printable(id))}`];
  if (verdict !== 'fail') return [`  ${verdict}  ${printable(id)}: ${printable(message)}`];
  const { level, gist, why, link } = requirementOf(requirement);
  return [
    `  ${requirement} (${level})  ${gist}`,
    `    ${why}`,
    ...resultLines(result, noColours),
    ...labelled('Spec', link),
  ];
}

function goneLine(what: string): string {
  return `${what} passes, but is listed as a known deviation: remove it from the file`;
}

const otherWords: Readonly<Record<OtherResults['verdict'], string>> = {
  gone: 'no longer deviates',
  error: 'not judged',
  known: 'known',
  'not-sent': 'not sent',
  skip: 'skipped',
};

const mostReasons = 3;

/** What neither passed nor failed, and why. */
function otherLines(
  others: readonly OtherResults[],
  colours: Colours,
  isVerbose: boolean,
): string[] {
  if (others.length === 0) return [];
  const verdicts = [...new Set(others.map(({ verdict }) => verdict))];
  const lines = verdicts.flatMap((verdict) => {
    const alike = others.filter((other) => other.verdict === verdict);
    // Only what is skipped is ordinary enough to be cut.
    const most = isVerbose || verdict !== 'skip' ? alike.length : mostReasons;
    const word = verdict === 'gone' || verdict === 'error' ? colours.yellow : colours.dim;
    return [
      ...alike
        .slice(0, most)
        .map(
          ({ why, results }) =>
            `${word(otherWords[verdict])}  ${printable(why)} (${idsText(results, isVerbose)})`,
        ),
      ...(alike.length > most
        ? [`${word(otherWords[verdict])}  ${restText(alike.slice(most))}`]
        : []),
    ];
  });
  return [...lines, ''];
}

function restText(others: readonly OtherResults[]): string {
  const count = others.reduce((sum, { results }) => sum + results.length, 0);
  return `${counted(count, 'case')} for ${counted(others.length, 'other reason')} (--verbose)`;
}

function idsText(ids: readonly string[], isVerbose: boolean): string {
  if (isVerbose) return ids.map(printable).join(', ');
  const [first = ''] = ids;
  return ids.length === 1 ? printable(first) : `${ids.length} cases, such as ${printable(first)}`;
}

function policyLines({ target, results }: Report, colours: Colours): string[] {
  const width = Math.max(...target.policies.map(({ id }) => id.length));
  const lines = target.policies.map(({ id }) => {
    const counts = countsOf(results.filter(({ policy }) => policy === id));
    return `  ${printable(id.padEnd(width))}  ${countsText(counts)}`;
  });
  return [colours.bold('By policy'), ...lines, ''];
}

/** What a target without a policy was seen to share: a draft of its policy. */
function observedLines({ policy, probes }: Observed, colours: Colours): string[] {
  return [
    colours.bold('Observed'),
    ...probes.map((probe) => `  ${printable(probe)}`),
    '  As a policy: correct it to what you mean, save it, and run again with --policy:',
    ...jsonText(policy)
      .trimEnd()
      .split('\n')
      .map((line) => `    ${printable(line)}`),
  ];
}

/** What is said of the run as a whole; the verdict is the last line. */
export function endingLines({ summary, options, shard }: Report, colours: Colours): string[] {
  const { unknownDeviations, goneDeviations, cutShort, conclusion } = summary;
  const { generated } = options;
  const colour = { PASSED: colours.green, FAILED: colours.red, INCOMPLETE: colours.yellow }[
    conclusion
  ];
  return [
    ...unknownDeviations.map(
      (id) =>
        `${colours.red('✗')} the list of known deviations has ${printable(id)}, which matches no case of this target`,
    ),
    ...goneDeviations.map(
      (id) =>
        `${colours.red('✗')} the list of known deviations has ${printable(id)}, and all cases that it matches pass`,
    ),
    ...(cutShort === null ? [] : [printable(cutShort)]),
    ...(generated === null
      ? []
      : [`${generated.runs} generated fetches per policy, with the seed ${generated.seed}`]),
    ...(shard === null ? [] : [partText(shard)]),
    `${colour(conclusion)}  ${runCounts(summary)}`,
  ];
}

function indented(by: number, lines: readonly string[]): string[] {
  return lines.map((line) => (line === '' ? '' : `${' '.repeat(by)}${line}`));
}
