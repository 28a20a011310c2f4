/** Generated fetches against a live target: they have to end as the policy means. */
import fc from 'fast-check';
import { anyOrigin, originNear } from '../../conformance/properties/arbitraries/origins.ts';
import {
  examplesOf,
  type FetchCase,
  type FetchGiven,
  intentOf,
  originRoles,
  originsOfRole,
  type Place,
  type PlannedFetch,
  type Policy,
  sampleOf,
} from '../../conformance/servers/index.ts';
import {
  type CredentialsMode,
  corsUnsafeRequestHeaderNames,
  isCorsSafelistedMethod,
  isForbiddenMethod,
  isForbiddenRequestHeader,
  isMethod,
  isToken,
  normalizeMethod,
  parseOrigin,
} from '../../reference/index.ts';
import { interruption } from '../output/interruption.ts';
import { isDealtTo, type Shard, shareOf } from '../run/shard.ts';
import { judgeFetches } from './judge.ts';
import { passed, troubled, undecided } from './judgements/judgement.ts';
import type { FetchPlan } from './judgements/plans.ts';
import { agreement, type GeneratedOptions, type Run } from './prepared-run.ts';
import type { Judgement, Result } from './result.ts';
import { resultOf } from './result-of.ts';

/** One result for each policy: all generated fetches end as it means, or the smallest that does not.
 *  None for a policy during whose fetches `interrupt` is aborted, nor for those after it. */
export async function* generatedResults(
  run: Run,
  options: GeneratedOptions,
  interrupt: AbortSignal = new AbortController().signal,
): AsyncGenerator<Result, void, void> {
  const places = run.target.places.filter(({ kind }) => kind !== 'undeclared');
  const interrupted = interruption(interrupt).catch(() => null);
  const checks = places.map((place) => checkPlace(run, place, options, interrupt));
  for (const check of checks) {
    const result = await Promise.race([check, interrupted]);
    if (result === null) return;
    yield result;
  }
}

async function checkPlace(
  run: Run,
  place: Place,
  { runs, seed }: GeneratedOptions,
  interrupt: AbortSignal,
): Promise<Result> {
  const judge = async (given: Given) =>
    judgeFetches(planGenerated(place, given), run.target.network.send);
  // What throws is a mistake of ours, and throws again when the result is made.
  const isRight = (given: Given) =>
    judge(given).then(
      (judgement) => !isBad(judgement),
      () => false,
    );
  // All policies are checked side by side.
  const concurrency = Math.ceil(run.options.concurrency / run.target.places.length) + 1;
  const { shard } = run.options;
  const options = { runs, seed, concurrency, interrupt, shard };
  const wrong = await firstWrong(fetchNear(place), isRight, options);
  if (wrong === null) {
    const expected = 'generated fetches end as the policy means';
    const message = agreement({ runs, seed }, shareOf(runs, shard));
    const plain = planGenerated(place, plainFetch);
    const result = resultOf(run, plain, passed(undecided([]), expected, message));
    // Whether a listed deviation is gone, only all shards together can tell.
    return shard !== undefined && result.verdict === 'gone'
      ? { ...result, verdict: 'pass' }
      : result;
  }
  const property = fc.asyncProperty(fetchNear(place), isRight);
  const path = String(wrong);
  const { counterexample } = await fc.check(property, { seed, path, numRuns: 1 });
  return shrunkResult(run, place, counterexample?.[0] ?? plainFetch, { seed, run: wrong + 1 });
}

interface CheckOptions extends GeneratedOptions {
  readonly concurrency: number;
  readonly interrupt: AbortSignal;
  readonly shard: Shard | undefined;
}

/**
 * Checks generated values, several at once.
 *
 * @returns which of them is wrong, counted from 0: the first, of those that were checked; else null
 */
async function firstWrong<Value>(
  values: fc.Arbitrary<Value>,
  isRight: (value: Value) => Promise<boolean>,
  { runs, seed, concurrency, interrupt, shard }: CheckOptions,
): Promise<number | null> {
  let next = 0;
  let wrong: number | null = null;
  let inFlight = 0;
  let onEnd = () => {};
  const room = async (size: number) => {
    while (inFlight > size) {
      await new Promise<void>((resolve) => {
        onEnd = resolve;
      });
    }
  };
  const check = async (value: Value, index: number) => {
    inFlight += 1;
    if (!(await isRight(value))) wrong = Math.min(wrong ?? index, index);
    inFlight -= 1;
    onEnd();
  };
  // The property fails as soon as something is known to be wrong, and so ends the generating.
  const property = fc.asyncProperty(values, async (value) => {
    // Every shard generates all of them, so that together they check what one run would.
    const isMine = shard === undefined || isDealtTo(shard, next);
    if (isMine) {
      await room(concurrency - 1);
      check(value, next);
    }
    next += 1;
    return wrong === null && !interrupt.aborted;
  });
  const { failed, errorInstance } = await fc.check(property, {
    numRuns: runs,
    seed,
    endOnFailure: true,
  });
  await room(0);
  if (failed && wrong === null && !interrupt.aborted) throw errorInstance;
  return wrong;
}

/** A fetch that ended otherwise once more, for its transcript: a target that changes its mind cannot
 *  be judged. */
async function shrunkResult(
  run: Run,
  place: Place,
  shrunk: Given,
  found: { readonly seed: number; readonly run: number },
): Promise<Result> {
  const planned = planGenerated(place, shrunk);
  const judgement = await judgeFetches(planned, run.target.network.send);
  const asCase = JSON.stringify(caseOf(shrunk));
  if (!isBad(judgement)) {
    const message = `it failed once and then did not (seed ${found.seed}): ${asCase}`;
    return { ...resultOf(run, planned, troubled(judgement.exchanges, message)), run: found.run };
  }
  const where = `seed ${found.seed}, run ${found.run}`;
  const message = `${judgement.message} (${where}); as a case: ${asCase}`;
  return { ...resultOf(run, planned, { ...judgement, message }), run: found.run };
}

