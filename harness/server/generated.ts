/** Generated fetches against a live target: they have to end as the policy means. */
import fc from 'fast-check';
import { anyOrigin } from '../../conformance/properties/arbitraries/origins.ts';
import {
  type FetchCase,
  type FetchGiven,
  intentOf,
  originRoles,
  originsOfRole,
  type Place,
  type PlannedCase,
  type PlannedFetch,
  type Policy,
  requirementOf,
} from '../../conformance/servers/index.ts';
import {
  type CredentialsMode,
  corsUnsafeRequestHeaderNames,
  isCorsSafelistedMethod,
  parseOrigin,
} from '../../reference/index.ts';
import { judgeFetches } from './judge.ts';
import { replayFetches } from './replay.ts';
import type { Judgement, Result } from './result.ts';
import type { Target } from './target.ts';

export interface GeneratedOptions {
  /** For each policy. */
  readonly runs: number;
  readonly seed: number;
}

/** One result a policy: that all generated fetches end as it means, or the smallest that does not. */
export async function* generatedResults(
  target: Target,
  { runs, seed }: GeneratedOptions,
): AsyncGenerator<Result, void, void> {
  for (const place of target.places) {
    if (!place.isUndeclared) yield await checkPlace(target, place, runs, seed);
  }
}

async function checkPlace(
  target: Target,
  place: Place,
  runs: number,
  seed: number,
): Promise<Result> {
  const property = fc.asyncProperty(fetchNear(place), async (given) => {
    const { judgement } = await judge(target, place, given);
    return judgement.verdict !== 'fail' && judgement.verdict !== 'error';
  });
  const details = await fc.check(property, { numRuns: runs, seed, endOnFailure: false });
  const shrunk = details.counterexample?.[0];
  if (shrunk === undefined)
    return passed(place, `${details.numRuns} generated fetches (seed ${seed})`);
  // Asked once more, for its transcript: a target that changes its mind is none to be judged.
  const { planned, judgement } = await judge(target, place, shrunk);
  const stable = judgement.verdict === 'fail' || judgement.verdict === 'error';
  const message = stable
    ? `${judgement.message} (seed ${seed}, run ${details.numRuns}); as a case: ${JSON.stringify(caseOf(shrunk))}`
    : `it failed once and then did not (seed ${seed}): ${JSON.stringify(caseOf(shrunk))}`;
  return {
    ...judgement,
    ...named(place, planned.requirement),
    verdict: stable ? judgement.verdict : 'error',
    message,
  };
}

/** A fetch with its origin in place of a role. */
type Given = Required<Pick<FetchGiven, 'method' | 'headers' | 'cookie'>> & {
  readonly origin: string;
  readonly credentials: CredentialsMode;
};

/** Fetches around what the policy allows: shrinking leads to the plainest. */
function fetchNear({ policy, origin: own }: Place): fc.Arbitrary<Given> {
  const roles = originRoles.filter(({ raw }) => !raw).map(({ role }) => role);
  const known = ['every-listed', ...roles].flatMap((role) => originsOfRole(role, policy, own));
  const listed = (names: readonly string[] | undefined) =>
    (names ?? []).filter((name) => name !== '*');
  const methods = [
    'GET',
    'HEAD',
    'POST',
    'PUT',
    'PATCH',
    'DELETE',
    'OPTIONS',
    ...listed(policy.allowMethods),
  ];
  const names = ['X-Generated', 'Content-Type', 'Authorization', ...listed(policy.allowHeaders)];
  const header = fc
    .tuple(fc.constantFrom(...names), fc.constantFrom('1', 'application/json', 'x; y="z"'))
    .map(([name, value]): [string, string] => [name, value]);
  return fc.record({
    origin: fc
      .oneof({ weight: 3, arbitrary: fc.constantFrom(...known) }, anyOrigin)
      .filter((origin) => origin !== own && parseOrigin(origin) !== null),
    method: fc.oneof(fc.constant('GET'), fc.constantFrom(...methods)),
    headers: fc.uniqueArray(header, { maxLength: 3, selector: ([name]) => name.toLowerCase() }),
    credentials: fc.constantFrom('omit' as const, 'same-origin' as const, 'include' as const),
    cookie: fc.boolean(),
  });
}

async function judge(
  target: Target,
  place: Place,
  given: Given,
): Promise<{ planned: PlannedCase & { kind: 'fetch' }; judgement: Judgement }> {
  const planned = planGenerated(place, given);
  const transcripts = await replayFetches(planned, target.network.send);
  return { planned, judgement: judgeFetches(planned, transcripts) };
}

function planGenerated(place: Place, given: Given): PlannedCase & { kind: 'fetch' } {
  const { policy } = place;
  const unsafeHeaderNames = corsUnsafeRequestHeaderNames([...given.headers]);
  const intent = intentOf(policy, {
    ...given,
    credentials: given.credentials === 'include',
    unsafeHeaderNames,
  });
  const url = new URL(place.path + (place.isTestee ? '/' : ''), place.origin);
  url.search += `${url.search === '' ? '' : '&'}c=generated`;
  const fetch: PlannedFetch = { ...given, url: url.href, body: null, intent };
  const requirement = requirementFor(policy, fetch, unsafeHeaderNames);
  // Many servers know fewer methods than their CORS does: where there is a preflight, it decides.
  const isSimple = isCorsSafelistedMethod(given.method) && unsafeHeaderNames.length === 0;
  const judge = isSimple ? 'outcome' : 'granted';
  const generated: FetchCase = { ...caseOf(given), kind: 'fetch', judge, requirement };
  return {
    id: `${policy.id}/generated`,
    place,
    requirement,
    kind: 'fetch',
    case: generated,
    fetches: [fetch],
  };
}

/** The fetch as a case, to be kept if it has found something. */
function caseOf(given: Given): Pick<FetchCase, 'id' | 'steps' | 'given' | 'why'> {
  return { id: 'generated', steps: [], given, why: 'A generated fetch ends as the policy means.' };
}

function requirementFor(
  { allowMethods = [] }: Policy,
  { intent, method, credentials }: PlannedFetch,
  unsafeHeaderNames: readonly string[],
): string {
  if (!intent.allowed) {
    const { because, what } = intent;
    if (because === 'header' && what === 'authorization') return 'authorization-refused';
    return because === 'credentials' ? 'credentials-refused' : `unlisted-${because}-refused`;
  }
  if (allowMethods.includes(method) || allowMethods.includes('*')) return 'listed-method-granted';
  if (unsafeHeaderNames.length > 0) return 'listed-header-granted';
  return credentials === 'include' ? 'credentials-granted' : 'listed-origin-shared';
}

function passed(place: Place, message: string): Result {
  const nothing = { step: null, reason: null, path: [], exchanges: [] };
  const expected = 'generated fetches to end as the policy means';
  return {
    ...nothing,
    ...named(place, 'listed-origin-shared'),
    verdict: 'pass',
    expected,
    message,
  };
}

function named({ policy }: Place, requirement: string) {
  return {
    id: `${policy.id}/generated`,
    policy: policy.id,
    requirement,
    level: requirementOf(requirement).level,
    why: 'What nobody thought of when the cases were written.',
    evidence: null,
  };
}
