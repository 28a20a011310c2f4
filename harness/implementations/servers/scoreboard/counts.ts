/** How many cases a server fails, by their level. */
import {
  type Group,
  type Level,
  levels,
  requirementOf,
} from '../../../../conformance/servers/index.ts';
import type { Outcomes, Row } from './row.ts';

export type Counts = Readonly<Record<Level, number>>;

/** Over one group of requirements, or over all. */
export function failuresOf(row: Row, group?: Group): Counts {
  const failures = { must: 0, should: 0, info: 0 };
  for (const [id, { failed, known }] of outcomesIn(row, group)) {
    failures[requirementOf(id).level] += failed + known;
  }
  return failures;
}

/** `49 must, 2 info`; `ok` if nothing failed, and a dash if no case of the group applied. */
export function cellOf(row: Row, group: Group): string {
  const failures = failuresOf(row, group);
  const failing = levels.filter((level) => failures[level] > 0);
  if (failing.length > 0) return failing.map((level) => `${failures[level]} ${level}`).join(', ');
  return outcomesIn(row, group).some(([, { passed }]) => passed > 0) ? 'ok' : '–';
}

/** `3647 cases passed, 93 failed and 949 did not apply`. */
export function totalsOf(row: Row): string {
  const all = outcomesIn(row).map(([, outcomes]) => outcomes);
  const sum = (count: (outcomes: Outcomes) => number) =>
    all.reduce((total, outcomes) => total + count(outcomes), 0);
  const passed = sum((one) => one.passed);
  const failed = sum((one) => one.failed + one.known);
  const skipped = sum((one) => Object.values(one.skipped).reduce((a, b) => a + b, 0));
  return `${passed} cases passed, ${failed} failed and ${skipped} did not apply`;
}

function outcomesIn(row: Row, group?: Group): [requirement: string, outcomes: Outcomes][] {
  return Object.entries(row.requirements).filter(
    ([id]) => group === undefined || requirementOf(id).group === group,
  );
}
