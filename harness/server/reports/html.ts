/** The report on a server as one self-contained HTML page. */
import { requirementOf, requirements } from '../../../conformance/servers/index.ts';
import { gistOf, linkTo } from '../../../spec/index.ts';
import { exchangeLines } from '../../output/exchange-text.ts';
import { pageHTML } from '../../output/html/html-page.ts';
import type { Block, Page, PageResult, Tone } from '../../output/html/page.ts';
import { failsRun } from '../prepared-run.ts';
import { pageCauses } from './html-causes.ts';
import { pageSections } from './html-sections.ts';
import type { Report, ReportedResult } from './report.ts';
import { subjectOf, warningsOf } from './report-words.ts';
import { countsText } from './summary.ts';

export function htmlReport(report: Report): string {
  return pageHTML(pageOf(report));
}

function pageOf(report: Report): Page {
  const { summary, target, results, options } = report;
  const groups = groupsOf(report);
  const groupOf = new Map(groups.flatMap(({ members }, index) => members.map((id) => [id, index])));
  const isUsed = new Set(results.map(({ requirement }) => requirement));
  return {
    title: `CORS of ${subjectOf(report)}`,
    conclusion: summary.conclusion,
    counts: countsText(summary.verdicts, summary.failures),
    warnings: warningsOf(report),
    causes: pageCauses(report, (id) => groupOf.get(id) ?? 0),
    matrix: {
      row: {
        one: 'requirement',
        several: 'requirements',
        entries: requirements
          .filter(({ id }) => isUsed.has(id))
          .map(({ id, gist }) => ({ id, title: gist, blocks: requirementBlocks(id) })),
      },
      column: {
        one: 'policy',
        several: 'policies',
        entries: target.policies.map(({ id, title = '' }) => ({ id, title, blocks: [] })),
      },
    },
    sections: pageSections(report),
    groups,
    results: results.map(
      (result): PageResult => ({
        id: result.id,
        verdict: result.verdict,
        tone: toneOf(result, options),
        level: result.level,
        row: result.requirement,
        column: result.policy,
        group: groupOf.get(result.id) ?? 0,
        line: result.message,
        blocks: resultBlocks(result),
      }),
    ),
  };
}

interface Group {
  readonly verdict: ReportedResult['verdict'];
  readonly tone: Tone;
  readonly title: string;
  readonly members: readonly string[];
}

/** The causes, then what is neither passed nor failed, then what passed. */
function groupsOf({ causes, others, results, options }: Report): Group[] {
  return [
    ...causes.map(({ requirement, level, reason, results: members }) => ({
      verdict: 'fail' as const,
      tone: toneOf({ verdict: 'fail', level }, options),
      title: reason === null ? requirement : `${requirement} (${reason})`,
      members,
    })),
    ...others.map(({ verdict, why, results: members }) => ({
      verdict,
      tone: toneOf({ verdict, level: 'must' }, options),
      title: why,
      members,
    })),
    {
      verdict: 'pass',
      tone: 'good',
      title: '',
      members: results.filter(({ verdict }) => verdict === 'pass').map(({ id }) => id),
    },
  ];
}

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

function resultBlocks(result: ReportedResult): Block[] {
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
