/** The report as Markdown, for the summaries of CI jobs and for issues: causes, then tables. */
import { requirementOf } from '../../../conformance/servers/index.ts';
import { gistOf, linkTo } from '../../../spec/index.ts';
import { counted } from '../../output/counted.ts';
import { exchangeLines } from '../../output/exchange-text.ts';
import { jsonText } from '../../output/json-text.ts';
import { escapeMarkdown, fenced, fitted, tableLines } from '../../output/markdown.ts';
import { escapeMarkup } from '../../output/markup.ts';
import { printable } from '../../output/terminal.ts';
import { partText } from '../../run/shard.ts';
import { verdicts } from '../result.ts';
import type { Cause, OutsideCause, Report, ReportedResult } from './report.ts';
import {
  isExplained,
  notesOn,
  optionsText,
  runCounts,
  settingsText,
  staleDeviations,
  subjectOf,
  unfinished,
} from './report-words.ts';
import { countsOf } from './summary.ts';

/** How many causes have an example in full. */
const mostExamples = 10;
const mostReasons = 5;

/** @param isVerbose whether to show every failure in full, not only one of each of the first causes */
export function markdownReport(report: Report, isVerbose = false): string {
  const { summary, causes, target, shard } = report;
  const verdict = `**${summary.conclusion}**: ${runCounts(summary)}.`;
  const byId = new Map(report.results.map((result) => [result.id, result]));
  const resultsOf = ({ results }: Cause | OutsideCause) =>
    results.flatMap((id) => byId.get(id) ?? []);
  const why = unfinished(report);
  const alone = causes.filter((cause) => !isExplained(cause, summary.outsideCauses));
  const explained = causes.filter((cause) => !alone.includes(cause));
  return fitted(
    [
      [`# ${summary.conclusion}: CORS of ${escapeMarkdown(subjectOf(report))}`],
      why === null ? [] : [`**${escapeMarkdown(why)}**`],
      shard === null ? [] : [partText(shard)],
      ...summary.outsideCauses.map((cause) => outsideLines(cause, resultsOf(cause))),
      staleDeviations(report).map((stale) => `- ✗ known deviations: ${escapeMarkdown(stale)}`),
      ...[...alone, ...explained].map((cause, index) => {
        const members = resultsOf(cause);
        const most = explained.includes(cause) || index >= mostExamples ? 0 : 1;
        return causeLines(cause, isVerbose ? members : members.slice(0, most));
      }),
      policyTable(report),
      otherTable(report, isVerbose),
      runLines(report),
      target.observed === null
        ? []
        : ['## Observed', '', ...fenced('json', jsonText(target.observed.policy).trimEnd())],
    ],
    verdict,
  );
}

function outsideLines({ what, fix }: OutsideCause, explained: readonly ReportedResult[]): string[] {
  return [
    `## ✗ ${escapeMarkdown(what)}`,
    '',
    `This explains ${counted(explained.length, 'failure')}. Fix: ${escapeMarkdown(fix)}`,
    ...explained.slice(0, 1).flatMap((result) => ['', ...failureLines({ ...result, fix })]),
  ];
}

function causeLines(cause: Cause, shown: readonly ReportedResult[]): string[] {
  const { requirement, level, results, policies, fix } = cause;
  const { gist, why } = requirementOf(requirement);
  const settings = settingsText(cause);
  const under = policies.map(escapeMarkdown).join(', ');
  return [
    `## ${level === 'info' ? '⚠' : '✗'} ${requirement} (${level})`,
    '',
    `${escapeMarkdown(gist)} ${escapeMarkdown(why)}`,
    '',
    `${counted(results.length, 'failure')} under ${counted(policies.length, 'policy', 'policies')}: ${under}.`,
    '',
    `**Fix**: ${escapeMarkdown(fix)}${settings === null ? '' : ` ${escapeMarkdown(settings)}`}`,
    ...shown.flatMap((result) => ['', ...failureLines(result)]),
  ];
}

/** A failure in full, folded. */
function failureLines(result: ReportedResult): string[] {
  const { id, why, exchanges, expected, message, step, reason, fix, reproduce } = result;
  const { link } = requirementOf(result.requirement);
  return [
    `<details><summary>${escapeMarkup(printable(id))}</summary>`,
    '',
    escapeMarkdown(why),
    '',
    ...fenced('http', exchanges.flatMap(exchangeLines).join('\n')),
    '',
    `- Expected: ${escapeMarkdown(expected)}`,
    `- Observed: ${escapeMarkdown(message)}`,
    ...(step === null
      ? []
      : [`- Decided: [${step}](${linkTo(step)}) (${reason}): ${escapeMarkdown(gistOf(step))}`]),
    `- Fix: ${escapeMarkdown(fix)}`,
    `- Spec: ${link}`,
    ...(reproduce.length === 0 ? [] : ['- Reproduce:', '', ...fenced('sh', reproduce.join('\n'))]),
    '',
    '</details>',
  ];
}

/** Only columns in which there is something. */
function policyTable({ target, results, summary }: Report): string[] {
  const shown = verdicts.filter((verdict) => summary.verdicts[verdict] > 0);
  const rows = target.policies.map(({ id }) => {
    const counts = countsOf(results.filter(({ policy }) => policy === id));
    return [escapeMarkdown(id), ...shown.map((verdict) => String(counts[verdict]))];
  });
  const leftOut = target.leftOut.map(
    ({ policy, why }) => `- ${escapeMarkdown(policy)} was not tested: ${escapeMarkdown(why)}`,
  );
  const head = ['policy', ...shown.map((verdict) => words[verdict])];
  return [
    '## By policy',
    '',
    ...tableLines(head, rows),
    ...(leftOut.length === 0 ? [] : ['', ...leftOut]),
  ];
}

const words = {
  pass: 'passed',
  fail: 'failed',
  gone: 'no longer deviates',
  error: 'not judged',
  known: 'known',
  'not-sent': 'not sent',
  skip: 'skipped',
};

function otherTable({ others }: Report, isVerbose: boolean): string[] {
  if (others.length === 0) return [];
  const skips = others.filter(({ verdict }) => verdict === 'skip');
  const shown = others.filter(
    (other) => isVerbose || other.verdict !== 'skip' || skips.indexOf(other) < mostReasons,
  );
  const rest = skips.slice(mostReasons);
  const left = rest.reduce((sum, { results }) => sum + results.length, 0);
  const row = ({ verdict, why, results }: Report['others'][number]) => [
    words[verdict],
    escapeMarkdown(why),
    String(results.length),
  ];
  return [
    '## Neither passed nor failed',
    '',
    ...tableLines(
      ['verdict', 'why', 'cases'],
      [
        ...shown.map(row),
        ...(isVerbose || left === 0 ? [] : [['skipped', 'other reasons', String(left)]]),
      ],
    ),
  ];
}

function runLines(report: Report): string[] {
  const { target, standard, started, seconds, options, tool } = report;
  return [
    `Checked ${escapeMarkdown(target.url)} against Fetch \`${standard.commit.slice(0, 12)}\` of ${standard.date}, ` +
      `with ${tool.name} ${escapeMarkdown(tool.version)} and ${escapeMarkdown(optionsText(options))}, ` +
      `on ${started.slice(0, 10)} in ${seconds} seconds.`,
    ...notesOn(report).map((note) => `\nNote: ${escapeMarkdown(note)}`),
  ];
}
