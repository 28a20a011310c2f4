/** The judge: whether the transcripts of a case are what the policy means. */
import { exposes, type PlannedCase, type PlannedFetch } from '../../conformance/index.ts';
import {
  byteCaseInsensitiveMatch,
  conformsToABNF,
  type Exchange,
  getDecodeAndSplitHeader,
  getHeader,
  type HeaderList,
  isCorsSafelistedResponseHeaderName,
  isForbiddenResponseHeaderName,
  type Outcome,
} from '../../reference/index.ts';
import { isPreflight, type Transcript } from './replay.ts';
import type { Judgement } from './result.ts';
import { NetworkRefusal } from './target-network.ts';

type FetchCase = PlannedCase & { kind: 'fetch' };
type RawCase = PlannedCase & { kind: 'raw' };

/** Judges a case that browsers can make. */
export function judgeFetches(planned: FetchCase, transcripts: readonly Transcript[]): Judgement {
  const trouble = transcripts.find(({ outcome }) => isTrouble(outcome));
  if (trouble !== undefined) return troubleOf(trouble.outcome);
  const first = transcripts[0] as Transcript;
  switch (planned.case.judge) {
    case 'outcome':
      return judgeOutcome(first);
    case 'granted':
      return judgeGranted(first);
    case 'stopped':
      return judgeStopped(first);
    case 'reached':
      return judgeReached(first, planned.place.isTestee);
    case 'exposed':
      return judgeExposed(first, planned);
    case 'hidden':
      return judgeHidden(first, planned);
    case 'grammar':
      return judgeGrammar(transcripts, planned.case.header as string);
    case 'vary':
      return judgeVary(transcripts);
    case 'max-age':
      return judgeMaxAge(first, planned);
    case 'credentials-with-wildcard':
      return judgeCredentialsWithWildcard(transcripts);
    default:
      throw new RangeError(`the judgement "${planned.case.judge}" is not for fetches`);
  }
}

/** Judges a request that no browser sends. */
export function judgeRequest(planned: RawCase, exchange: Exchange): Judgement {
  const { response, cause } = exchange;
  if (response === null) {
    return {
      verdict: cause instanceof NetworkRefusal && cause.kind === 'not-sent' ? 'not-sent' : 'error',
      ...undecided([exchange]),
      expected: 'a response',
      message: messageOf(cause),
    };
  }
  const judged = { ...undecided([exchange]), message: `the status is ${response.status}` };
  switch (planned.case.judge) {
    case 'no-server-error':
      return {
        ...judged,
        verdict: response.status < 500 ? 'pass' : 'fail',
        expected: 'a status below 500',
      };
    case 'not-echoed': {
      const origin = getHeader(exchange.request.headers, 'Origin');
      const echoed = getHeader(response.headers, 'Access-Control-Allow-Origin');
      return {
        ...judged,
        verdict: echoed === origin ? 'fail' : 'pass',
        expected: 'an Access-Control-Allow-Origin other than the Origin that was sent, or none',
        message: `Access-Control-Allow-Origin is ${echoed === null ? 'absent' : `"${echoed}"`}`,
      };
    }
    case 'answered-by-application': {
      const reached = getHeader(response.headers, 'X-Reached') === 'app';
      return {
        ...judged,
        verdict: reached ? 'pass' : 'fail',
        expected: 'an answer of the application, marked X-Reached: app',
        message: `the status is ${response.status}, and X-Reached is not there`,
      };
    }
    default:
      throw new RangeError(`the judgement "${planned.case.judge}" is not for raw requests`);
  }
}

