/** What the HTML page says of one result, and of one requirement. */
import { requirementOf } from '../../../conformance/servers/index.ts';
import { gistOf, linkTo } from '../../../spec/index.ts';
import { exchangeLines } from '../../output/exchange-text.ts';
import type { Block, Tone } from '../../output/html/page.ts';
import { failsRun } from '../prepared-run.ts';
import type { Report, ReportedResult } from './report.ts';

export function toneOf(
  result: Pick<ReportedResult, 'verdict' | 'level'>,
  { level }: Pick<Report['options'], 'level'>,
): Tone {
  if (failsRun(level, result)) return 'bad';
  if (result.verdict === 'fail' || result.verdict === 'error') return 'warn';
  return result.verdict === 'pass' ? 'good' : 'quiet';
}

/** What a requirement says, whatever the result. */
export function requirementBlocks(id: string): Block[] {
  const { gist, why, link, evidence } = requirementOf(id);
  return [
    { label: 'Requirement', text: gist },
    { label: 'Why it matters', text: why },
    { label: 'Standard', text: link, href: link },
    ...(evidence.length === 0 ? [] : [{ label: 'Seen in', text: evidence.join(', ') }]),
  ];
}

export function resultBlocks(result: ReportedResult): Block[] {
  const { verdict, why, exchanges, expected, message, step, reason, path, fix, known } = result;
  const isFinding = verdict !== 'pass' && verdict !== 'skip';
  const lines = exchanges.flatMap(exchangeLines).join('\n');
  return [
    { label: 'Why this case', text: why },
    ...(lines === '' ? [] : [{ label: 'Exchange', text: lines, code: 'shown' as const }]),
    { label: 'Expected', text: expected },
    { label: 'Observed', text: message },
    ...(step === null
      ? []
      : [
          { label: 'Decided by', text: `${step} (${reason}): ${gistOf(step)}`, href: linkTo(step) },
          { label: 'Path', text: path.join(' → ') },
        ]),
    ...(known === null ? [] : [{ label: 'Known', text: known }]),
    ...(isFinding ? [{ label: 'Fix', text: fix }] : []),
    ...(result.reproduce.length === 0
      ? []
      : [{ label: 'Reproduce', text: result.reproduce.join('\n'), code: 'copied' as const }]),
  ];
}
