/** Whether reports are on the shards of one run, and which shards are missing. */
import { isDeepStrictEqual } from 'node:util';
import { InputError } from '../output/input-error.ts';
import type { Shard } from './shard.ts';

/** A report, and the name of its file. */
export interface Named<T> {
  readonly file: string;
  readonly report: T;
}

interface Part {
  readonly shard: Shard | null;
}

/**
 * The reports in the order of their shards.
 *
 * @param sharedPart what has to be equal, by its name in messages
 * @throws InputError with the first thing that differs
 */
export function sameRun<T extends Part>(
  files: readonly Named<T>[],
  sharedPart: (report: T) => Readonly<Record<string, unknown>>,
): readonly Named<T>[] {
  const [first, ...others] = files;
  if (first === undefined) return [];
  for (const { file, report } of files) {
    if (report.shard === null) {
      throw new InputError(`${file}: this is not the report on a shard: leave it out`);
    }
  }
  const expected = sharedPart(first.report);
  for (const { file, report } of others) {
    for (const [name, value] of Object.entries(sharedPart(report))) {
      if (isDeepStrictEqual(value, expected[name])) continue;
      throw new InputError(
        `${file}: the ${name} differs from ${first.file}: merge only the shards of one run`,
      );
    }
    if (report.shard?.count !== first.report.shard?.count) {
      throw new InputError(
        `${file}: it is one of ${report.shard?.count} shards, and ${first.file} one of ${first.report.shard?.count}: merge only the shards of one run`,
      );
    }
  }
  const sorted = files.toSorted((a, b) => indexOf(a) - indexOf(b));
  for (const [index, each] of sorted.entries()) {
    const previous = sorted[index - 1];
    if (previous === undefined || indexOf(previous) !== indexOf(each)) continue;
    throw new InputError(
      `${previous.file} and ${each.file} are both shard ${indexOf(each)}: leave one out`,
    );
  }
  return sorted;
}

function indexOf({ report }: Named<Part>): number {
  return report.shard?.index ?? 0;
}

/** A line about each shard of which nothing is known.
 *  @param absent why, by the number of the shard */
export function missingShards(
  reports: readonly Part[],
  absent: ReadonlyMap<number, string> = new Map(),
): string[] {
  const count = reports[0]?.shard?.count ?? 0;
  const present = reports.map(({ shard }) => shard?.index);
  return Array.from({ length: count }, (_each, index) => index + 1)
    .filter((index) => !present.includes(index))
    .map((index) => {
      const why = absent.get(index);
      return `shard ${index} of ${count} ${why === undefined ? 'is missing' : `did not run: ${why}`}`;
    });
}

/** From the first start to the last end. */
export function spanOf(reports: readonly { readonly started: string; readonly seconds: number }[]) {
  const starts = reports.map(({ started }) => Date.parse(started));
  const ends = reports.map(({ seconds }, index) => (starts[index] ?? 0) + seconds * 1000);
  const start = Math.min(...starts);
  return {
    started: new Date(start).toISOString(),
    seconds: Math.round((Math.max(...ends) - start) / 100) / 10,
  };
}
