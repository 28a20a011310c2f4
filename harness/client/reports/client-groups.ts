/** The results of clients in groups that say the same, and what fails a run as causes of the page. */
import {
  type OtherResults,
  type PageCause,
  type PageGroup,
  type PageResult,
  verdictsByWeight,
} from '../../output/html/page.ts';
import { sentenceOf } from './difference-text.ts';
import type { ReportedClient } from './reported-client.ts';

/** A result before it is known which group it is in. */
export interface Ungrouped extends Omit<PageResult, 'group'> {
  readonly known: string | null;
}

export interface Grouped {
  readonly groups: readonly PageGroup[];
  readonly results: readonly PageResult[];
  readonly others: readonly OtherResults[];
}

/** Groups of results that say the same: the worst first, among them the largest. */
export function grouped(all: readonly Ungrouped[]): Grouped {
  const byKey = new Map<string, Ungrouped[]>();
  const others = new Map<string, OtherResults>();
  for (const result of all) {
    const { verdict, tone, known, line } = result;
    const says = verdict === 'fail' || verdict === 'error' ? line : (known ?? '');
    const key = JSON.stringify([verdict, tone, says]);
    const members = byKey.get(key);
    if (members === undefined) byKey.set(key, [result]);
    else members.push(result);
    if (verdict === 'fail' || verdict === 'pass') continue;
    const why = verdict === 'skip' ? line : says;
    const count = (others.get(`${verdict} ${why}`)?.count ?? 0) + 1;
    others.set(`${verdict} ${why}`, { verdict, tone, why, count });
  }
  const weight = ([first]: readonly Ungrouped[]) =>
    first === undefined ? 0 : verdictsByWeight.indexOf(first.verdict);
  const sorted = [...byKey.values()].sort((a, b) => weight(a) - weight(b) || b.length - a.length);
  const groupOf = new Map(sorted.flatMap((members, index) => members.map((one) => [one, index])));
  return {
    groups: sorted.flatMap(([first]) => (first === undefined ? [] : [groupFor(first)])),
    results: all.map((one) => {
      const { known, ...result } = one;
      return { ...result, group: groupOf.get(one) ?? 0 };
    }),
    others: [...others.values()].sort((a, b) => b.count - a.count),
  };
}

const longestTitle = 150;

function groupFor({ verdict, tone, known, line }: Ungrouped): PageGroup {
  const title = verdict === 'fail' || verdict === 'error' ? line : (known ?? '');
  const isLong = title.length > longestTitle;
  return { verdict, tone, title: isLong ? `${title.slice(0, longestTitle)}…` : title };
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
