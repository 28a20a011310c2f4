/** Faults in what preflights grant, and in how credentials are granted. */
import { allowsCredentials, isPublic } from '../../../conformance/servers/index.ts';
import { type Fault, refusals } from './fault.ts';

const methodRefused = ['unlisted-method-refused', 'preflight-stops-request'];
const headerRefused = [
  'unlisted-header-refused',
  'authorization-refused',
  'wildcard-authorization-refused',
  'preflight-stops-request',
  'request-headers-not-echoed',
];
const methodGranted = [
  'listed-method-granted',
  'listed-header-granted',
  'authorization-granted',
  'error-preflight-granted',
  'redirect-shared',
  'listed-origin-shared',
  'credentials-granted',
  'grammar-allow-methods',
  'answers-stable',
];
const headerGranted = [...methodGranted, 'grammar-allow-headers', 'request-headers-tolerated'];

export const grantFaults: readonly Fault[] = [
  {
    name: 'echoes-the-method',
    seen: 'handlers written by hand',
    fits: methodRefused,
    change: (parts) => ({
      ...parts,
      allowsMethod: () => true,
      allowMethods: (asked) => [asked],
    }),
  },
  {
    name: 'grants-every-method',
    seen: 'lists of all methods by default',
    fits: [...methodRefused, ...methodGranted],
    change: (parts) => ({
      ...parts,
      allowsMethod: () => true,
      allowMethods: () => ['GET, HEAD, POST, PUT, PATCH, DELETE, CHICKEN'],
    }),
  },
  {
    name: 'compares-methods-without-case',
    seen: 'go-chi/cors',
    fits: [...methodRefused, ...methodGranted],
    change: (parts, { allowMethods = [] }) => ({
      ...parts,
      allowsMethod: (method) =>
        parts.allowsMethod(method) ||
        allowMethods.some((each) => each.toLowerCase() === method.toLowerCase()),
      allowMethods: (asked, situation) =>
        allowMethods.some((each) => each.toLowerCase() === asked.toLowerCase())
          ? [asked]
          : parts.allowMethods(asked, situation),
    }),
  },
  {
    name: 'upper-cases-methods',
    seen: 'go-chi/cors, stack-cors, rack-cors',
    fits: [...methodGranted, ...methodRefused],
    change: (parts) => ({
      ...parts,
      allowMethods: (asked, situation) =>
        parts.allowMethods(asked, situation).map((line) => line.toUpperCase()),
    }),
  },
  {
    name: 'takes-a-part-of-a-method-for-the-method',
    seen: 'lists joined to one text and searched',
    fits: methodRefused,
    change: (parts, { allowMethods = [] }) => ({
      ...parts,
      allowsMethod: (method) =>
        parts.allowsMethod(method) || allowMethods.some((each) => each.includes(method)),
      allowMethods: (asked, situation) =>
        allowMethods.some((each) => each.includes(asked))
          ? [asked]
          : parts.allowMethods(asked, situation),
    }),
  },
  {
    name: 'takes-an-extension-of-a-method-for-the-method',
    seen: 'comparisons by prefix',
    fits: methodRefused,
    change: (parts, { allowMethods = [] }) => ({
      ...parts,
      allowsMethod: (method) =>
        parts.allowsMethod(method) ||
        allowMethods.some((each) => each !== '*' && method.startsWith(each)),
      allowMethods: (asked, situation) =>
        allowMethods.some((each) => each !== '*' && asked.startsWith(each))
          ? [asked]
          : parts.allowMethods(asked, situation),
    }),
  },
  {
    name: 'grants-only-the-first-method',
    seen: 'lists that are cut',
    fits: methodGranted,
    change: (parts) => ({
      ...parts,
      allowMethods: (asked, situation) =>
        parts.allowMethods(asked, situation).slice(0, 1).map(firstMember),
    }),
  },
  {
    name: 'cuts-the-methods-at-six',
    seen: 'buffers of a fixed size',
    fits: methodGranted,
    change: (parts) => ({
      ...parts,
      allowMethods: (asked, situation) => cut(parts.allowMethods(asked, situation), 6),
    }),
  },
  {
    name: 'grants-a-method-that-is-not-allowed',
    seen: 'lists copied from another server',
    fits: methodRefused,
    change: (parts) => ({
      ...parts,
      allowMethods: (asked, situation) => [...parts.allowMethods(asked, situation), 'PROPFIND'],
    }),
  },
  {
    name: 'grants-a-header-that-is-not-allowed',
    seen: 'lists copied from another server',
    fits: headerRefused,
    change: (parts) => ({
      ...parts,
      allowHeaders: (asked, situation) => [...parts.allowHeaders(asked, situation), 'X-Evil'],
    }),
  },
  {
    name: 'echoes-the-headers',
    seen: 'express cors by default',
    fits: headerRefused,
    change: (parts) => ({
      ...parts,
      allowsHeader: () => true,
      requestedNames: () => [],
      allowHeaders: (_asked, { request }) => request.lines('Access-Control-Request-Headers'),
    }),
  },
  {
    name: 'compares-names-with-case',
    seen: 'lists that keep their capitals',
    fits: headerGranted,
    change: (parts, { allowHeaders = [] }) => ({
      ...parts,
      grantRefusal: () => 403,
      allowsHeader: (name) => allowHeaders.includes(name) && parts.allowsHeader(name),
    }),
  },
  {
    name: 'takes-a-part-of-a-name-for-the-name',
    seen: 'lists joined to one text and searched',
    fits: headerRefused,
    change: (parts, { allowHeaders = [] }) => ({
      ...parts,
      allowsHeader: (name) =>
        parts.allowsHeader(name) || allowHeaders.some((each) => each.toLowerCase().includes(name)),
      allowHeaders: (asked, situation) =>
        asked.some((name) => allowHeaders.some((each) => each.toLowerCase().includes(name)))
          ? [asked.join(', ')]
          : parts.allowHeaders(asked, situation),
    }),
  },
  {
    name: 'takes-an-extension-of-a-name-for-the-name',
    seen: 'comparisons by prefix',
    fits: headerRefused,
    change: (parts, { allowHeaders = [] }) => {
      const isExtended = (name: string) =>
        allowHeaders.some((each) => each !== '*' && name.startsWith(each.toLowerCase()));
      return {
        ...parts,
        allowsHeader: (name) => parts.allowsHeader(name) || isExtended(name),
        allowHeaders: (asked, situation) =>
          asked.some(isExtended) ? [asked.join(', ')] : parts.allowHeaders(asked, situation),
      };
    },
  },
  {
    name: 'grants-only-the-first-header',
    seen: 'lists that are cut',
    fits: headerGranted,
    change: (parts) => ({
      ...parts,
      allowHeaders: (asked, situation) =>
        parts.allowHeaders(asked, situation).slice(0, 1).map(firstMember),
    }),
  },
  {
    name: 'cuts-the-headers-at-six',
    seen: 'buffers of a fixed size',
    fits: headerGranted,
    change: (parts) => ({
      ...parts,
      allowHeaders: (asked, situation) => cut(parts.allowHeaders(asked, situation), 6),
    }),
  },
  {
    name: 'forgets-authorization',
    seen: 'middleware that never grants Authorization',
    fits: ['authorization-granted', ...headerGranted],
    change: (parts) => ({
      ...parts,
      allowHeaders: (asked, situation) =>
        parts
          .allowHeaders(asked, situation)
          .map((line) => line.replace(/authorization/gi, 'X-None')),
    }),
  },
  {
    name: 'lets-a-wildcard-cover-authorization',
    seen: 'what browsers do, against the standard (whatwg/fetch#1919)',
    fits: ['wildcard-authorization-refused'],
    change: (parts, { allowHeaders = [] }) => ({
      ...parts,
      allowsHeader: (name) => allowHeaders.includes('*') || parts.allowsHeader(name),
      allowHeaders: (asked, situation) =>
        allowHeaders.includes('*') && asked.length > 0
          ? [asked.join(', ')]
          : parts.allowHeaders(asked, situation),
    }),
  },
  {
    name: 'never-grants-accept',
    seen: 'lists without what is mostly safelisted',
    fits: headerGranted,
    change: (parts) => ({
      ...parts,
      allowHeaders: (asked, situation) =>
        parts.allowHeaders(asked, situation).map((line) => line.replace(/\baccept\b/gi, 'X-None')),
    }),
  },
  {
    name: 'sends-a-wildcard-with-credentials',
    seen: 'settings that list * and allow credentials',
    fits: headerGranted,
    change: (parts, { allowMethods = [], allowHeaders = [] }) => ({
      ...parts,
      allowMethods: (asked, situation) =>
        allowMethods.includes('*') ? ['*'] : parts.allowMethods(asked, situation),
      allowHeaders: (asked, situation) =>
        allowHeaders.includes('*') ? ['*'] : parts.allowHeaders(asked, situation),
    }),
  },
  {
    name: 'allows-everyone-by-wildcard',
    seen: 'settings for development',
    fits: ['unlisted-origin-refused', ...refusals.lookalike, 'credentials-granted'],
    change: (parts) => ({ ...parts, allowsOrigin: () => true, allowOrigin: () => ['*'] }),
  },
  {
    name: 'reflects-where-everyone-may-read',
    seen: 'hono 4.12.9 to 4.12.24 (CVE-2026-54290), @koa/cors up to 4.0.0 (CVE-2023-49803)',
    fits: ['credentials-refused', 'preflight-stops-request', 'null-origin-refused'],
    change: (parts, policy) => ({
      ...parts,
      allowOrigin: (situation) =>
        isPublic(policy) ? [situation.origin ?? '*'] : parts.allowOrigin(situation),
      allowCredentials: (situation) =>
        isPublic(policy) ? ['true'] : parts.allowCredentials(situation),
      vary: (situation) => (isPublic(policy) ? ['Origin'] : parts.vary(situation)),
    }),
  },
  {
    name: 'always-allows-credentials',
    seen: 'express cors, @fastify/cors, rs/cors and gin with * and credentials',
    fits: ['credentials-refused', 'credentials-with-wildcard', 'preflight-stops-request'],
    change: (parts) => ({ ...parts, allowCredentials: () => ['true'] }),
  },
  {
    name: 'never-allows-credentials',
    seen: 'settings that allow origins but not credentials',
    fits: ['credentials-granted', ...methodGranted, ...refusals.shared],
    change: (parts) => ({ ...parts, allowCredentials: () => [] }),
  },
  {
    name: 'allows-credentials-on-preflights-only',
    seen: 'middleware that knows only preflights',
    fits: ['credentials-granted', ...methodGranted, ...refusals.shared],
    change: (parts) => ({
      ...parts,
      allowCredentials: (situation) =>
        situation.isPreflight ? parts.allowCredentials(situation) : [],
    }),
  },
  {
    name: 'allows-credentials-on-responses-only',
    seen: 'preflights answered by someone else',
    fits: ['credentials-granted', ...methodGranted, ...refusals.shared],
    change: (parts) => ({
      ...parts,
      allowCredentials: (situation) =>
        situation.isPreflight ? [] : parts.allowCredentials(situation),
    }),
  },
  {
    name: 'says-True',
    seen: 'booleans printed by Python',
    fits: ['grammar-allow-credentials', ...methodGranted, ...refusals.shared],
    change: (parts) => ({
      ...parts,
      allowCredentials: (situation) =>
        parts.allowCredentials(situation).map((value) => value.replace('true', 'True')),
    }),
  },
  {
    name: 'allows-credentials-if-there-is-a-cookie',
    seen: 'sessions that turn on sharing',
    fits: ['credentials-refused'],
    change: (parts, policy) => ({
      ...parts,
      allowCredentials: (situation) =>
        !allowsCredentials(policy) && situation.request.get('Cookie') !== null
          ? ['true']
          : parts.allowCredentials(situation),
    }),
  },
  {
    name: 'grants-preflights-to-everyone',
    seen: 'handlers that answer every preflight alike',
    fits: ['preflight-stops-request', ...refusals.lookalike],
    change: (parts) => ({
      ...parts,
      preflightStatus: () => 204,
      allowOrigin: (situation) =>
        situation.isPreflight && situation.origin !== null
          ? [situation.origin]
          : parts.allowOrigin(situation),
      allowMethods: (asked) => [asked],
      allowHeaders: (asked) => (asked.length > 0 ? [asked.join(', ')] : []),
      allowsMethod: () => true,
      allowsHeader: () => true,
      allowsOrigin: (origin, request) =>
        (parts.isPreflight(request) && parts.originOf(request) !== null) ||
        parts.allowsOrigin(origin, request),
    }),
  },
  ...[301, 401, 403, 404, 405, 500].map(
    (status): Fault => ({
      name: `answers-preflights-with-${status}`,
      seen: 'authentication, routing or redirects in front of CORS',
      fits: [...headerGranted, 'unlisted-origin-survived'],
      change: (parts) => ({ ...parts, preflightStatus: () => status }),
    }),
  ),
  {
    name: 'forgets-max-age',
    seen: 'middleware without such an option',
    fits: ['max-age-declared'],
    change: (parts) => ({ ...parts, maxAge: () => [] }),
  },
  {
    name: 'sends-max-age-with-a-unit',
    seen: 'settings that take durations',
    fits: ['grammar-max-age', 'max-age-declared'],
    change: (parts) => ({
      ...parts,
      maxAge: () => parts.maxAge().map((value) => `${value}s`),
    }),
  },
  {
    name: 'prints-the-header-list',
    seen: 'lists printed by a language',
    fits: ['grammar-allow-headers', ...headerGranted],
    change: (parts) => ({
      ...parts,
      allowHeaders: (asked, situation) =>
        parts.allowHeaders(asked, situation).map((line) => `["${line}"]`),
    }),
  },
  {
    name: 'separates-methods-by-spaces',
    seen: 'lists joined by hand',
    fits: ['grammar-allow-methods', ...methodGranted],
    change: (parts) => ({
      ...parts,
      allowMethods: (asked, situation) =>
        parts.allowMethods(asked, situation).map((line) => line.replace(/\s*,\s*/g, ' ')),
    }),
  },
  {
    name: 'begins-lists-with-a-comma',
    seen: 'lists joined by hand',
    fits: ['grammar-list-members'],
    change: (parts) => ({
      ...parts,
      allowHeaders: (asked, situation) =>
        parts.allowHeaders(asked, situation).map((line) => `, ${line}`),
    }),
  },
  {
    name: 'grants-what-nobody-can-ask-for',
    seen: 'http-server, and many a copied list',
    fits: ['grants-useful'],
    isRaw: true,
    applies: (_policy, { grantRefusal }) => grantRefusal === 'list',
    change: (parts) => ({
      ...parts,
      allowHeaders: (asked, situation) => [...parts.allowHeaders(asked, situation), 'Origin'],
    }),
  },
  {
    name: 'exposes-everything',
    seen: 'Access-Control-Expose-Headers: * by default',
    fits: ['other-header-hidden'],
    change: (parts) => ({
      ...parts,
      exposeHeaders: (situation) => [...parts.exposeHeaders(situation), 'X-Private'],
    }),
  },
  {
    name: 'exposes-nothing',
    seen: 'middleware that knows only preflights',
    fits: ['exposed-header-readable', 'vary-origin'],
    change: (parts) => ({ ...parts, exposeHeaders: () => [] }),
  },
  {
    name: 'exposes-only-the-first-header',
    seen: 'lists that are cut',
    fits: ['exposed-header-readable', 'vary-origin'],
    change: (parts) => ({
      ...parts,
      exposeHeaders: (situation) => parts.exposeHeaders(situation).slice(0, 1).map(firstMember),
    }),
  },
  {
    name: 'quotes-exposed-names',
    seen: 'lists printed by a language',
    fits: ['grammar-expose-headers', 'exposed-header-readable'],
    change: (parts) => ({
      ...parts,
      exposeHeaders: (situation) => parts.exposeHeaders(situation).map((line) => `"${line}"`),
    }),
  },
];

function firstMember(line: string): string {
  return (line.split(',')[0] as string).trim();
}

function cut(lines: readonly string[], most: number): string[] {
  const members = lines.flatMap((line) => line.split(',')).map((member) => member.trim());
  return members.length === 0 ? [] : [members.slice(0, most).join(', ')];
}
