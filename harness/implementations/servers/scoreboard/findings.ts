/** What a server gets wrong: each cause once, however many cases show it. */
import { type Level, levels } from '../../../../conformance/servers/index.ts';
import {
  type Deviation,
  DeviationList,
  entriesOf,
  type KnownDeviations,
} from '../../../deviations/known-deviations.ts';
import type { CaseResult } from '../report.ts';
import { inReadingOrder, placeOf } from './reading-order.ts';

/** `results.schema.json` says what each member means. */
export interface Finding extends Omit<Deviation, 'since' | 'cases'> {
  /** The highest level of its cases. */
  readonly level: Level;
  readonly requirements: readonly string[];
  readonly cases: { readonly count: number; readonly ids: readonly string[] };
}

/** The findings, in the order in which they matter to a reader. What `known-deviations.json` does not
 *  list has no evidence. */
export function findingsOf(results: readonly CaseResult[], known: KnownDeviations): Finding[] {
  const list = new DeviationList(known);
  const causes = new Map<Deviation | string, CaseResult[]>();
  for (const result of results.filter(isFailure)) {
    const cause = listedCause(result, list) ?? unlistedCause(result);
    const cases = causes.get(cause);
    if (cases === undefined) causes.set(cause, [result]);
    else cases.push(result);
  }
  return [...causes].map(([cause, cases]) => finding(cause, cases)).sort(byWeight);
}

export function isFailure({ verdict }: Pick<CaseResult, 'verdict'>): boolean {
  return verdict === 'fail' || verdict === 'known';
}

function listedCause({ id, verdict }: CaseResult, list: DeviationList): Deviation | null {
  return verdict === 'known' ? list.entryFor(id) : null;
}

/** The same for failures that cannot be told apart. */
function unlistedCause({ requirement, differences }: CaseResult): string {
  return JSON.stringify([requirement, differences]);
}

function finding(cause: Deviation | string, cases: readonly CaseResult[]): Finding {
  const shown = {
    level: levels.find((level) => cases.some((one) => one.level === level)) ?? 'info',
    requirements: inReadingOrder(cases.map(({ requirement }) => requirement)),
  };
  const count = cases.length;
  if (typeof cause === 'string') {
    const ids = new Set(cases.map(({ id }) => id.replace(/^[^/]*/, '*')));
    return { ...shown, cases: { count, ids: [...ids] }, what: cases[0]?.message ?? '' };
  }
  const { id, what, by = 'library', right, why, evidence } = cause;
  return {
    ...(id === undefined ? {} : { id }),
    ...shown,
    cases: { count, ids: entriesOf(cause).map(([key]) => key) },
    what,
    by,
    ...(right === undefined ? {} : { right }),
    ...(why === undefined ? {} : { why }),
    ...(evidence === undefined ? {} : { evidence }),
  };
}

function byWeight(a: Finding, b: Finding): number {
  const place = ({ requirements: [first = ''] }: Finding) => placeOf(first);
  return place(a) - place(b) || b.cases.count - a.cases.count || (a.what < b.what ? -1 : 1);
}
