/** Plans: the cases made concrete for one policy of one target. */
import {
  type CredentialsMode,
  corsUnsafeRequestHeaderNames,
  type Header,
  normalizeMethod,
} from '../../reference/index.ts';
import type { ByIntent, FetchCase, RawCase, ServerCase } from './cases.ts';
import { originsOfRole } from './origin-roles.ts';
import { headerListsOf, lackFor, methodsOf, resolveValue } from './placeholders.ts';
import { allowsCredentials, type Intent, intentOf, type Policy } from './policy.ts';

/** Where a policy is found. */
export interface Place {
  /** `testee`: the paths below `path` are those of the testee contract. `declared`: one URL with a
   *  policy. `undeclared`: one URL of which only some allowed origins are known. */
  readonly kind: 'testee' | 'declared' | 'undeclared';
  readonly policy: Policy;
  /** The target's origin, serialized. */
  readonly origin: string;
  /** The path and query of the URL under test; for a testee, without a slash at its end. */
  readonly path: string;
}

/** A fetch without roles, and whether the policy means it to be shared. */
export interface PlannedFetch {
  readonly url: string;
  readonly origin: string;
  readonly method: string;
  readonly headers: readonly Header[];
  readonly body: string | null;
  readonly credentials: CredentialsMode;
  readonly cookie: boolean;
  readonly intent: Intent;
}

/** A request without roles. */
export interface PlannedRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: readonly Header[];
}

interface Planned {
  /** `<policy>/<case>`, with `#2` and so on where a role stands for several. */
  readonly id: string;
  readonly place: Place;
  readonly requirement: string;
  /** Why the case matters under this policy. */
  readonly why: string;
}

export type PlannedCase = Planned &
  (
    | {
        readonly kind: 'fetch';
        readonly case: FetchCase;
        readonly fetches: readonly PlannedFetch[];
      }
    | {
        readonly kind: 'raw';
        readonly case: RawCase;
        /** The controls, and then the request. */
        readonly requests: readonly PlannedRequest[];
      }
    | { readonly kind: 'skip'; readonly case: ServerCase; readonly reason: string }
  );

/** All of `cases`, in order, each as often as its roles demand. */
export function plan(cases: readonly ServerCase[], place: Place): PlannedCase[] {
  return cases
    .filter(({ undeclared = false }) =>
      place.kind === 'undeclared' ? undeclared !== false : undeclared !== 'only',
    )
    .flatMap((serverCase) => planCase(serverCase, place));
}

function planCase(serverCase: ServerCase, place: Place): PlannedCase[] {
  // Member by member, here and below, since there are thousands: to spread objects is slow.
  const id = `${place.policy.id}/${serverCase.id}`;
  const requirement = byIntent(serverCase.requirement, false);
  const why = byIntent(serverCase.why, false);
  const skip = (reason: string): PlannedCase[] => [
    { id, place, requirement, why, kind: 'skip', case: serverCase, reason },
  ];
  if (serverCase.needs === 'testee' && place.kind !== 'testee') {
    return skip('it needs the paths of a testee');
  }
  return serverCase.kind === 'raw'
    ? planRaw(serverCase, { id, place, requirement, why }, skip)
    : planFetches(serverCase, place, id, skip);
}

function byIntent(text: ByIntent, isAllowed: boolean): string {
  if (typeof text === 'string') return text;
  return isAllowed ? text.allowed : text.refused;
}

function planRaw(
  serverCase: RawCase,
  { id, place, requirement, why }: Planned,
  skip: (reason: string) => PlannedCase[],
): PlannedCase[] {
  const { controls = [], request } = serverCase.given;
  const requests: PlannedRequest[] = [];
  for (const { method, path = '/', headers } of [...controls, request]) {
    const resolved: Header[] = [];
    for (const [name, value] of headers) {
      const concrete = resolveValue(value, place.policy, place.origin);
      if (concrete === undefined) return skip(lackFor(value));
      resolved.push([name, concrete]);
    }
    requests.push({ url: urlOf(place, path, serverCase.id), method, headers: resolved });
  }
  return [{ id, place, requirement, why, kind: 'raw', case: serverCase, requests }];
}

