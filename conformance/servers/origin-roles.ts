/** Roles for origins: what an origin is to a policy, so that one case fits every policy. */
import { parseOrigin, serializeOrigin, type TupleOrigin } from '../../reference/index.ts';
import roles from './origin-roles.json' with { type: 'json' };
import { expressionOf, type Policy, partsOfPattern } from './policy.ts';
import { sampleOf } from './sample.ts';

export interface OriginRole {
  readonly role: string;
  readonly gist: string;
  /** Whether no browser sends this, so that only raw cases can. */
  readonly raw?: boolean;
  /** For the policy `https://app.example`, `https://partner.example` of a server at
   *  `https://target.example`; null where that has none, or it is too long to write. */
  readonly example: string | null;
}

export const originRoles: readonly OriginRole[] = roles;

/**
 * The origins that play `role` for a policy, as values of `Origin`.
 *
 * @param own the target's own origin, serialized
 * @returns one, several for `every-…`, or none where the policy has nothing to derive it from
 * @throws RangeError for a role that is not documented
 */
export function originsOfRole(role: string, policy: Policy, own: string): readonly string[] {
  const known = knownOrigins.get(policy) ?? new Map<string, readonly string[]>();
  knownOrigins.set(policy, known);
  const key = `${role} ${own}`;
  const origins = known.get(key) ?? findOriginsOfRole(role, policy, own);
  known.set(key, origins);
  return origins;
}

/** By policy: a plan asks for the same roles again and again. */
const knownOrigins = new WeakMap<Policy, Map<string, readonly string[]>>();

function findOriginsOfRole(role: string, policy: Policy, own: string): string[] {
  const documented = originRoles.find(
    (candidate) => candidate.role === role || candidate.role === role.replace('every-', ''),
  );
  if (documented === undefined) {
    throw new RangeError(`unknown role for an origin: "${role}"`);
  }
  const [base, variant] = role.split('+') as [string, string | undefined];
  const bases = originsOfBase(base, policy, own);
  if (variant === undefined) return bases;
  const all = originsOfBase('every-listed', policy, own);
  const derived = bases
    .map((origin) => derive(variant, origin, all))
    .filter((origin) => origin !== null)
    // The variant has to be another origin.
    .filter((origin) => !bases.includes(origin));
  return documented?.raw ? derived : derived.filter((origin) => parseOrigin(origin) !== null);
}

function originsOfBase(base: string, policy: Policy, own: string): string[] {
  const listed = sampleOf(examplesOf(policy));
  switch (base) {
    case 'every-listed':
      return listed;
    case 'every-listed-insecure':
      return own.startsWith('https:') ? listed.filter(isInsecure) : [];
    case 'every-listed-hosted':
      return (policy.allowOrigins ?? []).filter(coversHostingDomain).map(exampleOfPattern);
    case 'listed':
      return listed.slice(0, 1);
    case 'listed-last':
      return listed.slice(-1);
    case 'own':
      return [own];
    case 'huge':
      return [`https://${'a'.repeat(4000)}.test`];
    default:
      return [originRoles.find(({ role }) => role === base)?.example as string];
  }
}

/** Whether pages of this origin come over http, from another machine. */
function isInsecure(origin: string): boolean {
  return /^http:\/\/(?!localhost\b|127\.|\[::1\])/.test(origin);
}

/** Domains under which anyone can register a name; examples, not all there are. */
const hostingDomains =
  /^https?:\/\/[*?]\.(?:github\.io|gitlab\.io|herokuapp\.com|vercel\.app|netlify\.app|pages\.dev|workers\.dev|web\.app|firebaseapp\.com|azurewebsites\.net|cloudfront\.net|onrender\.com|fly\.dev|surge\.sh|glitch\.me|blogspot\.com|amazonaws\.com)(?::.*)?$/;

function coversHostingDomain(pattern: string): boolean {
  return hostingDomains.test(pattern);
}

/** Policies list thousands of origins, and each case asks for them. */
const knownExamples = new WeakMap<Policy, readonly string[]>();

/** One origin for each pattern of the policy; for a regular expression, its examples. */
export function examplesOf(policy: Policy): readonly string[] {
  const known = knownExamples.get(policy);
  if (known !== undefined) return known;
  const { allowOrigins = [], exampleOrigins = [] } = policy;
  const examples = allowOrigins.flatMap((pattern) => {
    const expression = expressionOf(pattern);
    if (expression === null) return [exampleOfPattern(pattern)];
    return exampleOrigins.filter((origin) => expression.test(origin));
  });
  knownExamples.set(policy, examples);
  return examples;
}