/** The outcome is what the policy means: shared, or not. */
function judgeOutcome({ fetch, outcome }: Transcript): Judgement {
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
function judgeGranted({ fetch, outcome }: Transcript): Judgement {
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
function judgeStopped({ fetch, outcome }: Transcript): Judgement {
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
function judgeReached({ fetch, outcome }: Transcript, isTestee: boolean): Judgement {
  if (isHeldBack(outcome)) return notSent(fetch, outcome);
  const response = outcome.exchanges.at(-1)?.response;
  const reached = getHeader(response?.headers ?? [], 'X-Reached') === 'app';
  const refused = response?.status === 401 || response?.status === 403;
  return {
    ...decidedBy(outcome),
    verdict: (isTestee ? reached : !refused) ? 'pass' : 'fail',
    expected: isTestee
      ? 'an answer of the application, marked X-Reached: app'
      : 'a status other than 401 and 403',
    message: `the status is ${response?.status}${isTestee && !reached ? ', and X-Reached is not there' : ''}`,
  };
}

function judgeExposed(transcript: Transcript, planned: FetchCase): Judgement {
  const { fetch, outcome } = transcript;
  const expectedNames = namesWhere(outcome, (name) =>
    exposes(planned.place.policy, name, fetch.credentials === 'include'),
  );
  if (!fetch.intent.allowed || expectedNames.length === 0) {
    return {
      ...decidedBy(outcome),
      verdict: 'skip',
      expected: 'a response with a header that the policy exposes',
      message: 'the policy exposes none of its headers',
    };
  }
  if (outcome.type === 'error') return judgeOutcome(transcript);
  const missing = expectedNames.filter((name) => !isReadable(outcome, name));
  return {
    ...decidedBy(outcome),
    verdict: missing.length === 0 ? 'pass' : 'fail',
    expected: `${expectedNames.join(', ')} to be readable`,
    message: missing.length === 0 ? 'all are' : `the page cannot read ${missing.join(', ')}`,
  };
}

function judgeHidden({ fetch, outcome }: Transcript, planned: FetchCase): Judgement {
  if (outcome.type === 'error') {
    const expected = 'a response that is shared';
    return { ...decidedBy(outcome), verdict: 'skip', expected, message: 'it is not shared at all' };
  }
  const shown = namesWhere(
    outcome,
    (name) =>
      !exposes(planned.place.policy, name, fetch.credentials === 'include') &&
      !isCorsSafelistedResponseHeaderName(name, []) &&
      isReadable(outcome, name),
  );
  return {
    ...decidedBy(outcome),
    verdict: shown.length === 0 ? 'pass' : 'fail',
    expected: 'no header to be readable but those that the policy exposes',
    message: shown.length === 0 ? 'none is' : `the page can read ${shown.join(', ')}`,
  };
}

/** The names of the response's headers for which `condition` holds, each once. */
function namesWhere(outcome: Outcome, condition: (name: string) => boolean): string[] {
  const names = outcome.exchanges.at(-1)?.response?.headers.map(([name]) => name.toLowerCase());
  const readable = (names ?? []).filter((name) => !isForbiddenResponseHeaderName(name));
  return [...new Set(readable)].filter(condition);
}

function isReadable(outcome: Outcome, name: string): boolean {
  return outcome.type !== 'error' && getHeader([...outcome.headers], name) !== null;
}

/** Every line of a header that came back is one that a sender may write, and stands alone. */
function judgeGrammar(transcripts: readonly Transcript[], header: string): Judgement {
  const exchanges = transcripts.flatMap(({ outcome }) => outcome.exchanges);
  const single = !/-(Methods|Headers)$/.test(header);
  for (const exchange of exchanges) {
    const lines = linesOf(exchange, header);
    const bad = lines.find((value) => !conformsToABNF([header, value]));
    const message =
      bad !== undefined
        ? `the value "${bad}" does not fit it`
        : single && lines.length > 1
          ? `there are ${lines.length} lines`
          : null;
    if (message !== null) {
      const expected = `${header} as its grammar has it, ${single ? 'at most once' : 'in every line'}`;
      return { ...undecided([exchange]), verdict: 'fail', expected, message };
    }
  }
  const seen = exchanges.some((exchange) => linesOf(exchange, header).length > 0);
  return {
    ...undecided(exchanges),
    verdict: seen ? 'pass' : 'skip',
    expected: `${header} as its grammar has it`,
    message: seen ? 'it fits' : `no response has ${header}`,
  };
}

function linesOf(exchange: Exchange, header: string): string[] {
  return (exchange.response?.headers ?? [])
    .filter(([name]) => byteCaseInsensitiveMatch(name, header))
    .map(([, value]) => value);
}

/** If the responses differ in what they share, each of them that can be stored has to say why. */
function judgeVary(transcripts: readonly Transcript[]): Judgement {
  const exchanges = transcripts.flatMap(({ outcome }) => outcome.exchanges);
  const answers = exchanges.map(({ response }) => sharedPart(response?.headers ?? []));
  const differ = new Set(answers).size > 1;
  const silent = exchanges.filter(
    ({ response }) =>
      isStorable(response?.headers ?? []) && !variesByOrigin(response?.headers ?? []),
  );
  return {
    ...undecided(exchanges),
    verdict: differ && silent.length > 0 ? 'fail' : 'pass',
    expected: 'Vary: Origin on every response, since they differ by Origin',
    message: differ
      ? `${silent.length} of ${exchanges.length} responses lack it`
      : 'they do not differ',
  };
}

/** What of a response a cache must not hand to another origin. */
function sharedPart(headers: HeaderList): string {
  const names = ['Allow-Origin', 'Allow-Credentials', 'Expose-Headers'];
  return JSON.stringify(names.map((name) => getHeader(headers, `Access-Control-${name}`)));
}

function isStorable(headers: HeaderList): boolean {
  const directives = getDecodeAndSplitHeader(headers, 'Cache-Control') ?? [];
  return !directives.some((directive) => directive.toLowerCase() === 'no-store');
}

function variesByOrigin(headers: HeaderList): boolean {
  const names = getDecodeAndSplitHeader(headers, 'Vary') ?? [];
  return names.some((name) => name === '*' || name.toLowerCase() === 'origin');
}

function judgeMaxAge({ fetch, outcome }: Transcript, planned: FetchCase): Judgement {
  const { maxAge } = planned.place.policy;
  const preflight = outcome.exchanges.find(({ request }) => isPreflight(request));
  if (maxAge === undefined || !fetch.intent.allowed || preflight === undefined) {
    return {
      ...decidedBy(outcome),
      verdict: 'skip',
      expected: 'a policy that says how long its preflights hold',
      message: 'the policy does not say, or allows nothing that needs a preflight',
    };
  }
  const value = getHeader(preflight.response?.headers ?? [], 'Access-Control-Max-Age');
  return {
    ...undecided([preflight]),
    verdict: value === String(maxAge) ? 'pass' : 'fail',
    expected: `Access-Control-Max-Age: ${maxAge} on the preflight`,
    message: `it is ${value === null ? 'absent' : `"${value}"`}`,
  };
}

function judgeCredentialsWithWildcard(transcripts: readonly Transcript[]): Judgement {
  const exchanges = transcripts.flatMap(({ outcome }) => outcome.exchanges);
  const both = exchanges.filter(
    ({ response }) =>
      getHeader(response?.headers ?? [], 'Access-Control-Allow-Origin') === '*' &&
      getHeader(response?.headers ?? [], 'Access-Control-Allow-Credentials') !== null,
  );
  return {
    ...undecided(both.length > 0 ? both : exchanges),
    verdict: both.length > 0 ? 'fail' : 'pass',
    expected: 'no Access-Control-Allow-Credentials beside Access-Control-Allow-Origin: *',
    message: both.length > 0 ? 'both are there' : 'they never stand together',
  };
}

/** The network's fault, or ours: nothing that says anything about CORS. */
function isTrouble(outcome: Outcome): boolean {
  return outcome.type === 'error' && outcome.step === null && !isHeldBack(outcome);
}

/** The request that was due next is one that we do not send. */
function isHeldBack(outcome: Outcome): boolean {
  return (
    outcome.type === 'error' &&
    outcome.cause instanceof NetworkRefusal &&
    outcome.cause.kind === 'not-sent'
  );
}

function troubleOf(outcome: Outcome): Judgement {
  return {
    ...undecided(outcome.exchanges),
    verdict: 'error',
    expected: 'a response',
    message: outcomeMessage(outcome),
  };
}

function notSent(fetch: PlannedFetch, outcome: Outcome): Judgement {
  return {
    ...undecided(outcome.exchanges),
    verdict: 'not-sent',
    expected: fetch.intent.allowed
      ? `shared with ${fetch.origin}`
      : `not shared: ${refusalOf(fetch)}`,
    message: outcomeMessage(outcome),
  };
}

function decidedBy(outcome: Outcome) {
  const exchanges = outcome.exchanges;
  return outcome.type === 'error'
    ? { step: outcome.step, reason: outcome.reason, path: outcome.path, exchanges }
    : { ...undecided(exchanges) };
}

function undecided(exchanges: readonly Exchange[]) {
  return { step: null, reason: null, path: [], exchanges };
}

function outcomeMessage(outcome: Outcome): string {
  if (outcome.type !== 'error') return 'shared';
  return outcome.step === null ? messageOf(outcome.cause) : outcome.message;
}

/** Node hides what went wrong with a connection in the cause of the error, or in several. */
function messageOf(cause: unknown): string {
  if (cause instanceof AggregateError) return cause.errors.map(messageOf).join('; ');
  if (!(cause instanceof Error)) return String(cause);
  return cause.message || cause.name;
}

function refusalOf(fetch: PlannedFetch): string {
  if (fetch.intent.allowed) return 'nothing';
  const { because, what } = fetch.intent;
  return because === 'credentials'
    ? `the policy allows no credentials to ${what}`
    : `the policy does not allow the ${because} ${what}`;
}

function withCredentials(fetch: PlannedFetch): string {
  if (fetch.credentials !== 'include') return '';
  return fetch.cookie ? ', with a cookie' : ', with credentials';
}