function planFetches(
  serverCase: FetchCase,
  place: Place,
  id: string,
  skip: (reason: string) => PlannedCase[],
): PlannedCase[] {
  const { given } = serverCase;
  const { policy } = place;
  const methods = methodsOf(given.method, policy);
  if (methods.length === 0) return skip('the policy lists no method to make the case of');
  const headerLists = headerListsOf(given.headers ?? [], policy);
  if (headerLists.length === 0) return skip('the policy lists no header to make the case of');

  // The variants of a case with one origin are cases of their own; several origins are one case.
  const roles = typeof given.origin === 'string' ? [given.origin] : given.origin;
  const origins = roles.map((role) => originsOfRole(role, policy, place.origin));
  const variants: (readonly string[])[] =
    typeof given.origin === 'string'
      ? (origins[0] ?? []).map((origin) => [origin])
      : [origins.flat()];
  if (variants.length === 0)
    return skip(`the policy has no origin for the role ${roles.join(', ')}`);

  const planned = variants.flatMap((variant) =>
    methods.flatMap((method) => headerLists.map((headers) => ({ variant, method, headers }))),
  );
  return planned.map(({ variant, method, headers }, index) => {
    const variantId = planned.length > 1 ? `${id}#${index + 1}` : id;
    const fetches = variant.map((origin) =>
      plannedFetch(serverCase, place, { origin, method, headers }),
    );
    const intent = fetches[0]?.intent;
    return {
      id: variantId,
      place,
      requirement: requirementFor(serverCase, policy, intent),
      why: byIntent(serverCase.why, intent?.allowed ?? false),
      kind: 'fetch',
      case: serverCase,
      fetches,
    };
  });
}

/** Which requirement a case shows to be unmet depends on what the policy means. */
function requirementFor(
  { requirement }: FetchCase,
  { allowHeaders = [] }: Policy,
  intent: Intent | undefined,
): string {
  if (typeof requirement === 'string') return requirement;
  if (intent === undefined || intent.allowed) return requirement.allowed;
  if (intent.because === 'credentials') return 'credentials-refused';
  const isUnderWildcard = intent.because === 'header' && allowHeaders.includes('*');
  // Under a wildcard, Authorization is the only header that is not allowed.
  return isUnderWildcard ? 'wildcard-authorization-refused' : requirement.refused;
}

function plannedFetch(
  { id, given }: FetchCase,
  place: Place,
  { origin, method, headers }: { origin: string; method: string; headers: readonly Header[] },
): PlannedFetch {
  const { policy } = place;
  const asAllowed = allowsCredentials(policy) ? 'include' : 'omit';
  const credentials =
    given.credentials === undefined || given.credentials === 'as-allowed'
      ? asAllowed
      : given.credentials;
  const isOwn = origin === place.origin;
  return {
    url: urlOf(place, given.path ?? '/', id),
    origin,
    method,
    headers,
    body: given.body ?? null,
    credentials,
    cookie: given.cookie ?? false,
    intent: isOwn
      ? { allowed: true }
      : intentOf(policy, {
          origin,
          credentials: credentials === 'include',
          method: normalizeMethod(method),
          unsafeHeaderNames: corsUnsafeRequestHeaderNames([...headers]),
        }),
  };
}

/** The case's identity goes into the query: a header of our own would change what is tested. */
function urlOf(place: Place, path: string, id: string): string {
  const known = knownURLs.get(place) ?? new Map<string, string>();
  knownURLs.set(place, known);
  const start = known.get(path) ?? startOfURL(place, path);
  known.set(path, start);
  return start + id;
}

/** By place and path, up to the case's id: most cases have the same path. */
const knownURLs = new WeakMap<Place, Map<string, string>>();

function startOfURL(place: Place, path: string): string {
  const below = place.kind === 'testee' ? path.replace('{path}', place.path) : '';
  const url = new URL(place.path + below, place.origin);
  url.search += `${url.search === '' ? '' : '&'}c=`;
  return url.href;
}
