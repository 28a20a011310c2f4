/** The report as Markdown, for the summaries of CI jobs and for issues. */

import { requirementOf } from '../../../conformance/servers/index.ts';
import { linkTo, spec } from '../../../spec/index.ts';
import { curlOf } from '../../output/curl.ts';
import { exchangeLines } from '../../output/exchange-text.ts';
import { jsonText } from '../../output/json-text.ts';
import { escapeMarkdown } from '../../output/markdown.ts';
import { outsideCauses } from '../outside-causes.ts';
import { conclusionOf, cutShort, type Ended } from '../prepared-run.ts';
import type { Result } from '../result.ts';
import { countsOf, countsText, failuresOf } from './summary.ts';

export function markdownReport({ run, results, observed }: Ended): string {
  const { target, options } = run;
  const what =
    target.testee === null ? target.url : `${target.testee.name} ${target.testee.version}`;
  const { must, should, info } = failuresOf(results);
  const short = cutShort(run, results);
  const lines = [
    `# CORS of ${escapeMarkdown(what)}`,
    '',
    ...outsideCauses(results).map((cause) => `**${escapeMarkdown(cause)}**\n`),
    `**${conclusionOf(run, results)}**: ${countsText(countsOf(results))}. Failures: ${must} must, ${should} should, ${info} info.`,
    ...(short === null ? [] : [`${escapeMarkdown(short)}.`]),
    `Checked against Fetch \`${spec.commit.slice(0, 12)}\` of ${spec.date}.`,
    '',
    '| policy | result |',
    '| --- | --- |',
    ...target.places.map(({ policy }) => {
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
      lines.push(
        ...(verdict === 'fail' ? failure(result, options.insecure ?? false) : [oneLine(result)]),
      );
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

function failure(result: Result, insecure: boolean): string[] {
  const requirement = requirementOf(result.requirement);
  const last = result.exchanges.at(-1);
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
    ...(last === undefined ? [] : ['- Reproduce:', '', ...fenced('sh', curlOf(last, insecure))]),
  ];
}

function oneLine({ id, message, known }: Result): string {
  return `- ${escapeMarkdown(id)}: ${escapeMarkdown(known ?? message)}`;
}

/** A fence longer than any in the text, which comes from the target. */
function fenced(language: string, text: string): string[] {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}${language}`, text, fence];
}
