/** Origins and sites, as HTML and the URL standard define them. */

/** An origin that equals only itself. @see https://html.spec.whatwg.org/#concept-origin-opaque */
export interface OpaqueOrigin {
  readonly kind: 'opaque';
}

/** @see https://html.spec.whatwg.org/#concept-origin-tuple */
export interface TupleOrigin {
  readonly kind: 'tuple';
  readonly scheme: string;
  /** Serialized: lower case, Punycode, brackets around IPv6. */
  readonly host: string;
  /** Null for the scheme's default port. */
  readonly port: number | null;
}

export type Origin = OpaqueOrigin | TupleOrigin;

/** A new opaque origin, which is not same origin with any other. */
export function newOpaqueOrigin(): OpaqueOrigin {
  return { kind: 'opaque' };
}

/** @see https://url.spec.whatwg.org/#concept-url-origin */
export function urlOrigin(url: URL): Origin {
  switch (url.protocol) {
    case 'ftp:':
    case 'http:':
    case 'https:':
    case 'ws:':
    case 'wss:':
      return tupleOf(url);
    default: {
      // For a blob: URL, this is the origin of the URL inside it. For all other schemes, it is "null".
      const serialized = url.origin;
      return serialized === 'null' ? newOpaqueOrigin() : tupleOf(new URL(serialized));
    }
  }
}

function tupleOf(url: URL): TupleOrigin {
  const port = url.port === '' ? null : Number(url.port);
  return { kind: 'tuple', scheme: url.protocol.slice(0, -1), host: url.hostname, port };
}

/**
 * Parses a serialized origin. `null` gives a new opaque origin.
 *
 * @returns null if no origin serializes to `serialization`, for example because it has a path, a
 *   trailing slash, upper-case letters or a default port
 */
export function parseOrigin(serialization: string): Origin | null {
  if (serialization === 'null') return newOpaqueOrigin();
  if (!/^[a-z][a-z0-9+.-]*:\/\/[^/?#@\\]+$/.test(serialization)) return null;
  let url: URL;
  // To ask URL.canParse first would parse every origin twice.
  try {
    url = new URL(serialization);
  } catch {
    return null;
  }
  const origin = tupleOf(url);
  return serializeOrigin(origin) === serialization ? origin : null;
}

/** @see https://html.spec.whatwg.org/#ascii-serialisation-of-an-origin */
export function serializeOrigin(origin: Origin): string {
  if (origin.kind === 'opaque') return 'null';
  const port = origin.port === null ? '' : `:${origin.port}`;
  return `${origin.scheme}://${origin.host}${port}`;
}

/** @see https://html.spec.whatwg.org/#same-origin */
export function isSameOrigin(a: Origin, b: Origin): boolean {
  if (a.kind === 'opaque' || b.kind === 'opaque') return a === b;
  return a.scheme === b.scheme && a.host === b.host && a.port === b.port;
}

/**
 * The registrable domain of a host, or null for an IP address or a public suffix.
 *
 * The Public Suffix List changes every week, so it is not used here. Instead, the last label is the
 * public suffix. The list's algorithm says the same for domains that are not on the list.
 *
 * @see https://url.spec.whatwg.org/#host-registrable-domain
 */
export function registrableDomain(host: string): string | null {
  const end = host.endsWith('.') ? host.length - 1 : host.length;
  const lastDot = host.lastIndexOf('.', end - 1);
  const isIPAddress = host.startsWith('[') || /^\d+$/.test(host.slice(lastDot + 1, end));
  if (isIPAddress || lastDot === -1) return null;
  const start = lastDot === 0 ? 0 : host.lastIndexOf('.', lastDot - 1) + 1;
  return host.slice(start);
}

/** @see https://html.spec.whatwg.org/#same-site */
export function isSameSite(a: Origin, b: Origin): boolean {
  if (a.kind === 'opaque' || b.kind === 'opaque') return a === b;
  return a.scheme === b.scheme && siteHost(a) === siteHost(b);
}

function siteHost(origin: TupleOrigin): string {
  return registrableDomain(origin.host) ?? origin.host;
}

/** The site of an origin. Sites are equal if these values are equal.
 *  @see https://html.spec.whatwg.org/#obtain-a-site */
export function obtainASite(origin: Origin): string | OpaqueOrigin {
  return origin.kind === 'opaque' ? origin : `${origin.scheme}://${siteHost(origin)}`;
}
