/** Policies: what a server means to share, and whether a fetch is within it. */
import {
  byteCaseInsensitiveMatchForOneOf,
  isCorsNonWildcardRequestHeaderName,
  isCorsSafelistedMethod,
  parseOrigin,
} from '../../reference/index.ts';

/** What a server means to share. What is left out is not allowed. */
export interface Policy {
  readonly id: string;
  readonly title?: string;
  /** Serialized origins; `*.` stands for one or more labels, `:*` for any port, `null` for opaque
   *  origins, and `*` for everyone, but without credentials. */
  readonly allowOrigins?: readonly string[];
  readonly allowCredentials?: boolean;
  /** Beyond GET, HEAD and POST. `*` is every method. */
  readonly allowMethods?: readonly string[];
  /** Beyond what is safelisted. `*` is every name but Authorization. */
  readonly allowHeaders?: readonly string[];
  /** Beyond what is safelisted. `*` is every name, without credentials. */
  readonly exposeHeaders?: readonly string[];
  /** In seconds. */
  readonly maxAge?: number;
}

/** What a fetch asks of a policy. */
export interface Wish {
  /** Serialized. */
  readonly origin: string;
  readonly credentials: boolean;
  readonly method: string;
  /** The names that need permission: not those of safelisted headers. */
  readonly unsafeHeaderNames: readonly string[];
}

/** Whether a policy means a fetch to be shared; if not, what stands in the way. */
export type Intent =
  | { readonly allowed: true }
  | {
      readonly allowed: false;
      readonly because: 'origin' | 'credentials' | 'method' | 'header';
      /** The origin, method or header name that is not allowed. */
      readonly what: string;
    };

export function intentOf(policy: Policy, wish: Wish): Intent {
  const origins = policy.allowOrigins ?? [];
  const named = origins.some((pattern) => pattern !== '*' && matchesOrigin(pattern, wish.origin));
  if (!named && !origins.includes('*')) {
    return { allowed: false, because: 'origin', what: wish.origin };
  }
  // A wildcard never covers credentials, whatever else the policy says.
  if (wish.credentials && !(policy.allowCredentials && !origins.includes('*'))) {
    return { allowed: false, because: 'credentials', what: wish.origin };
  }
  const methods = policy.allowMethods ?? [];
  if (
    !isCorsSafelistedMethod(wish.method) &&
    !methods.includes(wish.method) &&
    !methods.includes('*')
  ) {
    return { allowed: false, because: 'method', what: wish.method };
  }
  const headers = policy.allowHeaders ?? [];
  const refused = wish.unsafeHeaderNames.find(
    (name) =>
      !byteCaseInsensitiveMatchForOneOf(name, headers) &&
      (isCorsNonWildcardRequestHeaderName(name) || !headers.includes('*')),
  );
  return refused === undefined
    ? { allowed: true }
    : { allowed: false, because: 'header', what: refused };
}

/** Whether a page of an allowed origin is meant to read the response header `name`. */
export function exposes(policy: Policy, name: string, credentials: boolean): boolean {
  const exposed = policy.exposeHeaders ?? [];
  return byteCaseInsensitiveMatchForOneOf(name, exposed) || (!credentials && exposed.includes('*'));
}

/** Whether `origin`, serialized, is one that `pattern` stands for. */
export function matchesOrigin(pattern: string, origin: string): boolean {
  if (pattern === '*' || pattern === origin) return true;
  const wanted = partsOfPattern(pattern);
  const actual = parseOrigin(origin);
  if (wanted === null || actual === null || actual.kind === 'opaque') return false;
  const hostMatches = wanted.host.startsWith('*.')
    ? actual.host.endsWith(wanted.host.slice(1)) && areLabels(actual.host, wanted.host.slice(1))
    : actual.host === wanted.host;
  const port = actual.port === null ? null : String(actual.port);
  return (
    actual.scheme === wanted.scheme && hostMatches && (wanted.port === '*' || wanted.port === port)
  );
}

/** Whether what stands before `suffix` in `host` is one or more labels, none of them empty. */
function areLabels(host: string, suffix: string): boolean {
  return host
    .slice(0, -suffix.length)
    .split('.')
    .every((label) => label !== '');
}

/** The scheme, host and port of a pattern; null if it has not the form of one. */
export function partsOfPattern(
  pattern: string,
): { scheme: string; host: string; port: string | null } | null {
  const match = /^([a-z][a-z0-9+.-]*):\/\/(\[[^\]]*\]|[^:/?#@[\]]+)(?::(\d+|\*))?$/.exec(pattern);
  if (match === null) return null;
  return { scheme: match[1] as string, host: match[2] as string, port: match[3] ?? null };
}