function isBad({ verdict }: Judgement): boolean {
  return verdict === 'fail' || verdict === 'error';
}

/** A fetch with its origin in place of a role. */
type Given = Required<Pick<FetchGiven, 'method' | 'headers' | 'cookie'>> & {
  readonly origin: string;
  readonly credentials: CredentialsMode;
};

const plainFetch: Given = {
  origin: 'https://unlisted.test',
  method: 'GET',
  headers: [],
  credentials: 'omit',
  cookie: false,
};

/** Fetches in the neighbourhood of what the policy allows: shrinking leads to the plainest. */
function fetchNear(place: Place): fc.Arbitrary<Given> {
  const header = fc
    .tuple(
      fc.constantFrom(...headerNamesNear(place.policy)),
      fc.constantFrom('1', 'application/json', 'x; y="z"'),
    )
    .map(([name, value]): [string, string] => [name, value]);
  return fc.record({
    origin: originsNear(place).filter(
      (origin) => origin !== place.origin && parseOrigin(origin) !== null,
    ),
    method: fc.oneof(fc.constant('GET'), fc.constantFrom(...methodsNear(place.policy))),
    headers: fc.uniqueArray(header, { maxLength: 3, selector: ([name]) => name.toLowerCase() }),
    credentials: fc.constantFrom('omit' as const, 'same-origin' as const, 'include' as const),
    cookie: fc.boolean(),
  });
}

function originsNear({ policy, origin: own }: Place): fc.Arbitrary<string> {
  const roles = originRoles.filter(({ raw }) => !raw).map(({ role }) => role);
  const known = ['every-listed', ...roles].flatMap((role) => originsOfRole(role, policy, own));
  const listed = sampleOf(examplesOf(policy)).filter((origin) => parseOrigin(origin) !== null);
  const near = listed.filter((origin) => origin !== 'null').map(originNear);
  return fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...known) },
    { weight: near.length > 0 ? 2 : 0, arbitrary: fc.oneof(fc.constant('null'), ...near) },
    anyOrigin,
  );
}

/** The listed methods, parts and extensions of them, and the usual ones. Many servers always list
 *  OPTIONS, which pages gain nothing by. */
function methodsNear({ allowMethods = [] }: Policy): string[] {
  const listed = allowMethods.filter((method) => method !== '*');
  const near = listed.flatMap((method) => [method.slice(0, -1), `${method}X`, flipped(method)]);
  const usable = [...listed, ...near].filter(
    (method) => isMethod(method) && !isForbiddenMethod(method),
  );
  return ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'CHICKEN', ...usable];
}

function headerNamesNear({ allowHeaders = [] }: Policy): string[] {
  const listed = allowHeaders.filter((name) => name !== '*');
  const near = listed.flatMap((name) => [name.slice(0, -1), `${name}-x`, flipped(name)]);
  const usable = [...listed, ...near].filter(
    (name) => isToken(name) && !isForbiddenRequestHeader(name, ''),
  );
  return ['X-Generated', 'Content-Type', 'Authorization', 'Accept', ...usable];
}

/** The text with the case of its letters turned round. */
function flipped(text: string): string {
  return text.replace(/[a-zA-Z]/g, (letter) =>
    letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
  );
}

function planGenerated(place: Place, given: Given): FetchPlan {
  const { policy } = place;
  const unsafeHeaderNames = corsUnsafeRequestHeaderNames([...given.headers]);
  const intent = intentOf(policy, {
    ...given,
    method: normalizeMethod(given.method),
    credentials: given.credentials === 'include',
    unsafeHeaderNames,
  });
  const url = new URL(place.path + (place.kind === 'testee' ? '/' : ''), place.origin);
  url.search += `${url.search === '' ? '' : '&'}c=generated`;
  const fetch: PlannedFetch = { ...given, url: url.href, body: null, intent };
  const requirement = requirementFor(policy, fetch, unsafeHeaderNames);
  // Many servers know fewer methods than their CORS does: if there is a preflight, it decides.
  const isSimple =
    isCorsSafelistedMethod(normalizeMethod(given.method)) && unsafeHeaderNames.length === 0;
  const judge = isSimple ? 'outcome' : 'granted';
  const generated: FetchCase = { ...caseOf(given), kind: 'fetch', judge, requirement };
  const id = `${policy.id}/generated`;
  const why = 'Generated fetches find what nobody thought of when the cases were written.';
  return { id, place, requirement, why, kind: 'fetch', case: generated, fetches: [fetch] };
}

/** The fetch as a case, to keep if it finds something. */
function caseOf(given: Given): Pick<FetchCase, 'id' | 'steps' | 'given' | 'why'> {
  return { id: 'generated', steps: [], given, why: 'A generated fetch ends as the policy means.' };
}

function requirementFor(
  { allowMethods = [], allowHeaders = [] }: Policy,
  { intent, method, credentials }: PlannedFetch,
  unsafeHeaderNames: readonly string[],
): string {
  if (!intent.allowed) {
    const { because, what } = intent;
    if (because === 'credentials') return 'credentials-refused';
    if (because === 'header' && what === 'authorization') {
      return allowHeaders.includes('*')
        ? 'wildcard-authorization-refused'
        : 'authorization-refused';
    }
    return `unlisted-${because}-refused`;
  }
  if (allowMethods.includes(method) || allowMethods.includes('*')) return 'listed-method-granted';
  if (unsafeHeaderNames.length > 0) return 'listed-header-granted';
  return credentials === 'include' ? 'credentials-granted' : 'listed-origin-shared';
}
