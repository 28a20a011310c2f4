/** Results that rest on responses which may belong to other requests. That shows late: when a target
 *  sends more than it was asked for, earlier responses may already have been the wrong ones. */
import { setTimeout as sleep } from 'node:timers/promises';
import { isDoubtful } from './connection.ts';
import { troubled } from './judgements/judgement.ts';
import type { Run } from './prepared-run.ts';
import type { Result } from './result.ts';

/** Milliseconds in which a target shows that it has more to say. */
const settling = 50;

const doubt =
  'the target sent more on this connection than it was asked for, so the response may belong to another request';

/** The results of a run that is over, as `withoutDoubt`. */
export async function settled(run: Run, results: readonly Result[]): Promise<Result[]> {
  await sleep(settling);
  return results.map((result) => withoutDoubt(run, result));
}

/** The result, or an error in its place if it cannot be relied on. */
export function withoutDoubt({ target }: Run, result: Result): Result {
  const { exchanges, requirement, verdict } = result;
  // Of generated fetches that pass, no exchanges are kept.
  const isDoubted =
    exchanges.length > 0
      ? exchanges.some(isDoubtful)
      : verdict === 'pass' && target.network.wasOutOfStep === true;
  if (!isDoubted) return result;
  return { ...result, ...troubled(exchanges, doubt), requirement, verdict: 'error', known: null };
}
