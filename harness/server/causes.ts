/** Why cases fail: failures with the same cause are one finding, however many cases show it. */
import { groups as groupOrder, levels, requirementOf } from '../../conformance/servers/index.ts';
import { settingFor } from '../recipes/recipes.ts';
import type { Cause, OtherResults, ReportedResult } from './reports/report.ts';

/** The causes of all failures. Those of the highest level come first; among them, those that concern
 *  security; among these, those that most cases show. */
export function causesOf(results: readonly ReportedResult[]): Cause[] {
  const failed = results.filter(({ verdict }) => verdict === 'fail');
  const ids = new Map<string, number>();
  return [...grouped(failed, ({ requirement, step }) => `${requirement} ${step}`).values()]
    .flatMap(byDifference)
    .map((alike) => causeOf(alike, ids))
    .sort((a, b) => rank(a) - rank(b) || b.results.length - a.results.length);
}

/** A failure that has all the differences of another, and more, has the same cause. */
function byDifference(failures: readonly ReportedResult[]): ReportedResult[][] {
  const keys = (result: ReportedResult) => result.differences.map((each) => JSON.stringify(each));
  const few = failures.toSorted((a, b) => a.differences.length - b.differences.length);
  const kinds = [...grouped(few, (result) => keys(result).join()).values()].map(([first]) =>
    first === undefined ? [] : keys(first),
  );
  const kindOf = (result: ReportedResult) => {
    const own = new Set(keys(result));
    return kinds.findIndex((kind) =>
      kind.length === 0 ? own.size === 0 : kind.every((key) => own.has(key)),
    );
  };
  return [...grouped(failures, (result) => String(kindOf(result))).values()];
}

function causeOf(alike: readonly ReportedResult[], ids: Map<string, number>): Cause {
  const [first] = alike;
  if (first === undefined) throw new RangeError('a cause has at least one failure');
  const { requirement, level, step, reason, fix } = first;
  const name = reason === null ? requirement : `${requirement}-${reason}`;
  const number = (ids.get(name) ?? 0) + 1;
  ids.set(name, number);
  return {
    id: number === 1 ? name : `${name}-${number}`,
    requirement,
    level,
    step,
    reason,
    fix,
    settings: settingsFor(reason, requirement),
    policies: [...new Set(alike.map(({ policy }) => policy))],
    results: alike.map(({ id }) => id),
  };
}

/** What to give to the command `recipes`. */
function settingsFor(reason: string | null, requirement: string): string | null {
  if (reason !== null && settingFor({ reason }) !== undefined) return reason;
  return settingFor({ requirement }) === undefined ? null : requirement;
}

function rank({ requirement, level }: Cause): number {
  const { group } = requirementOf(requirement);
  return levels.indexOf(level) * groupOrder.length + groupOrder.indexOf(group);
}

const otherVerdicts = ['gone', 'error', 'known', 'not-sent', 'skip'] as const;

/** The results that neither pass nor fail, grouped by why. */
export function otherResultsOf(results: readonly ReportedResult[]): OtherResults[] {
  return otherVerdicts.flatMap((verdict) => {
    const alike = grouped(
      results.filter((result) => result.verdict === verdict),
      ({ known, message }) => known ?? message,
    );
    return [...alike]
      .map(([why, members]) => ({ verdict, why, results: members.map(({ id }) => id) }))
      .sort((a, b) => b.results.length - a.results.length);
  });
}

function grouped<T>(members: readonly T[], keyOf: (member: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const member of members) {
    const key = keyOf(member);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [member]);
    else group.push(member);
  }
  return groups;
}
