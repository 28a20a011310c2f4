/** The judgement over several fetches of which some are the same. */
import type { Outcome } from '../../../reference/index.ts';
import type { Transcript } from '../replay.ts';
import type { Judgement } from '../result.ts';
import { isHeldBack, outcomeMessage, undecided } from './words.ts';

/** Fetches of one origin end alike, whatever others came in between. */
export function judgeStable(transcripts: readonly Transcript[]): Judgement {
  const expected = 'fetches of the same origin to end the same';
  for (const [index, { fetch, outcome }] of transcripts.entries()) {
    const earlier = transcripts
      .slice(0, index)
      .find(
        (other) => other.fetch.origin === fetch.origin && ending(other.outcome) !== ending(outcome),
      );
    if (earlier !== undefined) {
      const exchanges = transcripts.slice(0, index + 1).flatMap((one) => one.outcome.exchanges);
      const message = `${fetch.origin}: first ${words(earlier.outcome)}, then ${words(outcome)}`;
      return { ...undecided(exchanges), verdict: 'fail', expected, message };
    }
  }
  const exchanges = transcripts.flatMap(({ outcome }) => outcome.exchanges);
  return { ...undecided(exchanges), verdict: 'pass', expected, message: 'they do' };
}

/** What has to be the same: shared or not, and by which step not. */
function ending(outcome: Outcome): string {
  if (outcome.type === 'error')
    return outcome.step ?? (isHeldBack(outcome) ? 'held back' : 'trouble');
  return JSON.stringify([outcome.type, outcome.headers.map(([name]) => name.toLowerCase()).sort()]);
}

function words(outcome: Outcome): string {
  return outcome.type === 'error' ? `not shared (${outcomeMessage(outcome)})` : 'shared';
}
