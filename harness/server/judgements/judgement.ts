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
  return { ...decision, verdict: 'pass', expected, message, differences: [] };
}

export function failed(
  decision: Decision,
  expected: string,
  message: string,
  ...differences: Difference[]
): Judgement {
  return { ...decision, verdict: 'fail', expected, message, differences };
}

/** @param reason why there is nothing to judge */
export function skipped(decision: Decision, expected: string, reason: string): Judgement {
  return { ...decision, verdict: 'skip', expected, message: reason, differences: [] };
}

/** The request that decides is one that is not sent. */
export function notSent(fetch: PlannedFetch, outcome: Outcome): Judgement {
  return {
    ...undecided(outcome.exchanges),
    verdict: 'not-sent',
    expected: expectationOf(fetch),
    message: outcomeMessage(outcome),
    differences: [],
  };
}

/** The network failed, or we did: nothing that says anything about CORS. */
export function troubled(exchanges: readonly Exchange[], message: string): Judgement {
  return {
    ...undecided(exchanges),
    verdict: 'error',
    expected: 'a response',
    message,
    differences: [],
  };
}

/** Whether nothing can be said about CORS, since there was no complete response. */
export function isTrouble(outcome: Outcome): boolean {
  return outcome.type === 'error' && outcome.step === null && !isHeldBack(outcome);
}

/** The outcome in a few words. */
export function outcomeMessage(outcome: Outcome): string {
  if (outcome.type !== 'error') return 'shared';
  return outcome.step === null ? messageOf(outcome.cause) : outcome.message;
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
