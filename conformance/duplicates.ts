/** Finds cases that are given the same, which check the same thing twice. */

interface Case {
  readonly id: string;
  readonly given: object;
}

/** @returns the ids of cases with an equal `given`, as a list for each such group */
export function duplicates(cases: readonly Case[]): string[][] {
  const groups = new Map<string, string[]>();
  for (const { id, given } of cases) {
    const key = JSON.stringify(given, withSortedMembers);
    groups.set(key, [...(groups.get(key) ?? []), id]);
  }
  return [...groups.values()].filter((ids) => ids.length > 1);
}

/** The order of members does not make a difference. */
function withSortedMembers(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
