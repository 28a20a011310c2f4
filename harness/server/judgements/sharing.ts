/** Judgements over what is shared, and what gets through. */
import { getHeader } from '../../../reference/index.ts';
import { isPreflight, type Transcript } from '../replay.ts';
import type { Judgement } from '../result.ts';
import {
  decidedBy,
  isHeldBack,
  notSent,
  outcomeMessage,
  refusalOf,
  withCredentials,
} from './words.ts';

/** The outcome is what the policy means: shared, or not. */
export function judgeOutcome({ fetch, outcome }: Transcript): Judgement {
  if (fetch.intent.allowed) {
    if (isHeldBack(outcome)) return notSent(fetch, outcome);
    return {
      ...decidedBy(outcome),
      verdict: outcome.type === 'error' ? 'fail' : 'pass',
      expected: `shared with ${fetch.origin}${withCredentials(fetch)}`,
      message: outcome.type === 'error' ? `not shared: ${outcome.message}` : 'shared',
    };
  }
  const expected = `not shared: ${refusalOf(fetch)}`;
  // A preflight that grants what the policy refuses lets the request out, whatever comes back.
  if (isHeldBack(outcome)) {
    if (outcome.exchanges.length > 1) {
      const message = `the preflight lets the ${fetch.method} request out`;
      return { ...decidedBy(outcome), verdict: 'fail', expected, message };
    }
    return notSent(fetch, outcome);
  }
  return {
    ...decidedBy(outcome),
    verdict: outcome.type === 'error' ? 'pass' : 'fail',
    expected,
    message: outcome.type === 'error' ? `not shared: ${outcome.message}` : 'shared',
  };
}

/** The preflight grants what the policy means, and nothing else. */
export function judgeGranted({ fetch, outcome }: Transcript): Judgement {
  if (isHeldBack(outcome) && !outcome.exchanges.some(({ request }) => isPreflight(request))) {
    const message = 'browsers send it without one';
    return {
      ...decidedBy(outcome),
      verdict: 'skip',
      expected: 'a fetch with a preflight',
      message,
    };
  }
  const granted = isHeldBack(outcome);
  return {
    ...decidedBy(outcome),
    verdict: granted === fetch.intent.allowed ? 'pass' : 'fail',
    expected: fetch.intent.allowed
      ? `a preflight that grants the ${fetch.method} request`
      : `a preflight that refuses: ${refusalOf(fetch)}`,
    message: granted
      ? 'the preflight grants it'
      : `the preflight refuses it: ${outcomeMessage(outcome)}`,
  };
}

/** What the policy refuses is refused before the request itself goes out. */
export function judgeStopped({ fetch, outcome }: Transcript): Judgement {
  if (fetch.intent.allowed) {
    return {
      ...decidedBy(outcome),
      verdict: 'skip',
      expected: 'a fetch that the policy refuses',
      message: 'the policy allows this',
    };
  }
  const escaped = isHeldBack(outcome);
  return {
    ...decidedBy(outcome),
    verdict: escaped ? 'fail' : 'pass',
    expected: `a preflight that refuses: ${refusalOf(fetch)}`,
    message: escaped
      ? `the preflight lets the ${fetch.method} request out`
      : `the preflight refuses it: ${outcomeMessage(outcome)}`,
  };
}

/** The page of the target itself gets its answer from the application. */
export function judgeReached({ fetch, outcome }: Transcript, isTestee: boolean): Judgement {
  if (isHeldBack(outcome)) return notSent(fetch, outcome);
  const response = outcome.exchanges.at(-1)?.response;
  const reached = getHeader(response?.headers ?? [], 'X-Reached') === 'app';
  // Who has not the testee's mark may have other reasons than Origin to say no.
  const refused = response?.status === 401 || response?.status === 403;
  const verdict = isTestee ? (reached ? 'pass' : 'fail') : refused ? 'skip' : 'pass';
  return {
    ...decidedBy(outcome),
    verdict,
    expected: isTestee
      ? 'an answer of the application, marked X-Reached: app'
      : 'a status other than 401 and 403',
    message: `the status is ${response?.status}${isTestee && !reached ? ', and X-Reached is not there' : ''}`,
  };
}
