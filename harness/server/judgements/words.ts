/** What judgements say, and what they make of an outcome. */
import type { PlannedFetch } from '../../../conformance/servers/index.ts';
import type { Exchange, Outcome } from '../../../reference/index.ts';
import type { Judgement } from '../result.ts';
import { NetworkRefusal } from '../target-network.ts';

/** The network's fault, or ours: nothing that says anything about CORS. */
export function isTrouble(outcome: Outcome): boolean {
  return outcome.type === 'error' && outcome.step === null && !isHeldBack(outcome);
}

/** The request that was due next is one that we do not send. */
export function isHeldBack(outcome: Outcome): boolean {
  return (
    outcome.type === 'error' &&
    outcome.cause instanceof NetworkRefusal &&
    outcome.cause.kind === 'not-sent'
  );
}

export function troubleOf(outcome: Outcome): Judgement {
  return {
    ...undecided(outcome.exchanges),
    verdict: 'error',
    expected: 'a response',
    message: outcomeMessage(outcome),
  };
}

export function notSent(fetch: PlannedFetch, outcome: Outcome): Judgement {
  return {
    ...undecided(outcome.exchanges),
    verdict: 'not-sent',
    expected: fetch.intent.allowed
      ? `shared with ${fetch.origin}`
      : `not shared: ${refusalOf(fetch)}`,
    message: outcomeMessage(outcome),
  };
}

export function decidedBy(outcome: Outcome) {
  const exchanges = outcome.exchanges;
  return outcome.type === 'error'
    ? { step: outcome.step, reason: outcome.reason, path: outcome.path, exchanges }
    : { ...undecided(exchanges) };
}

export function undecided(exchanges: readonly Exchange[]) {
  return { step: null, reason: null, path: [], exchanges };
}

export function outcomeMessage(outcome: Outcome): string {
  if (outcome.type !== 'error') return 'shared';
  return outcome.step === null ? messageOf(outcome.cause) : outcome.message;
}

/** Node hides what went wrong with a connection in the cause of the error, or in several. */
export function messageOf(cause: unknown): string {
  if (cause instanceof AggregateError) return cause.errors.map(messageOf).join('; ');
  if (!(cause instanceof Error)) return String(cause);
  return cause.message || cause.name;
}

export function refusalOf(fetch: PlannedFetch): string {
  if (fetch.intent.allowed) return 'nothing';
  const { because, what } = fetch.intent;
  return because === 'credentials'
    ? `the policy allows no credentials to ${what}`
    : `the policy does not allow the ${because} ${what}`;
}

export function withCredentials(fetch: PlannedFetch): string {
  if (fetch.credentials !== 'include') return '';
  return fetch.cookie ? ', with a cookie' : ', with credentials';
}
