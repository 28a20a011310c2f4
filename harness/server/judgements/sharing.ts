/** Judgements over what is shared, and what a preflight grants. */
import {
  conformsToABNF,
  getHeader,
  isCorsPreflightRequest,
  isCorsSafelistedMethod,
  type Outcome,
} from '../../../reference/index.ts';
import type { Transcript } from '../replay.ts';
import type { Judgement } from '../result.ts';
import {
  decidedBy,
  expectationOf,
  failed,
  notSent,
  outcomeMessage,
  passed,
  refusalOf,
  skipped,
  undecided,
} from './judgement.ts';
import type { FetchPlan } from './plans.ts';
import { headersOf, isHeldBack } from './transcript.ts';

/** The outcome is what the policy says: shared, or not. */
export function judgeOutcome(transcript: Transcript, planned: FetchPlan): Judgement {
  const { fetch, outcome } = transcript;
  if (!fetch.intent.allowed) return judgeRefused(transcript);
  if (isHeldBack(outcome)) return notSent(fetch, outcome);
  const decision = decidedBy(outcome);
  const keepsErrors = planned.place.policy.shareErrors === false && isError(outcome);
  if (keepsErrors) {
    const expected = 'not shared: the policy keeps error responses from other origins';
    if (outcome.type === 'error') return passed(decision, expected, outcomeMessage(outcome));
    const judgement = failed(decision, expected, 'shared', outcomeIs('shared', 'not shared'));
    return { ...judgement, requirement: 'error-response-hidden' };
  }
  const expected = expectationOf(fetch);
  if (outcome.type !== 'error') return passed(decision, expected, 'shared');
  const lack = lackOfMethod(transcript, planned);
  if (lack !== null) return skipped(decision, expected, lack);
  const message = `not shared: ${outcomeMessage(outcome)}`;
  const difference = outcomeIs(outcome.reason, 'shared');
  return {
    ...failed(decision, expected, message, difference),
    requirement: requirementOf(transcript, planned),
  };
}

function judgeRefused({ fetch, outcome }: Transcript): Judgement {
  const expected = expectationOf(fetch);
  if (isHeldBack(outcome) && outcome.exchanges.length < 2) return notSent(fetch, outcome);
  // A preflight that grants what the policy refuses lets the request out, whatever comes back.
  if (isHeldBack(outcome) || (isSentAfterPreflight(outcome) && !isBeyondPreflights(fetch))) {
    const message = `the preflight grants the ${fetch.method} request`;
    const preflight = undecided(outcome.exchanges.slice(0, 1));
    return failed(preflight, expected, message, outcomeIs('granted', 'not shared'));
  }
  if (outcome.type === 'error') {
    return passed(decidedBy(outcome), expected, `not shared: ${outcomeMessage(outcome)}`);
  }
  return failed(decidedBy(outcome), expected, 'shared', outcomeIs('shared', 'not shared'));
}

/** Whether a preflight let the request out, and the response to it was refused. */
function isSentAfterPreflight({ type, exchanges }: Outcome): boolean {
  const [first, second, ...others] = exchanges;
  return (
    type === 'error' &&
    first !== undefined &&
    second !== undefined &&
    others.length === 0 &&
    isCorsPreflightRequest(first.request) &&
    !isCorsPreflightRequest(second.request)
  );
}

/** Without a policy: the origins that nobody named cannot read. */
export function judgeNotShared(transcript: Transcript): Judgement {
  const { fetch, outcome } = transcript;
  if (fetch.intent.allowed) {
    return skipped(decidedBy(outcome), 'an origin that nobody named', 'this origin is named');
  }
  return judgeNotSharedAnyway(transcript);
}

/** Advice about the policy itself: the fetch is not shared, even if the policy allows it. */
export function judgeNotSharedAnyway({ fetch, outcome }: Transcript): Judgement {
  const expected = `not shared with ${fetch.origin}`;
  if (isHeldBack(outcome)) return notSent(fetch, outcome);
  return outcome.type === 'error'
    ? passed(decidedBy(outcome), expected, `not shared: ${outcomeMessage(outcome)}`)
    : failed(decidedBy(outcome), expected, 'shared', outcomeIs('shared', 'not shared'));
}

/** The preflight grants what the policy allows, and nothing else. */
export function judgeGranted(transcript: Transcript, planned: FetchPlan): Judgement {
  const { fetch, outcome } = transcript;
  const decision = decidedBy(outcome);
  if (
    isHeldBack(outcome) &&
    !outcome.exchanges.some(({ request }) => isCorsPreflightRequest(request))
  ) {
    return skipped(decision, 'a fetch with a preflight', 'browsers send this request without one');
  }
  if (isBeyondPreflights(fetch)) return skipped(decision, ...noPreflightForIt);
  const isGranted = isHeldBack(outcome);
  const message = isGranted
    ? 'the preflight grants it'
    : `the preflight refuses it: ${outcomeMessage(outcome)}`;
  const expected = fetch.intent.allowed
    ? `a preflight that grants the ${fetch.method} request`
    : `a preflight that refuses: ${refusalOf(fetch)}`;
  if (isGranted === fetch.intent.allowed) return passed(decision, expected, message);
  const lack = isGranted ? null : lackOfMethod(transcript, planned);
  if (lack !== null) return skipped(decision, expected, lack);
  const difference = isGranted
    ? outcomeIs('granted', 'refused')
    : outcomeIs(outcome.type === 'error' ? outcome.reason : null, 'granted');
  const requirement = isGranted ? undefined : requirementOf(transcript, planned);
  return { ...failed(decision, expected, message, difference), requirement };
}

