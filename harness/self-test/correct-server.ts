/** Correct servers: a policy and a choice for each freedom, in parts that a fault can replace. */
import {
  allowsCredentials,
  allowsOrigin,
  isPublic,
  type Policy,
} from '../../conformance/servers/index.ts';
import {
  conformsToABNF,
  type Header,
  isCorsSafelistedMethod,
  isToken,
  parseOrigin,
} from '../../reference/index.ts';
import { type Choices, plainest } from './freedoms.ts';
import type { Received, Sent } from './received.ts';

/** What is known of a request when its response is put together. */
export interface Situation {
  readonly request: Received;
  /** The origin that it is taken to come from; null without one. */
  readonly origin: string | null;
  readonly isAllowed: boolean;
  readonly isPreflight: boolean;
  /** Of the response. */
  readonly status: number;
}

/** What a server decides, part by part. A faulty server is a correct one with one part replaced.
 *  Values of headers are lists of lines; an empty list leaves the header out. */
export interface Parts {
  readonly isPreflight: (request: Received) => boolean;
  readonly originOf: (request: Received) => string | null;
  readonly allowsOrigin: (origin: string, request: Received) => boolean;
  readonly allowsMethod: (method: string) => boolean;
  readonly allowsHeader: (name: string) => boolean;
  /** A status that is answered at once, before anything else. */
  readonly interception: (request: Received) => number | null;
  /** The names that a preflight asks for; null if they are refused as a whole, a status if at once. */
  readonly requestedNames: (request: Received) => string[] | number | null;
  readonly allowOrigin: (situation: Situation) => string[];
  readonly allowCredentials: (situation: Situation) => string[];
  readonly allowMethods: (asked: string, situation: Situation) => string[];
  readonly allowHeaders: (asked: readonly string[], situation: Situation) => string[];
  readonly exposeHeaders: (situation: Situation) => string[];
  readonly maxAge: () => string[];
  readonly vary: (situation: Situation) => string[];
  readonly preflightStatus: (situation: Situation) => number | 'application';
  /** The status of a preflight for something that is not allowed; `list` to answer as usual. */
  readonly grantRefusal: (situation: Situation) => number | 'list' | 'omit';
  readonly requestRefusal: (situation: Situation) => number | 'application';
  /** Whether a response gets CORS headers. */
  readonly decorates: (situation: Situation) => boolean;
  /** Headers that have nothing to do with sharing. */
  readonly otherHeaders: (situation: Situation) => readonly Header[];
  /** What is done to the response at the very last. */
  readonly finish: (sent: Sent, situation: Situation) => Sent;
}

const safelistedMethods = ['GET', 'HEAD', 'POST'];