/** An origin that a pattern stands for; the pattern itself if it is an origin. */
function exampleOfPattern(pattern: string): string {
  if (pattern === '*') return 'https://app.example';
  const parts = partsOfPattern(pattern);
  if (parts === null) return pattern;
  const host = parts.host.replace(/^[*?]\./, 'listed.');
  const port = parts.port === null ? '' : `:${parts.port === '*' ? 3000 : parts.port}`;
  return `${parts.scheme}://${host}${port}`;
}

/**
 * What an origin becomes in a variant; null if that variant cannot be made of it.
 *
 * @param all origins of the policy, for variants that are made of two
 */
function derive(variant: string, serialization: string, all: readonly string[]): string | null {
  const origin = parseOrigin(serialization);
  if (origin === null || origin.kind === 'opaque') return null;
  const { scheme, host, port } = origin;
  const labels = host.split('.');
  const withHost = (host: string | null) => (host === null ? null : serialize({ ...origin, host }));
  switch (variant) {
    case 'suffix':
      return withHost(`${host}.attacker.test`);
    case 'glued-suffix':
      return withHost(`${host}x`);
    case 'prefix':
      return withHost(`attacker${host}`);
    case 'hyphen-prefix':
      return withHost(`attacker-${host}`);
    case 'subdomain':
      return withHost(`sub.${host}`);
    case 'deep-subdomain':
      return withHost(`deep.sub.${host}`);
    case 'parent':
      return withHost(labels.length > 1 ? labels.slice(1).join('.') : null);
    case 'sibling':
      return withHost(labels.length > 1 ? ['sibling', ...labels.slice(1)].join('.') : null);
    case 'dot-as-any':
      return withHost(labels.length > 1 ? host.replace('.', 'x') : null);
    case 'scheme':
      return serialize({ ...origin, scheme: scheme === 'https' ? 'http' : 'https' });
    case 'port':
      return serialize({ ...origin, port: port === null ? 8444 : port + 1 });
    case 'longer-port':
      return port === null || port > 6553 ? null : serialize({ ...origin, port: port * 10 });
    case 'no-port':
      return port === null ? null : serialize({ ...origin, port: null });
    case 'truncated':
      return withHost(/[a-z]{2}$/.test(host) ? host.slice(0, -1) : null);
    case 'glued-to-listed': {
      const other = all.find((each) => each !== serialization && parseOrigin(each) !== null);
      const last = other === undefined ? null : parseOrigin(other);
      return last === null || last.kind === 'opaque' ? null : withHost(`${host}${last.host}`);
    }
    case 'other-scheme':
      return serialize({ ...origin, scheme: 'capacitor' });
    case 'class-member':
      // A bracket that is not escaped is a character class: any one of its letters matches.
      return withHost(/^\[.*([a-f])/.exec(host)?.[1] ?? null);
    case 'trailing-dot':
      return withHost(`${host}.`);
    case 'homoglyph':
      return withHost(homoglyphOf(host));
    case 'digit':
      return withHost(
        /[lo]/.test(host) ? host.replace(/[lo]/, (c) => (c === 'l' ? '1' : '0')) : null,
      );
    case 'underscore-suffix':
      return withHost(`${host}_.attacker.test`);
    case 'backtick-suffix':
      return withHost(`${host}\`.attacker.test`);
    case 'brace-suffix':
      return withHost(`${host}}.attacker.test`);
    case 'upper-case':
      return serialization.toUpperCase();
    case 'trailing-slash':
      return `${serialization}/`;
    case 'path':
      return `${serialization}/index.html`;
    case 'default-port':
      return port === null ? `${serialization}:${scheme === 'https' ? 443 : 80}` : null;
    case 'user':
      return `${serialization}@attacker.test`;
    case 'fragment':
      return `${scheme}://attacker.test#${host}`;
    case 'second':
      return `${serialization}, https://attacker.test`;
    case 'first':
      return `https://attacker.test ${serialization}`;
    case 'encoded':
      return serialization.replaceAll('.', '%2E');
    default:
      throw new RangeError(`unknown variant of an origin: "${variant}"`);
  }
}

function serialize(origin: TupleOrigin): string {
  return serializeOrigin(origin);
}

/** With the first letter that has a Cyrillic twin replaced by it. */
function homoglyphOf(host: string): string | null {
  const twins: Record<string, string> = { a: 'а', e: 'е', o: 'о', p: 'р', c: 'с' };
  const twinned = host.replace(/[aeopc]/, (letter) => twins[letter] as string);
  const url = `https://${twinned}`;
  return twinned === host || !URL.canParse(url) ? null : new URL(url).hostname;
}
