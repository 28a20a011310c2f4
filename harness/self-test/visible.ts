/**
 * Whether a browser or a cache can tell two servers apart, without the suite: by fetches of the
 * reference browser, and by fetches through a shared cache that HTTP allows.
 */
import {
  examplesOf,
  originRoles,
  originsOfRole,
  type Place,
  type PlannedFetch,
  type PlannedRequest,
  type Policy,
  plan,
  sampleOf,
  serverCases,
} from '../../conformance/servers/index.ts';
import {
  getDecodeAndSplitHeader,
  getHeader,
  type HeaderList,
  type Network,
  type NetworkRequest,
  type NetworkResponse,
  type Outcome,
  parseOrigin,
  UserAgent,
} from '../../reference/index.ts';

/** Whether a browser or a cache can tell `network` from `other`, for a server with `policy`. */
export async function canTell(
  network: Network,
  other: Network,
  place: Place,
  policy: Policy,
): Promise<boolean> {
  for (const look of looksAt(place, policy)) {
    if ((await look(network)) !== (await look(other))) return true;
  }
  return false;
}

/** Something to do with a server, and what it shows, as a text. */
type Look = (network: Network) => Promise<string>;

function* looksAt(place: Place, policy: Policy): Generator<Look> {
  const [root = '', ...others] = pathsOf(place).map((path) => new URL(path, place.origin).href);
  const origins = originsFor(place, policy);
  const few = [...sampleOf(examplesOf(policy)).slice(0, 2), 'https://unlisted.test', 'null'];
  const isOrigin = (origin: string) => parseOrigin(origin) !== null;
  for (const origin of origins) yield* simpleLooks(root, origin);
  yield* cacheLooks(root, origins);
  const listed = sampleOf(examplesOf(policy)).filter(isOrigin);
  for (const origin of [...listed.slice(0, 1), ...listed.slice(-1)]) {
    for (const init of unsafeFetches(policy)) yield* fetchLooks(root, { ...init, origin });
  }
  for (const origin of origins) {
    for (const init of unsafeFetches(policy).slice(0, 2)) {
      yield* fetchLooks(root, { ...init, origin });
    }
  }
  for (const url of others) {
    for (const origin of few.filter(isOrigin)) yield* simpleLooks(url, origin);
    for (const origin of listed.slice(0, 1)) yield* fetchLooks(url, { origin, method: 'PUT' });
    yield* cacheLooks(url, few.filter(isOrigin));
  }
}

function pathsOf({ kind, path }: Place): string[] {
  if (kind !== 'testee') return [path];
  return ['/', '/status/404', '/status/500', '/headers', '/vary', `/redirect?to=${path}/`].map(
    (below) => path + below,
  );
}

function originsFor({ origin: own }: Place, policy: Policy): string[] {
  const roles = originRoles.filter(({ raw }) => !raw).map(({ role }) => role);
  const all = ['every-listed', ...roles].flatMap((role) => originsOfRole(role, policy, own));
  return [...new Set(all)].filter((origin) => parseOrigin(origin) !== null && origin !== own);
}

/** Fetches with a preflight: each method, each header, and what is near them. */
function unsafeFetches({ allowMethods = [], allowHeaders = [] }: Policy) {
  const methods = allowMethods.filter((method) => method !== '*');
  const names = allowHeaders.filter((name) => name !== '*');
  const [method = 'PUT'] = methods;
  const [name = 'X-Token'] = names;
  return [
    ...[
      method,
      'PUT',
      'patch',
      'CHICKEN',
      'PROPFIND',
      method.slice(0, -1) || 'P',
      `${method}X`,
      ...methods,
    ].map((each) => ({ method: each })),
    ...[
      name,
      'X-Unlisted',
      'X-Evil',
      'Authorization',
      name.slice(0, -1) || 'X',
      `${name}-x`,
      ...names,
    ].map((each) => ({ headers: [[each, '"1"']] as [string, string][] })),
    { method: 'POST' },
    { method: 'HEAD' },
  ];
}

type Init = Parameters<UserAgent['fetch']>[1];

/** Fetches without a preflight, with and without credentials and a cookie. */
function* simpleLooks(url: string, origin: string): Generator<Look> {
  yield* fetchLooks(url, { origin });
  yield lookBy(url, { origin, credentials: 'include' }, 'a=1');
}

function* fetchLooks(url: string, init: Init): Generator<Look> {
  yield lookBy(url, { ...init, credentials: 'omit' }, null);
  yield lookBy(url, { ...init, credentials: 'include' }, null);
}

