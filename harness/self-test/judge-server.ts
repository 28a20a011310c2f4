/** The suite over a server in this process, without sockets. */
import type { Place } from '../../conformance/servers/index.ts';
import { prepareRun } from '../server/prepared-run.ts';
import type { Result } from '../server/result.ts';
import { results } from '../server/run.ts';
import type { Target } from '../server/target.ts';
import { networkOf, type Respond } from './serve.ts';

export async function judgeServer(
  respond: Respond,
  places: readonly Place[],
  filter?: string,
): Promise<Result[]> {
  const target: Target = {
    url: places[0]?.origin ?? '',
    testee: null,
    places,
    leftOut: [],
    notes: [],
    network: {
      send: networkOf(respond),
      stopped: new AbortController().signal,
      close: async () => {},
    },
  };
  const collected: Result[] = [];
  const run = prepareRun(target, { concurrency: 1, level: 'info', filter });
  for await (const result of results(run)) collected.push(result);
  return collected;
}

/** Failures that would be accusations of a correct server. */
export function accusationsIn(all: readonly Result[]): Result[] {
  return all.filter(
    ({ verdict, level }) => verdict === 'error' || (verdict === 'fail' && level !== 'info'),
  );
}

/** For the message of a test: what was found. */
export function describeResults(all: readonly Result[]): string {
  return all
    .map(
      ({ id, verdict, requirement, level, expected, message }) =>
        `${verdict} (${level}) ${requirement} ${id}: expected ${expected}; ${message}`,
    )
    .join('\n');
}