/** What is said where preflights for a simple method that the policy does not name find no handler: a
 *  router may leave out methods that the resource does not have. Null otherwise. */
function lackOfMethod({ fetch, outcome }: Transcript, { place }: FetchPlan): string | null {
  const last = outcome.exchanges.at(-1);
  const status = last?.response?.status ?? 0;
  const isUnnamed =
    place.kind !== 'testee' &&
    place.policy.simpleMethods === undefined &&
    fetch.method !== 'GET' &&
    isCorsSafelistedMethod(fetch.method);
  const isMissing =
    last !== undefined && isCorsPreflightRequest(last.request) && [404, 405, 501].includes(status);
  if (!isUnnamed || !isMissing) return null;
  return `preflights for ${fetch.method} have the status ${status}, so the resource may not have this method: if it has, name it in simpleMethods`;
}

/** The preflight refuses what the policy refuses, before the request itself goes out. */
export function judgeStopped({ fetch, outcome }: Transcript): Judgement {
  const decision = decidedBy(outcome);
  if (fetch.intent.allowed) {
    return skipped(decision, 'a fetch that the policy refuses', 'the policy allows this fetch');
  }
  if (isBeyondPreflights(fetch)) return skipped(decision, ...noPreflightForIt);
  const expected = `a preflight that refuses: ${refusalOf(fetch)}`;
  if (!isHeldBack(outcome)) {
    return passed(decision, expected, `the preflight refuses it: ${outcomeMessage(outcome)}`);
  }
  const message = `the preflight grants the ${fetch.method} request`;
  return failed(decision, expected, message, outcomeIs('granted', 'refused'));
}

const noPreflightForIt = [
  'a preflight that refuses',
  'a preflight always grants GET, HEAD and POST',
] as const;

/** Whether a policy refuses a method that no preflight can refuse. */
function isBeyondPreflights({ intent, method }: Transcript['fetch']): boolean {
  return !intent.allowed && intent.because === 'method' && isCorsSafelistedMethod(method);
}

/** The application answers a page of the target itself. */
export function judgeReached({ fetch, outcome }: Transcript, planned: FetchPlan): Judgement {
  if (isHeldBack(outcome)) return notSent(fetch, outcome);
  const decision = decidedBy(outcome);
  const last = outcome.exchanges.at(-1);
  const status = last?.response?.status ?? 0;
  const statusText = `the status is ${status}`;
  if (planned.place.kind === 'testee') {
    const expected = 'an answer of the application, marked X-Reached: app';
    const isReached = last !== undefined && getHeader(headersOf(last), 'X-Reached') === 'app';
    if (isReached) return passed(decision, expected, `${statusText}, with X-Reached: app`);
    const difference = { on: 'response', name: 'X-Reached', found: null, expected: 'app' };
    const message = `${statusText}, without X-Reached: app`;
    const requirement = isOdd(fetch.origin, planned) ? 'odd-origin-shared' : undefined;
    return { ...failed(decision, expected, message, difference), requirement };
  }
  const expected = 'a status other than 401 and 403';
  // Without the mark of a testee, it cannot be told whether Origin is the reason.
  return status === 401 || status === 403
    ? skipped(
        decision,
        expected,
        `${statusText}, for a reason that may have nothing to do with CORS`,
      )
    : passed(decision, expected, statusText);
}

function outcomeIs(found: string | null, expected: string) {
  return { on: 'page', name: 'outcome', found, expected };
}

function isError({ exchanges }: Outcome): boolean {
  const last = exchanges.at(-1);
  return (
    last !== undefined &&
    !isCorsPreflightRequest(last.request) &&
    (last.response?.status ?? 0) >= 400
  );
}

/** The requirement that a refusal of an allowed fetch breaks: the step that decided shows it. */
function requirementOf({ fetch, outcome }: Transcript, planned: FetchPlan): string {
  const last = outcome.exchanges.at(-1);
  if (outcome.type !== 'error' || last === undefined) return planned.requirement;
  if (isOdd(fetch.origin, planned)) return 'odd-origin-shared';
  const isOnPreflight = isCorsPreflightRequest(last.request);
  if (isOnPreflight && planned.requirement === 'error-preflight-granted') {
    return planned.requirement;
  }
  const status = last.response?.status ?? 0;
  switch (outcome.reason) {
    case 'method-not-allowed':
      return 'listed-method-granted';
    case 'authorization-not-listed':
      return 'authorization-granted';
    case 'header-not-allowed':
      return 'listed-header-granted';
    case 'allow-origin-missing':
    case 'allow-origin-mismatch':
    case 'allow-credentials-not-true': {
      if (!isOnPreflight && status >= 400) return 'error-response-shared';
      if (!isOnPreflight && status >= 300) return 'redirect-shared';
      const isAboutCredentials =
        outcome.reason === 'allow-credentials-not-true' ||
        (fetch.credentials === 'include' &&
          getHeader(headersOf(last), 'Access-Control-Allow-Origin') === '*');
      return isAboutCredentials ? 'credentials-granted' : 'listed-origin-shared';
    }
    default:
      return planned.requirement;
  }
}

/** Whether an origin does not conform to the grammar of Origin, and the policy does not spell it. */
function isOdd(origin: string, { place }: FetchPlan): boolean {
  return !conformsToABNF(['Origin', origin]) && !place.policy.allowOrigins?.includes(origin);
}
