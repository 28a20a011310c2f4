/** Plans: the cases made concrete for one policy of one target. */
import {
  type CredentialsMode,
  corsUnsafeRequestHeaderNames,
  type Header,
  isCorsSafelistedMethod,
  normalizeMethod,
} from '../../reference/index.ts';
import type { FetchCase, RawCase, ServerCase } from './cases.ts';
import { originsOfRole } from './origin-roles.ts';
import { type Intent, intentOf, type Policy } from './policy.ts';

/** Where a policy is to be found. */
export interface Place {
  readonly policy: Policy;
  /** The target's origin, serialized. */
  readonly origin: string;
  /** The path and query of the URL under test; for a testee, without a slash at its end. */
  readonly path: string;
  /** Whether the paths below it are those of the testee contract. */
  readonly isTestee: boolean;
  /** Whether the policy is only what the user believes of a target without one. */
  readonly isUndeclared: boolean;
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
}

export type PlannedCase = Planned &
  (
    | {
        readonly kind: 'fetch';
        readonly case: FetchCase;
        readonly fetches: readonly PlannedFetch[];
      }
    | { readonly kind: 'raw'; readonly case: RawCase; readonly request: PlannedRequest }
    | { readonly kind: 'skip'; readonly case: ServerCase; readonly reason: string }
  );

/** All of `cases`, in order, each as often as its roles demand. */
export function plan(cases: readonly ServerCase[], place: Place): PlannedCase[] {
  return cases
    .filter((serverCase) => !place.isUndeclared || serverCase.undeclared)
    .flatMap((serverCase) => planCase(serverCase, place));
}

function planCase(serverCase: ServerCase, place: Place): PlannedCase[] {
  const id = `${place.policy.id}/${serverCase.id}`;
  const requirement =
    typeof serverCase.requirement === 'string'
      ? serverCase.requirement
      : serverCase.requirement.refused;
  const skip = (reason: string): PlannedCase[] => [
    { id, place, requirement, kind: 'skip', case: serverCase, reason },
  ];
  if (serverCase.needs === 'testee' && !place.isTestee) {
    return skip('it needs the paths of a testee');
  }
  return serverCase.kind === 'raw'
    ? planRaw(serverCase, place, { id, requirement }, skip)
    : planFetches(serverCase, place, id, skip);
}

function planRaw(
  serverCase: RawCase,
  place: Place,
  named: { id: string; requirement: string },
  skip: (reason: string) => PlannedCase[],
): PlannedCase[] {
  const { method, path, headers } = serverCase.given.request;
  const resolved: Header[] = [];
  for (const [name, value] of headers) {
    const concrete = resolveValue(value, place);
    if (concrete === undefined) return skip(`the policy has nothing to put in for ${value.trim()}`);
    resolved.push([name, concrete]);
  }
  const request = { url: urlOf(place, path ?? '/', serverCase.id), method, headers: resolved };
  return [{ ...named, place, kind: 'raw', case: serverCase, request }];
}

/** A value of a raw request with what its role stands for; undefined if the policy has none. */
function resolveValue(value: string, { policy, origin }: Place): string | undefined {
  const header = /\{first header\}/i.exec(value)?.[0];
  if (header !== undefined) {
    const first = listed(policy.allowHeaders)[0];
    const name = header === '{first header}' ? first?.toLowerCase() : first?.toUpperCase();
    return name === undefined ? undefined : value.replaceAll(header, name);
  }
  const role = /^\{(.*)\}$/.exec(value)?.[1];
  return role === undefined ? value : originsOfRole(role, policy, origin)[0];
}

function planFetches(
  serverCase: FetchCase,
  place: Place,
  id: string,
  skip: (reason: string) => PlannedCase[],
): PlannedCase[] {
  const { given } = serverCase;
  const { policy } = place;
  const methods = given.method === '{listed}' ? methodsToAskFor(policy) : [given.method ?? 'GET'];
  if (methods.length === 0) return skip('the policy lists no method that needs permission');
  const headerLists = headerListsOf(given.headers ?? [], policy);
  if (headerLists.length === 0) return skip('the policy lists no header');

  // The variants of a case with one origin are cases of their own; several origins are one case.
  const roles = typeof given.origin === 'string' ? [given.origin] : given.origin;
  const origins = roles.map((role) => originsOfRole(role, policy, place.origin));
  const variants =
    typeof given.origin === 'string'
      ? (origins[0] ?? []).map((origin) => [origin])
      : [origins.flat()];
  if (variants.length === 0) return skip(`the policy has no origin for the role ${given.origin}`);

  const planned = variants.flatMap((variant) =>
    methods.flatMap((method) => headerLists.map((headers) => ({ variant, method, headers }))),
  );
  return planned.map(({ variant, method, headers }, index) => {
    const variantId = planned.length > 1 ? `${id}#${index + 1}` : id;
    const fetches = variant.map((origin) =>
      plannedFetch(serverCase, place, { origin, method, headers }),
    );
    return {
      id: variantId,
      place,
      requirement: requirementFor(serverCase, fetches[0]?.intent),
      kind: 'fetch',
      case: serverCase,
      fetches,
    };
  });
}

/** Which requirement a case shows to be unmet depends on what the policy means. */
function requirementFor({ requirement }: FetchCase, intent: Intent | undefined): string {
  if (typeof requirement === 'string') return requirement;
  if (intent?.allowed) return requirement.allowed;
  return intent?.because === 'credentials' ? 'credentials-refused' : requirement.refused;
}

function plannedFetch(
  { id, given }: FetchCase,
  place: Place,
  { origin, method, headers }: { origin: string; method: string; headers: readonly Header[] },
): PlannedFetch {
  const { policy } = place;
  const asAllowed =
    policy.allowCredentials && !policy.allowOrigins?.includes('*') ? 'include' : 'omit';
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
  const below = place.isTestee ? path.replace('{path}', place.path) : '';
  const url = new URL(place.path + below, place.origin);
  url.search += `${url.search === '' ? '' : '&'}c=${id}`;
  return url.href;
}

/** The listed methods that a preflight asks for: GET, HEAD and POST may be listed, but never are. */
function methodsToAskFor(policy: Policy): string[] {
  return listed(policy.allowMethods).filter((method) => !isCorsSafelistedMethod(method));
}

/** The members of a list that are names, not a wildcard. */
function listed(names: readonly string[] | undefined): string[] {
  return (names ?? []).filter((name) => name !== '*');
}

function headerListsOf(headers: readonly Header[], policy: Policy): Header[][] {
  const names = listed(policy.allowHeaders);
  const [roleName] = headers.find(([name]) => name.startsWith('{')) ?? [];
  if (roleName === undefined) return [[...headers]];
  if (names.length === 0) return [];
  const groups = roleName === '{listed}' ? names.map((name) => [name]) : [names];
  return groups.map((group) =>
    headers.flatMap(([name, value]): Header[] =>
      name === roleName
        ? group.map((listedName) => [listedName, valueNeedingPermission(listedName, value)])
        : [[name, value]],
    ),
  );
}

/** A value with which even a header that may be safelisted needs permission. */
function valueNeedingPermission(name: string, value: string): string {
  return name.toLowerCase() === 'content-type' ? 'application/json' : value;
}
