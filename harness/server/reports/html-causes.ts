/** The causes of a report as the HTML page shows them: first those outside CORS. */

import { counted } from '../../output/counted.ts';
import type { PageCause } from '../../output/html/page.ts';
import { requirementBlocks, toneOf } from './html-blocks.ts';
import type { Cause, OutsideCause, Report } from './report.ts';
import { isExplained, settingsText, staleDeviations } from './report-words.ts';

/** @param groupOf the index of the group that has the result of an id */
export function pageCauses(report: Report, groupOf: (id: string) => number): PageCause[] {
  return [
    ...report.summary.outsideCauses.map(outside),
    ...stale(report),
    ...report.causes.map((cause) => inside(cause, report, groupOf)),
  ];
}

function outside({ what, fix, results }: OutsideCause): PageCause {
  return {
    title: what,
    tone: 'bad',
    tag: null,
    count: `explains ${counted(results.length, 'failure')}`,
    blocks: [{ label: 'Fix', text: fix }],
    example: results[0] ?? null,
    results,
    group: null,
    columns: [],
    row: null,
    isExplained: false,
  };
}

/** A list of known deviations that is no longer true fails the run. */
function stale(report: Report): PageCause[] {
  const entries = staleDeviations(report);
  const gone = report.results.filter(({ verdict }) => verdict === 'gone').map(({ id }) => id);
  if (entries.length === 0 && gone.length === 0) return [];
  return [
    {
      title: 'The list of known deviations is out of date',
      tone: 'bad',
      tag: null,
      count: counted(entries.length + gone.length, 'entry or case', 'entries or cases'),
      blocks: [
        {
          label: 'Fix',
          text: 'Remove from the file what no longer deviates, and correct the rest.',
        },
        ...entries.map((text) => ({ label: 'Stale', text })),
      ],
      example: gone[0] ?? null,
      results: gone,
      group: null,
      columns: [],
      row: null,
      isExplained: false,
    },
  ];
}

function inside(cause: Cause, report: Report, groupOf: (id: string) => number): PageCause {
  const { requirement, level, fix, policies, results, reason } = cause;
  const settings = settingsText(cause);
  return {
    title: reason === null ? requirement : `${requirement} (${reason})`,
    tone: toneOf({ verdict: 'fail', level }, report.options),
    tag: level,
    count: counted(results.length, 'failure'),
    blocks: [
      ...requirementBlocks(requirement),
      { label: 'Fix', text: fix },
      ...(settings === null ? [] : [{ label: 'Settings', text: settings }]),
    ],
    example: results[0] ?? null,
    results,
    group: results[0] === undefined ? null : groupOf(results[0]),
    columns: policies,
    row: requirement,
    isExplained: isExplained(cause, report.summary.outsideCauses),
  };
}