/** The parts of a correct server. */
export function correctParts(policy: Policy, choices: Choices = plainest): Parts {
  const { allowMethods = [], allowHeaders = [], exposeHeaders = [] } = policy;
  const credentials = allowsCredentials(policy);
  const only = staticOrigin(policy, choices);
  const names = (listed: readonly string[]) => listed.filter((name) => name !== '*');
  const listOf = (members: readonly string[]) => joined(members, choices);
  const spelled = (name: string) => spelling(name, choices);
  const allowsMethod = (method: string) =>
    isCorsSafelistedMethod(method) || allowMethods.includes('*') || allowMethods.includes(method);
  const allowsHeader = (name: string) =>
    allowHeaders.some((each) => each.toLowerCase() === name.toLowerCase()) ||
    (allowHeaders.includes('*') && name.toLowerCase() !== 'authorization');
  const grantsAsked = choices.headers === 'asked' || (allowHeaders.includes('*') && credentials);
  const varies = variesByOrigin(policy, choices);
  let count = 0;
  return {
    isPreflight: (request) =>
      request.method === 'OPTIONS' &&
      request.get('Origin') !== null &&
      request.get('Access-Control-Request-Method') !== null,
    originOf: (request) => readOrigin(request, choices),
    allowsOrigin: (origin) => {
      if (!allowsOrigin(policy, origin) || parseOrigin(origin) === null) return false;
      const isOdd = !conformsToABNF(['Origin', origin]) && !policy.allowOrigins?.includes(origin);
      return choices.oddHosts === 'allowed' || !isOdd;
    },
    allowsMethod,
    allowsHeader,
    interception: (request) => intercepted(request, policy, choices),
    requestedNames: (request) => readNames(request, choices),
    allowOrigin: ({ origin, isAllowed }) => {
      if (only !== null) return [only];
      if (!isAllowed || origin === null) return [];
      return [isPublic(policy) && choices.everyone !== 'reflected' ? '*' : origin];
    },
    allowCredentials: ({ isAllowed }) =>
      credentials && (isAllowed || only !== null || choices.lonelyCredentials) ? ['true'] : [],
    allowMethods: (asked) => {
      if (choices.methods === 'wildcard' && allowMethods.includes('*') && !credentials) {
        return ['*'];
      }
      // With credentials, a wildcard does not grant a method: it has to be named.
      const isAskedOnly =
        choices.methods === 'asked' || (allowMethods.includes('*') && credentials);
      const listed = allowMethods.includes('*') && !credentials ? ['*'] : names(allowMethods);
      const granted = isAskedOnly ? (allowsMethod(asked) ? [asked] : names(allowMethods)) : listed;
      const more = choices.methods === 'with-safelisted' ? [...safelistedMethods, 'OPTIONS'] : [];
      return listOf([...new Set([...granted, ...more])]);
    },
    allowHeaders: (asked) => {
      const isAny = allowHeaders.includes('*');
      const listed = isAny && !credentials ? ['*', ...names(allowHeaders)] : names(allowHeaders);
      const granted = grantsAsked ? [...asked.filter(allowsHeader)] : listed;
      return listOf(granted.map(spelled));
    },
    exposeHeaders: ({ isAllowed }) =>
      isAllowed || only !== null ? listOf(exposeHeaders.map(spelled)) : [],
    maxAge: () => {
      const value = policy.maxAge === undefined ? choices.maxAge : String(policy.maxAge);
      return value === null ? [] : [value];
    },
    vary: ({ isPreflight, status }) => {
      const isEcho = isPreflight && choices.varyOnPreflights && grantsAsked;
      const asked = isEcho ? ['Access-Control-Request-Headers'] : [];
      if (!varies) return choices.needlessVary ? ['Origin', ...asked] : asked;
      if (choices.vary === 'no-store') return [];
      if (isPreflight && !choices.varyOnPreflights) return [];
      if (isEcho) return choices.vary === '*' ? ['*'] : ['Origin', ...asked];
      if (choices.varyOn === 'storable' && !mayBeStored(status, choices)) return [];
      return choices.vary === 'lines' ? ['Accept-Encoding', 'Origin'] : [choices.vary];
    },
    preflightStatus: ({ isAllowed }) =>
      isAllowed ? choices.preflightStatus : choices.preflightRefusal,
    grantRefusal: () => choices.grantRefusal,
    requestRefusal: () => choices.requestRefusal,
    decorates: ({ status, request }) => {
      if (status === 304) return choices.notModified === 'same';
      const isRestricted =
        policy.simpleMethods !== undefined && !policy.simpleMethods.includes(request.method);
      const isSafe = isCorsSafelistedMethod(request.method);
      return !(isSafe && isRestricted) && (status < 400 || policy.shareErrors !== false);
    },
    otherHeaders: (situation) => {
      count += 1;
      return [
        ...connectionHeaders(count, choices),
        ...extraHeaders(situation, choices),
        ...cacheControl(varies, choices),
      ];
    },
    finish: (sent) => sent,
  };
}

/** Whether responses depend on Origin. */
export function variesByOrigin(policy: Policy, choices: Choices): boolean {
  if (isPublic(policy)) return staticOrigin(policy, choices) === null;
  const isComputed =
    staticOrigin(policy, choices) === null && (policy.allowOrigins ?? []).length > 0;
  return isComputed || choices.requestRefusal !== 'application';
}

/** The one value that Access-Control-Allow-Origin always has; null if it depends on the request. */
function staticOrigin(policy: Policy, { allowOrigin, everyone }: Choices): string | null {
  if (isPublic(policy)) return everyone === 'wildcard' ? '*' : null;
  const [only, ...others] = policy.allowOrigins ?? [];
  if (allowOrigin === 'computed' || only === undefined || others.length > 0) return null;
  return parseOrigin(only) === null || only.includes('*') ? null : only;
}

function readOrigin(request: Received, { severalOrigins, malformedOrigin }: Choices) {
  const lines = request.lines('Origin');
  const origin =
    severalOrigins === 'first' ? lines[0] : severalOrigins === 'last' ? lines.at(-1) : null;
  const read = origin ?? request.get('Origin');
  return malformedOrigin === 'ignored' && read !== null && parseOrigin(read) === null ? null : read;
}

