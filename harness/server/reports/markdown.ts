/** The report as Markdown, for the summaries of CI jobs and for issues. */

import { requirementOf } from '../../../conformance/servers/index.ts';
import { linkTo } from '../../../spec/index.ts';
import { exchangeLines } from '../../output/exchange-text.ts';
import { jsonText } from '../../output/json-text.ts';
import { escapeMarkdown } from '../../output/markdown.ts';
import type { Report, ReportedResult } from './report.ts';
import { countsOf, countsText } from './summary.ts';

export function markdownReport({ target, results, summary, standard }: Report): string {
  const { observed } = target;
  const what =
    target.testee === null ? target.url : `${target.testee.name} ${target.testee.version}`;
  const short = summary.cutShort;
  const lines = [
    `# CORS of ${escapeMarkdown(what)}`,
    '',
    ...summary.outsideCauses.map(({ what }) => `**${escapeMarkdown(what)}**\n`),
    `**${summary.conclusion}**: ${countsText(summary.verdicts, summary.failures)}.`,
    ...(short === null ? [] : [`${escapeMarkdown(short)}.`]),
    `Checked against Fetch \`${standard.commit.slice(0, 12)}\` of ${standard.date}.`,
    '',
    '| policy | result |',
    '| --- | --- |',
    ...target.policies.map((policy) => {
      const counts = countsOf(results.filter((result) => result.policy === policy.id));
      return `| ${escapeMarkdown(policy.id)} | ${countsText(counts)} |`;
    }),
    ...target.leftOut.map(
      ({ policy, why }) => `| ${policy} | not tested: ${escapeMarkdown(why)} |`,
    ),
  ];
  for (const verdict of ['fail', 'gone', 'error', 'known', 'not-sent'] as const) {
    const found = results.filter((result) => result.verdict === verdict);
    if (found.length === 0) continue;
    lines.push('', `## ${headings[verdict]}`);
    for (const result of found) {
      lines.push(...(verdict === 'fail' ? failure(result) : [oneLine(result)]));
    }
  }
  if (observed !== null) {
    lines.push('', '## Observed', '', ...fenced('json', jsonText(observed.policy)));
  }
  return `${lines.join('\n')}\n`;
}

const headings = {
  fail: 'Failures',
  gone: 'Known deviations that are gone',
  error: 'Not judged',
  known: 'Known deviations',
  'not-sent': 'Not sent',
};

function failure(result: ReportedResult): string[] {
  const requirement = requirementOf(result.requirement);
  return [
    '',
    `### ${escapeMarkdown(result.id)}: ${result.requirement} (${result.level})`,
    '',
    `${requirement.gist} ${escapeMarkdown(result.why)}`,
    '',
    ...fenced('http', result.exchanges.flatMap(exchangeLines).join('\n')),
    '',
    `- Expected: ${escapeMarkdown(result.expected)}`,
    `- Observed: ${escapeMarkdown(result.message)}`,
    ...(result.step === null
      ? []
      : [`- Decided: [${result.step}](${linkTo(result.step)}) (${result.reason})`]),
    `- Fix: ${escapeMarkdown(result.fix)}`,
    `- Spec: ${requirement.link}`,
    ...(result.reproduce.length === 0
      ? []
      : ['- Reproduce:', '', ...fenced('sh', result.reproduce.join('\n'))]),
  ];
}

function oneLine({ id, message, known }: ReportedResult): string {
  return `- ${escapeMarkdown(id)}: ${escapeMarkdown(known ?? message)}`;
}

/** A fence longer than any in the text, which comes from the target. */
function fenced(language: string, text: string): string[] {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}${language}`, text, fence];
}
