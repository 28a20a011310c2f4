/** The judgement over several fetches of which some are the same. */
import type { Exchange, Outcome } from '../../../reference/index.ts';
import type { Transcript } from '../replay.ts';
import type { Judgement } from '../result.ts';
import { failed, outcomeMessage, passed, undecided } from './judgement.ts';
import { exchangesOf, isHeldBack, namesIn } from './transcript.ts';

/** Fetches of one origin end alike, whatever others come in between. */
export function judgeStable(transcripts: readonly Transcript[]): Judgement {
  const expected = 'fetches of the same origin end the same way';
  const firsts = new Map<string, { outcome: Outcome; ending: string }>();
  for (const [index, { fetch, outcome }] of transcripts.entries()) {
    const { origin } = fetch;
    const ending = endingOf(outcome);
    const first = firsts.get(origin) ?? { outcome, ending };
    firsts.set(origin, first);
    if (first.ending === ending) continue;
    const exchanges = exchangesOf(transcripts.slice(0, index + 1));
    const message = `${origin}: first ${words(first.outcome)}, then ${words(outcome)}`;
    const difference = {
      on: 'page',
      name: 'outcome',
      found: words(outcome),
      expected: words(first.outcome),
    };
    return failed(undecided(exchanges), expected, message, difference);
  }
  return passed(undecided(exchangesOf(transcripts)), expected, 'they do');
}

/** What has to be the same: shared or not, the step that decided, and what was granted. */
function endingOf(outcome: Outcome): string {
  const end = outcome.type === 'error' ? (outcome.step ?? isHeldBack(outcome)) : outcome.type;
  return JSON.stringify([end, outcome.exchanges.map(grantsOf)]);
}

/** The granted names, without their order and spelling. */
function grantsOf(exchange: Exchange): string[][] {
  const methods = namesIn(exchange, 'Access-Control-Allow-Methods');
  const headers = ['Access-Control-Allow-Headers', 'Access-Control-Expose-Headers'].map((name) =>
    namesIn(exchange, name).map((each) => each.toLowerCase()),
  );
  return [methods, ...headers].map((names) => [...new Set(names)].sort());
}

function words(outcome: Outcome): string {
  return outcome.type === 'error' ? `not shared (${outcomeMessage(outcome)})` : 'shared';
}
