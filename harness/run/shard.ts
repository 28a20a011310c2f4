/** Shards: the parts of a run that several machines share. */

export interface Shard {
  /** From 1. */
  readonly index: number;
  readonly count: number;
}

/** Deals in turn, as cards are dealt: shards differ by at most one item, and every machine deals alike. */
export function dealt<Item>(items: readonly Item[], shard: Shard | undefined): readonly Item[] {
  return shard === undefined ? items : items.filter((_item, index) => isDealtTo(shard, index));
}

/** @param index of an item, from 0 */
export function isDealtTo({ index: number, count }: Shard, index: number): boolean {
  return index % count === number - 1;
}

/** How many of `total` items are dealt to a shard. */
export function shareOf(total: number, shard: Shard | undefined): number {
  if (shard === undefined) return total;
  return Math.floor((total - shard.index) / shard.count) + 1;
}

/** What every format of a report on a shard says, so that nobody takes it for the whole. */
export function partText({ index, count }: Shard): string {
  return `This is shard ${index} of ${count}: cors-conformance merge gives the report on the whole run.`;
}
