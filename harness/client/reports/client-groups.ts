/** The results of clients in groups with the same cause, and what fails a run as causes of the page. */
import type { OtherResults, PageCause, PageGroup, PageResult } from '../../output/html/page.ts';
import type { Verdict } from '../client-report.ts';
import { byCause } from './client-causes.ts';
import { sentenceOf } from './difference-text.ts';
import type { ReportedClient } from './reported-client.ts';

/** A result before it is known which group it is in. */
export interface Ungrouped extends Omit<PageResult, 'group' | 'verdict'> {
  readonly verdict: Verdict;
  readonly cause: string;
}

export interface Grouped {
  readonly groups: readonly PageGroup[];
  readonly results: readonly PageResult[];
  readonly others: readonly OtherResults[];
}

/** Groups of results that have the same cause: the worst first, among them the largest. */
export function grouped(all: readonly Ungrouped[]): Grouped {
  const others = new Map<string, OtherResults>();
  for (const { verdict, tone, cause, line } of all) {
    if (verdict === 'fail' || verdict === 'pass') continue;
    const why = verdict === 'skip' ? line : cause;
    const count = (others.get(`${verdict} ${why}`)?.count ?? 0) + 1;
    others.set(`${verdict} ${why}`, { verdict, tone, why, count });
  }
  const sorted = byCause(all, ({ verdict, tone, cause }) => [verdict, tone, cause]);
  const groupOf = new Map(sorted.flatMap((members, index) => members.map((one) => [one, index])));
  return {
    groups: sorted.flatMap(([first]) => (first === undefined ? [] : [groupFor(first)])),
    results: all.map((one) => {
      const { cause, ...result } = one;
      return { ...result, group: groupOf.get(one) ?? 0 };
    }),
    others: [...others.values()].sort((a, b) => b.count - a.count),
  };
}

const longestTitle = 150;

function groupFor({ verdict, tone, cause }: Ungrouped): PageGroup {
  const isLong = cause.length > longestTitle;
  return { verdict, tone, title: isLong ? `${cause.slice(0, longestTitle)}…` : cause };
}

/** The groups of what differs and is not listed, and of what is listed and gone. */
export function clientCauses(
  groups: readonly PageGroup[],
  results: readonly PageResult[],
): PageCause[] {
  return groups.flatMap(({ verdict, tone, title }, group): PageCause[] => {
    if (verdict !== 'fail' && verdict !== 'gone') return [];
    const members = results.filter((result) => result.group === group);
    const rows = new Set(members.map(({ row }) => row));
    const [row = ''] = rows;
    return [
      {
        title: verdict === 'gone' ? `No longer deviating: ${title}` : title,
        tone,
        tag: rows.size === 1 ? row : null,
        count: `${members.length} ${members.length === 1 ? 'case' : 'cases'}`,
        blocks: [],
        example: members[0]?.id ?? null,
        results: members.map(({ id }) => id),
        group,
        columns: [...new Set(members.map(({ column }) => column))],
        row: rows.size === 1 ? row : null,
        isExplained: false,
      },
    ];
  });
}

/** What fails a run and is no result. */
export function otherCauses(client: ReportedClient, label: string): PageCause[] {
  const tone = client.strict ? 'bad' : 'warn';
  const cause = { tone, tag: label, example: null, results: [], group: null } as const;
  const place = { columns: [], row: null, isExplained: false };
  const { unmatched, generated } = client;
  return [
    ...(unmatched.length === 0
      ? []
      : [
          {
            ...cause,
            ...place,
            title: 'The list of known deviations is out of date',
            count: `${unmatched.length} without a case`,
            blocks: [
              { label: 'Fix', text: 'Remove from the list what matches no case that deviates.' },
              ...unmatched.map((text) => ({ label: 'Stale', text })),
            ],
          },
        ]),
    ...(generated?.disagreements ?? []).map(({ differences, text, count }) => ({
      ...cause,
      ...place,
      title: 'A generated case differs from the reference',
      count: `${count} ${count === 1 ? 'case' : 'cases'}`,
      blocks: [
        { label: 'Difference', text: differences.map(sentenceOf).join('; ') },
        { label: 'Case', text, code: 'copied' as const },
      ],
    })),
  ];
}
