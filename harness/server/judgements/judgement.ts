/** How judgements are put together: what decided, and the verdict on it. */
import type { PlannedFetch } from '../../../conformance/servers/index.ts';
import type { Exchange, Outcome } from '../../../reference/index.ts';
import type { Difference } from '../../deviations/difference.ts';
import { messageOf } from '../../output/message-of.ts';
import type { Judgement } from '../result.ts';
import { isHeldBack } from './transcript.ts';

/** What decided, and the exchanges that show it. */
export type Decision = Pick<Judgement, 'step' | 'reason' | 'path' | 'exchanges'>;

export function decidedBy(outcome: Outcome): Decision {
  if (outcome.type !== 'error') return undecided(outcome.exchanges);
  const { step, reason, path, exchanges } = outcome;
  return { step, reason, path, exchanges };
}

export function undecided(exchanges: readonly Exchange[]): Decision {
  return { step: null, reason: null, path: [], exchanges };
}

export function passed(decision: Decision, expected: string, message: string): Judgement {
  return judgementOf(decision, 'pass', expected, message);
}

export function failed(
  decision: Decision,
  expected: string,
  message: string,
  ...differences: Difference[]
): Judgement {
  return judgementOf(decision, 'fail', expected, message, differences);
}

/** @param reason why there is nothing to judge */
export function skipped(decision: Decision, expected: string, reason: string): Judgement {
  return judgementOf(decision, 'skip', expected, reason);
}

/** The request that decides is one that is not sent. */
export function notSent(fetch: PlannedFetch, outcome: Outcome): Judgement {
  const decision = undecided(outcome.exchanges);
  return judgementOf(decision, 'not-sent', expectationOf(fetch), outcomeMessage(outcome));
}

/** The network failed, or we did: nothing that says anything about CORS. */
export function troubled(exchanges: readonly Exchange[], message: string): Judgement {
  return judgementOf(undecided(exchanges), 'error', 'a response', message);
}

/** Member by member, since a run makes thousands: to spread objects of several shapes is slow. */
function judgementOf(
  { step, reason, path, exchanges }: Decision,
  verdict: Judgement['verdict'],
  expected: string,
  message: string,
  differences: readonly Difference[] = [],
): Judgement {
  return { verdict, expected, message, differences, step, reason, path, exchanges };
}

/** Whether nothing can be said about CORS, since there was no complete response. */
export function isTrouble(outcome: Outcome): boolean {
  return outcome.type === 'error' && outcome.step === null && !isHeldBack(outcome);
}

/** The outcome in a few words. */
export function outcomeMessage(outcome: Outcome): string {
  if (outcome.type !== 'error') return 'shared';
  return outcome.cause === undefined ? outcome.message : messageOf(outcome.cause);
}

export function expectationOf(fetch: PlannedFetch): string {
  return fetch.intent.allowed
    ? `shared with ${fetch.origin}${withCredentials(fetch)}`
    : `not shared: ${refusalOf(fetch)}`;
}

/** Why the policy refuses a fetch. */
export function refusalOf({ intent }: PlannedFetch): string {
  if (intent.allowed) return 'the policy allows it';
  const { because, what } = intent;
  return because === 'credentials'
    ? `the policy allows no credentials for ${what}`
    : `the policy does not allow the ${because} ${what}`;
}

function withCredentials({ credentials, cookie }: PlannedFetch): string {
  if (credentials !== 'include') return '';
  return cookie ? ', with a cookie' : ', with credentials';
}