function lookBy(url: string, init: Init, cookie: string | null): Look {
  return async (network) => {
    const userAgent = new UserAgent({ network, cookies: () => cookie });
    // A method or header that is cut short may be one that pages cannot send.
    const outcome = await userAgent.fetch(url, init).catch(() => null);
    return outcome === null ? 'not sent' : endOf(outcome);
  };
}

/** Headers about sharing and caching themselves, which pages gain nothing by. */
const aboutDelivery =
  /^(?:access-control-.*|vary|cache-control|age|date|connection|keep-alive|transfer-encoding|content-length)$/;

/** What a page can tell: the response, or that it is refused; and a server, what arrived. */
function endOf(outcome: Outcome): string {
  const sent = outcome.exchanges.map(({ request }) => request.method);
  if (outcome.type === 'error') return JSON.stringify(['refused', sent]);
  const exposed = outcome.headers
    .map(([name]) => name.toLowerCase())
    .filter((name) => !aboutDelivery.test(name));
  return JSON.stringify([outcome.status, [...new Set(exposed)].sort(), sent]);
}

/** A GET by one origin after a GET by another, through a cache between them and the server. */
function* cacheLooks(url: string, origins: readonly string[]): Generator<Look> {
  const some = origins.slice(0, 4);
  for (const first of [null, ...some]) {
    for (const second of some) {
      yield async (network) => {
        const cache = cacheBefore(network);
        if (first === null) await cache(requestTo(url)).catch(() => null);
        else await new UserAgent({ network: cache }).fetch(url, { origin: first });
        const ends: string[] = [];
        for (const credentials of ['omit', 'include'] as const) {
          const userAgent = new UserAgent({ network: cache });
          ends.push(endOf(await userAgent.fetch(url, { origin: second, credentials })));
        }
        return ends.join();
      };
    }
  }
}

function requestTo(url: string): NetworkRequest {
  return {
    method: 'GET',
    url: new URL(url),
    headers: [],
    body: null,
    includeCredentials: false,
    forceNewConnection: false,
  };
}

/** A cache that stores all it may, and answers with all it has.
 *  @see https://www.rfc-editor.org/rfc/rfc9111.html#section-4.1 */
function cacheBefore(network: Network): Network {
  const stored: { key: string; headers: HeaderList; response: NetworkResponse }[] = [];
  return async (request) => {
    const key = `${request.method} ${request.url.href}`;
    const hit = stored.find((entry) => entry.key === key && matchesVary(entry, request.headers));
    if (hit !== undefined && request.method === 'GET') return hit.response;
    const response = await network(request);
    if (request.method === 'GET' && isStorable(response)) {
      stored.push({ key, headers: request.headers, response });
    }
    return response;
  };
}

function matchesVary(
  { headers, response }: { headers: HeaderList; response: NetworkResponse },
  asked: HeaderList,
): boolean {
  const names = getDecodeAndSplitHeader(response.headers, 'Vary') ?? [];
  return names.every((name) => name !== '*' && getHeader(headers, name) === getHeader(asked, name));
}

function isStorable({ status, headers }: NetworkResponse): boolean {
  const control = getHeader(headers, 'Cache-Control') ?? '';
  if (/no-store/i.test(control)) return false;
  if (/max-age|public|private/i.test(control)) return true;
  return [200, 203, 204, 206, 300, 301, 308, 404, 405, 410, 414, 501].includes(status);
}

/** Whether the answers to the raw requests of the corpus, and to plain ones, differ. */
export async function differInRawRequests(
  network: Network,
  other: Network,
  place: Place,
): Promise<boolean> {
  for (const planned of plan(serverCases, place)) {
    if (planned.kind === 'skip') continue;
    const requests = planned.kind === 'raw' ? planned.requests : planned.fetches.map(withOwnOrigin);
    for (const { method, url, headers } of requests) {
      const request = {
        method,
        url: new URL(url),
        headers: [...headers],
        body: null,
        includeCredentials: false,
        forceNewConnection: false,
      };
      const answers = await Promise.all([network(request), other(request)]);
      const [one, two] = answers.map(({ status, headers }) => JSON.stringify([status, headers]));
      if (one !== two) return true;
    }
  }
  return false;
}

/** The request itself, as a page sends it after its preflight. */
function withOwnOrigin({ method, url, headers, origin }: PlannedFetch): PlannedRequest {
  return { method, url, headers: [...headers, ['Origin', origin]] };
}
