/** Policies: what a server means to share, and whether a fetch is within it. */
import {
  byteCaseInsensitiveMatchForOneOf,
  isCorsNonWildcardRequestHeaderName,
  isCorsSafelistedMethod,
  parseOrigin,
} from '../../reference/index.ts';

/** What a server means to share. Whatever a policy does not name is not allowed. */
export interface Policy {
  readonly id: string;
  readonly title?: string;
  /** Patterns of serialized origins: `*.` stands for one or more labels, `?.` for exactly one, `:*`
   *  for any port or none, `/…/` is a regular expression that matches the whole origin, `null` is
   *  the opaque origin, and `*` is everyone, but without credentials. */
  readonly allowOrigins?: readonly string[];
  /** Origins that the regular expressions of `allowOrigins` match: cases are made of these. */
  readonly exampleOrigins?: readonly string[];
  readonly allowCredentials?: boolean;
  /** Beyond GET, HEAD and POST. `*` is every method. */
  readonly allowMethods?: readonly string[];
  /** Which of GET, HEAD and POST are shared; all of them unless the policy says otherwise. */
  readonly simpleMethods?: readonly string[];
  /** Beyond the safelisted headers. `*` is every name except Authorization. */
  readonly allowHeaders?: readonly string[];
  /** Beyond the safelisted headers. `*` is every name, without credentials. */
  readonly exposeHeaders?: readonly string[];
  /** In seconds. */
  readonly maxAge?: number;
  /** Whether responses with a status of 400 to 599 are shared too: `true` unless set to `false`. */
  readonly shareErrors?: boolean;
}

/** What a fetch asks of a policy. */
export interface Wish {
  /** Serialized. */
  readonly origin: string;
  readonly credentials: boolean;
  readonly method: string;
  /** The names that need permission: safelisted headers do not. */
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
  if (!allowsOrigin(policy, wish.origin)) {
    return { allowed: false, because: 'origin', what: wish.origin };
  }
  if (wish.credentials && !allowsCredentials(policy)) {
    return { allowed: false, because: 'credentials', what: wish.origin };
  }
  if (!allowsMethod(policy, wish.method)) {
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

export function allowsOrigin({ allowOrigins = [] }: Policy, origin: string): boolean {
  const { exact, patterns } = compiledOf(allowOrigins);
  return exact.has(origin) || patterns.some((pattern) => matchesOrigin(pattern, origin));
}

interface CompiledOrigins {
  readonly exact: ReadonlySet<string>;
  readonly patterns: readonly string[];
}

/** Policies list thousands of origins, and are asked about thousands. */
const compiledOrigins = new WeakMap<readonly string[], CompiledOrigins>();

function compiledOf(allowOrigins: readonly string[]): CompiledOrigins {
  const known = compiledOrigins.get(allowOrigins);
  if (known !== undefined) return known;
  const isPattern = (entry: string) => /[*?]|^\//.test(entry);
  const compiled = {
    exact: new Set(allowOrigins),
    patterns: allowOrigins.filter(isPattern),
  };
  compiledOrigins.set(allowOrigins, compiled);
  return compiled;
}

/** Whether everyone may read, without credentials. */
export function isPublic({ allowOrigins = [] }: Policy): boolean {
  return allowOrigins.includes('*');
}

/** A wildcard never covers credentials, whatever else the policy says. */
export function allowsCredentials(policy: Policy): boolean {
  return (policy.allowCredentials ?? false) && !isPublic(policy);
}

/** Whether pages of an allowed origin are meant to use a method. */
export function allowsMethod(
  { allowMethods = [], simpleMethods }: Policy,
  method: string,
): boolean {
  if (isCorsSafelistedMethod(method)) return simpleMethods?.includes(method) ?? true;
  return allowMethods.includes(method) || allowMethods.includes('*');
}

/** Whether a page of an allowed origin is meant to read the response header `name`. */
export function exposes(policy: Policy, name: string, credentials: boolean): boolean {
  const exposed = policy.exposeHeaders ?? [];
  return byteCaseInsensitiveMatchForOneOf(name, exposed) || (!credentials && exposed.includes('*'));
}

/** Whether `origin`, serialized, is one that `pattern` stands for. */
export function matchesOrigin(pattern: string, origin: string): boolean {
  if (pattern === '*' || pattern === origin) return true;
  const expression = expressionOf(pattern);
  if (expression !== null) return expression.test(origin);
  const wanted = partsOfPattern(pattern);
  const actual = parseOrigin(origin);
  if (wanted === null || actual === null || actual.kind === 'opaque') return false;
  const hostMatches = /^[*?]\./.test(wanted.host)
    ? hasLabelsBefore(
        actual.host,
        wanted.host.slice(1),
        wanted.host.startsWith('?') ? 1 : Number.POSITIVE_INFINITY,
      )
    : actual.host === wanted.host;
  const port = actual.port === null ? null : String(actual.port);
  return (
    actual.scheme === wanted.scheme && hostMatches && (wanted.port === '*' || wanted.port === port)
  );
}

/** Whether `host` is one to `most` labels, none of them empty, and then `suffix`. */
function hasLabelsBefore(host: string, suffix: string, most: number): boolean {
  if (!host.endsWith(suffix)) return false;
  const labels = host.slice(0, -suffix.length).split('.');
  return labels.length <= most && labels.every((label) => label !== '');
}

/** The regular expression of a pattern such as `/https:\/\/(a|b)\.example/`, which has to match the
 *  whole origin; null if the pattern is not written as one.
 *  @throws SyntaxError if it is not a regular expression */
export function expressionOf(pattern: string): RegExp | null {
  const source = /^\/(.+)\/$/s.exec(pattern)?.[1];
  return source === undefined ? null : new RegExp(`^(?:${source})$`);
}

/** The scheme, host and port of a pattern; null if it is not written as one. */
export function partsOfPattern(
  pattern: string,
): { scheme: string; host: string; port: string | null } | null {
  const match = /^([a-z][a-z0-9+.-]*):\/\/(\[[^\]]*\]|(?:\?\.)?[^:/?#@[\]]+)(?::(\d+|\*))?$/.exec(
    pattern,
  );
  if (match === null) return null;
  return { scheme: match[1] as string, host: match[2] as string, port: match[3] ?? null };
}
