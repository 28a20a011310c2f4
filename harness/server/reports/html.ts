/** The report on a server as one self-contained HTML page. */
import { requirements } from '../../../conformance/servers/index.ts';
import { pageHTML } from '../../output/html/html-page.ts';
import type { Page, PageResult, Tone } from '../../output/html/page.ts';
import { startedText } from '../../output/started-text.ts';
import { requirementBlocks, resultBlocks, toneOf } from './html-blocks.ts';
import { pageCauses } from './html-causes.ts';
import { pageSections } from './html-sections.ts';
import type { Report, ReportedResult } from './report.ts';
import { runCounts, subjectOf, warningsOf } from './report-words.ts';

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
    counts: runCounts(summary),
    when: `${startedText(report.started)}, ${report.seconds} seconds`,
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
    others: report.others.map(({ verdict, why, results: members }) => ({
      verdict,
      tone: toneOf({ verdict, level: 'must' }, options),
      why,
      count: members.length,
    })),
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
    ...others
      .filter(({ verdict }) => verdict !== 'skip')
      .map(({ verdict, why, results: members }) => ({
        verdict,
        tone: toneOf({ verdict, level: 'must' }, options),
        title: why,
        members,
      })),
    // Each of these says why by itself.
    ...(['skip', 'pass'] as const).map((verdict) => ({
      verdict,
      tone: toneOf({ verdict, level: 'must' }, options),
      title: '',
      members: results.filter((result) => result.verdict === verdict).map(({ id }) => id),
    })),
  ];
}
