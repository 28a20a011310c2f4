/** The order in which requirements, and what is found about them, help a reader. */
import {
  groups,
  levels,
  type Requirement,
  requirements,
} from '../../../../conformance/servers/index.ts';

/** Who may read goes first, style last; in each group, what must be goes first. */
const inOrder: readonly Requirement[] = requirements.toSorted(
  (a, b) =>
    groups.indexOf(a.group) - groups.indexOf(b.group) ||
    levels.indexOf(a.level) - levels.indexOf(b.level),
);

const places = new Map(inOrder.map(({ id }, place) => [id, place]));

/** Where a requirement stands in the order. */
export function placeOf(requirement: string): number {
  return places.get(requirement) ?? places.size;
}

/** The requirements that occur, each once, in their order. */
export function inReadingOrder(ids: Iterable<string>): string[] {
  return [...new Set(ids)].sort((a, b) => placeOf(a) - placeOf(b));
}
