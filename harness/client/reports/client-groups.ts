/** The results of clients in groups that say the same, and what fails a run as causes of the page. */
import type {
  OtherResults,
  PageCause,
  PageGroup,
  PageResult,
  PageVerdict,
  Tone,
} from '../../output/html/page.ts';
import { sentenceOf } from './difference-text.ts';
import type { ReportedClient } from './reported-client.ts';

interface Grouped {
  readonly verdict: Exclude<PageVerdict, 'not-sent'>;
  readonly tone: Tone;
  readonly known: string | null;
  readonly line: string;
}

/** Groups in the order in which their first results come. */
export class ClientGroups {
  readonly #indexes = new Map<string, number>();
  readonly #groups: PageGroup[] = [];
  readonly #others = new Map<string, OtherResults>();

  /** The index of the group of a result, which is made if it is the first of it. */
  indexFor({ verdict, tone, known, line }: Grouped): number {
    const title = verdict === 'fail' || verdict === 'error' ? line : (known ?? '');
    const why = verdict === 'skip' ? line : title;
    if (verdict !== 'fail' && verdict !== 'pass') {
      const key = JSON.stringify([verdict, why]);
      const count = (this.#others.get(key)?.count ?? 0) + 1;
      this.#others.set(key, { verdict, tone, why, count });
    }
    const key = JSON.stringify([verdict, tone, title]);
    const index = this.#indexes.get(key) ?? this.#groups.length;
    if (index === this.#groups.length) {
      this.#indexes.set(key, index);
      this.#groups.push({ verdict, tone, title });
    }
    return index;
  }

  get all(): readonly PageGroup[] {
    return this.#groups;
  }

  get others(): readonly OtherResults[] {
    return [...this.#others.values()].sort((a, b) => b.count - a.count);
  }
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