/** The status of what is answered before CORS. */
function intercepted(request: Received, policy: Policy, choices: Choices): number | null {
  const { allowMethods = [], allowHeaders = [] } = policy;
  const needsPreflights = allowMethods.length > 0 || allowHeaders.length > 0;
  if (request.method === 'OPTIONS' && !needsPreflights && choices.options !== 'supported') {
    return choices.options;
  }
  const lines = request.lines('Origin');
  const isForeignOptions =
    request.method === 'OPTIONS' &&
    request.get('Access-Control-Request-Method') === null &&
    lines.some((line) => line !== request.own) &&
    !allowMethods.includes('OPTIONS') &&
    !allowMethods.includes('*');
  if (isForeignOptions && choices.foreignOptions !== 'supported') return choices.foreignOptions;
  if (lines.length > 1 && choices.severalOrigins === 400) return 400;
  const isMalformed = lines.some((line) => parseOrigin(line) === null);
  return isMalformed && choices.malformedOrigin === 400 ? 400 : null;
}

function readNames(request: Received, choices: Choices): string[] | number | null {
  const lines = request.lines('Access-Control-Request-Headers');
  const which = choices.severalRequestHeaders;
  const text =
    which === 'combined' ? lines.join(',') : ((which === 'first' ? lines[0] : lines.at(-1)) ?? '');
  if (lines.length === 0) return [];
  // As browsers write it: lower case, sorted, without white space.
  const isUsual = /^[a-z0-9!#$%&'*+.^_`|~-]+(?:,[a-z0-9!#$%&'*+.^_`|~-]+)*$/.test(text);
  const { malformedRequestHeaders: reading } = choices;
  if (!isUsual && reading === 400) return 400;
  if (!isUsual && reading === 'refused') return null;
  const names = text.split(',').map((name) => name.trim());
  return names.filter((name) => name !== '').every(isToken) ? names.filter(isToken) : null;
}

function joined(members: readonly string[], { separator, order }: Choices): string[] {
  const ordered = order === 'reversed' ? [...members].reverse() : [...members];
  if (ordered.length === 0) return [];
  return separator === 'lines' ? ordered : [ordered.join(separator)];
}

function spelling(name: string, { nameCase }: Choices): string {
  if (nameCase === 'as-listed') return name;
  return nameCase === 'lower' ? name.toLowerCase() : name.toUpperCase();
}

/** @see https://www.rfc-editor.org/rfc/rfc9111.html#section-3 */
function mayBeStored(status: number, { freshness }: Choices): boolean {
  const isExplicit = freshness !== null && freshness !== 'no-cache';
  return (
    isExplicit || [200, 203, 204, 206, 300, 301, 308, 404, 405, 410, 414, 501].includes(status)
  );
}

function cacheControl(varies: boolean, { vary, freshness }: Choices): Header[] {
  if (varies && vary === 'no-store') return [['Cache-Control', 'no-store']];
  return freshness === null ? [] : [['Cache-Control', freshness]];
}

/** As caches and servers add them: now and then, and differently each time. */
function connectionHeaders(count: number, { connection }: Choices): Header[] {
  switch (connection) {
    case 'none':
      return [];
    case 'age':
      return count % 2 === 0 ? [['Age', String(count)]] : [];
    case 'keep-alive':
      return count % 3 === 0
        ? [['Connection', 'close']]
        : [
            ['Connection', 'keep-alive'],
            ['Keep-Alive', 'timeout=5'],
          ];
    case 'date':
      return [['Date', new Date(count * 1000).toUTCString()]];
    case 'chunked':
      return count % 2 === 0 ? [['Transfer-Encoding', 'chunked']] : [['Content-Length', '0']];
  }
}

function extraHeaders({ isPreflight }: Situation, { extras }: Choices): Header[] {
  const all = extras === 'all';
  return [
    ...(isPreflight && (all || extras === 'private-network')
      ? [['Access-Control-Allow-Private-Network', 'true'] as Header]
      : []),
    ...(all || extras === 'timing' ? [['Timing-Allow-Origin', '*'] as Header] : []),
    ...(all || extras === 'resource-policy'
      ? [['Cross-Origin-Resource-Policy', 'cross-origin'] as Header]
      : []),
  ];
}
