/** What a target without a policy was seen to share: a draft of its policy, to be corrected. */
import type { Place, Policy } from '../../conformance/servers/index.ts';
import {
  extractHeaderListValues,
  getHeader,
  isCorsPreflightRequest,
  isCorsSafelistedMethod,
  isForbiddenRequestHeader,
  type Network,
  type Outcome,
  UserAgent,
} from '../../reference/index.ts';
import type { Target } from './target.ts';

export interface Observed {
  /** What a server would declare that means to do what was seen. */
  readonly policy: Policy;
  /** One line for each probe. */
  readonly probes: readonly string[];
}

const unlisted = 'https://unlisted.test';
const methods = ['PUT', 'PATCH', 'DELETE'];
const headerNames = ['Authorization', 'Content-Type', 'X-Requested-With'];
/** A method and a header that nobody lists: where they are granted, every one is. */
const unlistedMethod = 'UNLISTED';
const unlistedHeader = 'X-Unlisted';

/** What was seen of a target without a policy; null if it has one, or cannot be asked. */
export async function observeUndeclared({ places, network }: Target): Promise<Observed | null> {
  const place = places.find(({ kind }) => kind === 'undeclared');
  if (place === undefined) return null;
  return observe(place, network.send).catch(() => null);
}

/** What no case judges, since nobody declared who may read.
 *  @param named the origins that are believed to be allowed */
export function observedNotes(named: readonly string[], { probes }: Observed): string[] {
  const unread = named.filter((origin) => probes.includes(probeText(origin, false, false)));
  const isOpenToAll = probes.includes(probeText(unlisted, true, true));
  return [
    ...unread.map((origin) => `no response is shared with ${origin}, with or without credentials`),
    ...(isOpenToAll
      ? [`every site can read responses with its visitors' credentials: ${unlisted} could`]
      : []),
  ];
}

/** Asks for little, in ways that change nothing: GET, and preflights without what they ask for. */
async function observe(place: Place, network: Network): Promise<Observed> {
  const named = place.policy.allowOrigins ?? [];
  const url = new URL(place.path, place.origin);
  const fetchFrom = (origin: string, credentials: 'omit' | 'include') =>
    new UserAgent({ network }).fetch(url, { origin, credentials });
  const probes: string[] = [];
  const readers: string[] = [];
  let allowCredentials = false;
  for (const origin of [...named, unlisted, 'null']) {
    const plain = isShared(await fetchFrom(origin, 'omit'));
    const withCredentials = isShared(await fetchFrom(origin, 'include'));
    probes.push(probeText(origin, plain, withCredentials));
    if (plain) readers.push(origin);
    if (named.includes(origin)) allowCredentials ||= withCredentials;
  }
  const asker = named.find((origin) => readers.includes(origin)) ?? unlisted;
  const granted = await preflights(url, asker, network);
  const shared = await fetchFrom(asker, 'omit');
  const exposed = namesIn(shared, 'Access-Control-Expose-Headers');
  const isPublic = readers.includes(unlisted);
  const policy: Policy = {
    id: 'observed',
    allowOrigins: isPublic ? ['*'] : readers,
    ...(allowCredentials && !isPublic ? { allowCredentials } : {}),
    ...(granted.methods.length > 0 ? { allowMethods: granted.methods } : {}),
    ...(granted.headers.length > 0 ? { allowHeaders: granted.headers } : {}),
    ...(exposed.length > 0 ? { exposeHeaders: exposed } : {}),
    ...(granted.maxAge === null ? {} : { maxAge: granted.maxAge }),
  };
  return { policy, probes };
}

/** What preflights from `origin` grant: each method and each header is asked for by itself. */
async function preflights(url: URL, origin: string, network: Network) {
  const ask = async (method: string, name?: string) => {
    const userAgent = new UserAgent({
      network: (request) =>
        isCorsPreflightRequest(request)
          ? network(request)
          : Promise.reject(new Error('not asked for')),
    });
    const headers: [string, string][] = name === undefined ? [] : [[name, 'application/json']];
    return userAgent.fetch(url, { origin, method, headers, credentials: 'omit' });
  };
  const grantedMethods = new Set<string>();
  const grantedHeaders = new Set<string>();
  let maxAge: number | null = null;
  const note = (outcome: Outcome) => {
    // Where a step refused, what the lists say was not granted to this fetch.
    if (outcome.type !== 'error' || outcome.step !== null) return;
    for (const method of namesIn(outcome, 'Access-Control-Allow-Methods'))
      grantedMethods.add(method);
    for (const name of namesIn(outcome, 'Access-Control-Allow-Headers')) grantedHeaders.add(name);
    const age = getHeader(responseHeaders(outcome), 'Access-Control-Max-Age');
    if (age !== null && /^\d{1,9}$/.test(age)) maxAge = Number(age);
  };
  for (const method of [...methods, unlistedMethod]) note(await ask(method));
  for (const name of [...headerNames, unlistedHeader]) note(await ask('GET', name));
  const listedMethods = [...grantedMethods].filter((method) => !isCorsSafelistedMethod(method));
  const listedHeaders = uniqueNames(
    [...grantedHeaders].filter((name) => !isForbiddenRequestHeader(name, '')),
  );
  const isName = (name: string) => (listed: string) => listed.toLowerCase() === name.toLowerCase();
  return {
    methods: listedMethods.includes(unlistedMethod) ? ['*'] : listedMethods,
    // A wildcard does not stand for Authorization.
    headers: listedHeaders.some(isName(unlistedHeader))
      ? ['*', ...listedHeaders.filter(isName('Authorization'))]
      : listedHeaders,
    maxAge,
  };
}

function isShared(outcome: Outcome): boolean {
  return outcome.type !== 'error';
}

function probeText(origin: string, plain: boolean, withCredentials: boolean): string {
  return `${origin}: ${words(plain)}, with credentials ${words(withCredentials)}`;
}

function words(shared: boolean): string {
  return shared ? 'shared' : 'not shared';
}

function responseHeaders(outcome: Outcome) {
  return outcome.exchanges.findLast(({ response }) => response !== null)?.response?.headers ?? [];
}

function namesIn(outcome: Outcome, header: string): string[] {
  const names = extractHeaderListValues(header, responseHeaders(outcome));
  return names === null || names === 'failure' ? [] : uniqueNames(names);
}

function uniqueNames(names: readonly string[]): string[] {
  return names.filter(
    (name, index) =>
      names.findIndex((other) => other.toLowerCase() === name.toLowerCase()) === index,
  );
}
