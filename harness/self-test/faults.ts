/** Faulty servers: the model with one part replaced, each a defect that is known from the field. */
import { isPublic, model, type Parts, requestedNames } from './model.ts';

export interface Fault {
  readonly name: string;
  /** Where it is known from. */
  readonly seen: string;
  readonly parts: Parts;
  /** The requirement that names the defect. */
  readonly primary: string;
  /** Further requirements that it breaks, as a consequence. */
  readonly also: readonly string[];
  /** Those that it breaks depending on the order in which requests arrive. */
  readonly mayAlso?: readonly string[];
  /** The policies without which not all of this shows. */
  readonly needs?: readonly string[];
}

const allowsAll = () => true;

export const faults: readonly Fault[] = [
  {
    name: 'reflects-any-origin',
    seen: 'Starlette, flask-cors, and many a handler written by hand',
    parts: { ...model, allowsOrigin: allowsAll },
    primary: 'unlisted-origin-refused',
    also: [
      'lookalike-origin-refused',
      'null-origin-refused',
      'preflight-stops-request',
      'only-origin-decides',
      'malformed-origin-not-echoed',
    ],
    // A closed policy needs no Vary, so that nobody thought of it.
    mayAlso: ['vary-origin'],
  },
  {
    name: 'reflects-where-everyone-may',
    seen: 'hono 4.12.9 to 4.12.24 (CVE-2026-54290), @koa/cors up to 4.0.0 (CVE-2023-49803)',
    parts: {
      ...model,
      allowOrigin: (_policy, origin) => origin || '*',
      allowCredentials: () => 'true',
      vary: () => 'Origin',
    },
    primary: 'credentials-refused',
    also: ['preflight-stops-request'],
  },
  {
    name: 'compares-by-prefix',
    seen: 'gin-contrib/cors before 1.6.0',
    parts: {
      ...model,
      allowsOrigin: (policy, origin, request) =>
        model.allowsOrigin(policy, origin, request) ||
        (policy.allowOrigins ?? []).some((allowed) => origin.startsWith(allowed)),
    },
    primary: 'lookalike-origin-refused',
    also: ['malformed-origin-not-echoed'],
  },
  {
    name: 'compares-by-suffix',
    seen: 'patterns that are not anchored at their beginning',
    parts: {
      ...model,
      allowsOrigin: (policy, origin, request) =>
        model.allowsOrigin(policy, origin, request) ||
        (policy.allowOrigins ?? []).some((allowed) => origin.endsWith(hostOf(allowed))),
    },
    primary: 'lookalike-origin-refused',
    also: ['malformed-origin-not-echoed'],
  },
  {
    name: 'leaves-dots-unescaped',
    seen: 'rack-cors 0.4.1, and patterns written by hand',
    parts: {
      ...model,
      allowsOrigin: (policy, origin, request) =>
        model.allowsOrigin(policy, origin, request) ||
        (policy.allowOrigins ?? [])
          .filter((allowed) => !/[*[]/.test(allowed))
          .some((allowed) => new RegExp(`^${allowed}$`).test(origin)),
    },
    primary: 'lookalike-origin-refused',
    also: [],
  },
  {
    name: 'ignores-the-scheme',
    seen: 'comparisons of hosts instead of origins',
    parts: {
      ...model,
      allowsOrigin: (policy, origin, request) =>
        model.allowsOrigin(policy, origin, request) ||
        model.allowsOrigin(policy, origin.replace(/^http:/, 'https:'), request) ||
        model.allowsOrigin(policy, origin.replace(/^https:/, 'http:'), request),
    },
    primary: 'lookalike-origin-refused',
    also: [],
  },
  {
    name: 'trusts-null',
    seen: 'any-origin modes with credentials, and advice on the web',
    parts: {
      ...model,
      allowsOrigin: (policy, origin, request) =>
        origin === 'null' || model.allowsOrigin(policy, origin, request),
    },
    primary: 'null-origin-refused',
    also: [],
  },
  {
    name: 'allows-the-first-of-the-list-only',
    seen: 'lists that are joined or cut',
    parts: {
      ...model,
      allowsOrigin: (policy, origin, request) =>
        model.allowsOrigin(
          { ...policy, allowOrigins: (policy.allowOrigins ?? []).slice(0, 1) },
          origin,
          request,
        ),
    },
    primary: 'listed-origin-shared',
    also: ['listed-method-granted', 'credentials-granted'],
  },
  {
    name: 'joins-the-list',
    seen: 'configurations that put the whole list into the header',
    parts: {
      ...model,
      allowOrigin: (policy, origin) =>
        isPublic(policy) ? '*' : (policy.allowOrigins ?? [origin]).join(', '),
    },
    primary: 'grammar-allow-origin',
    also: [
      'listed-origin-shared',
      'credentials-granted',
      'listed-method-granted',
      'listed-header-granted',
      'exposed-header-readable',
      'error-response-shared',
      'redirect-shared',
      'not-modified-consistent',
    ],
  },
  {
    name: 'says-True',
    seen: 'booleans printed by Python',
    parts: {
      ...model,
      allowCredentials: (policy) => (model.allowCredentials(policy) === null ? null : 'True'),
    },
    primary: 'grammar-allow-credentials',
    also: [
      'listed-origin-shared',
      'credentials-granted',
      'listed-method-granted',
      'listed-header-granted',
      'exposed-header-readable',
      'error-response-shared',
      'redirect-shared',
    ],
  },
  {
    name: 'forgets-credentials',
    seen: 'configurations that allow origins but not credentials',
    parts: { ...model, allowCredentials: () => null },
    primary: 'credentials-granted',
    also: [
      'listed-origin-shared',
      'listed-method-granted',
      'listed-header-granted',
      'exposed-header-readable',
      'error-response-shared',
      'redirect-shared',
    ],
  },
  {
    name: 'upper-cases-methods',
    seen: 'go-chi/cors, php-cors, rack-cors',
    parts: {
      ...model,
      allowMethods: (policy, requested) =>
        model.allowMethods(policy, requested)?.toUpperCase() ?? null,
    },
    primary: 'listed-method-granted',
    also: ['unlisted-method-refused'],
    needs: ['methods'],
  },
  {
    name: 'echoes-the-method',
    seen: 'handlers written by hand',
    parts: { ...model, allowMethods: (_policy, requested) => requested },
    primary: 'unlisted-method-refused',
    also: ['preflight-stops-request'],
  },
  {
    name: 'echoes-the-headers',
    seen: 'express cors by default',
    parts: { ...model, allowHeaders: (_policy, requested) => requested },
    primary: 'unlisted-header-refused',
    also: ['authorization-refused', 'preflight-stops-request', 'request-headers-not-echoed'],
  },
  {
    name: 'sends-a-wildcard-with-credentials',
    seen: 'configurations that list * and allow credentials',
    parts: {
      ...model,
      allowHeaders: (policy) => (policy.allowHeaders ?? []).join(', ') || null,
    },
    primary: 'listed-header-granted',
    also: [],
  },
  {
    name: 'lets-a-wildcard-cover-authorization',
    seen: 'what browsers do, against the standard (whatwg/fetch#1919)',
    parts: {
      ...model,
      allowHeaders: (policy, requested) =>
        policy.allowHeaders?.includes('*')
          ? requestedNames(requested).join(', ')
          : model.allowHeaders(policy, requested),
    },
    primary: 'authorization-refused',
    also: [],
  },
  {
    name: 'forgets-authorization',
    seen: 'middleware that leaves Authorization out of what it grants',
    parts: {
      ...model,
      allowHeaders: (policy, requested) =>
        model.allowHeaders(policy, requested)?.replace(/authorization/i, 'X-None') ?? null,
    },
    primary: 'authorization-granted',
    also: ['listed-header-granted', 'request-headers-tolerated'],
    needs: ['authorization'],
  },
  {
    name: 'exposes-everything',
    seen: 'Access-Control-Expose-Headers: * by default',
    parts: {
      ...model,
      exposeHeaders: (policy) => [...(policy.exposeHeaders ?? []), 'X-Private'].join(', '),
    },
    primary: 'other-header-hidden',
    also: [],
  },
  {
    name: 'exposes-nothing',
    seen: 'middleware that knows preflights only',
    parts: { ...model, exposeHeaders: () => null },
    primary: 'exposed-header-readable',
    also: [],
  },
  {
    name: 'sends-no-vary',
    seen: 'aiohttp-cors, corser, warp, Envoy',
    parts: { ...model, vary: () => null },
    primary: 'vary-origin',
    also: ['vary-on-preflight'],
  },
  {
    name: 'varies-only-when-allowed',
    seen: 'flask-cors, express cors with a function, gin',
    parts: {
      ...model,
      vary: (policy, isAllowed, isPreflight) =>
        isAllowed ? model.vary(policy, isAllowed, isPreflight) : null,
    },
    primary: 'vary-origin',
    also: ['vary-on-preflight'],
  },
  {
    name: 'forgets-errors',
    seen: 'nginx add_header without always, Starlette, ASP.NET Core',
    parts: { ...model, decorates: (status) => status < 400 },
    primary: 'error-response-shared',
    also: [],
  },
  {
    name: 'refuses-every-origin-not-listed',
    seen: 'Spring, Tomcat, gin, Play, warp, vert.x',
    parts: { ...model, refusalStatus: () => 403 },
    primary: 'own-origin-served',
    also: ['plain-options-served'],
  },
  {
    name: 'eats-every-options',
    seen: 'express cors, hono, Elysia, corser',
    parts: { ...model, isPreflight: ({ method }) => method === 'OPTIONS' },
    primary: 'plain-options-served',
    also: [],
  },
  {
    name: 'answers-preflights-404',
    seen: 'routers in front of the middleware',
    parts: { ...model, preflightStatus: () => 404 },
    primary: 'listed-method-granted',
    also: [
      'listed-origin-shared',
      'listed-header-granted',
      'authorization-granted',
      'redirect-shared',
    ],
    needs: ['authorization'],
  },
  {
    name: 'sends-max-age-with-a-unit',
    seen: 'configurations that take durations',
    parts: {
      ...model,
      maxAge: (policy) => (policy.maxAge === undefined ? null : `${policy.maxAge}s`),
    },
    primary: 'grammar-max-age',
    also: ['max-age-declared'],
    needs: ['max-age'],
  },
  {
    name: 'forgets-max-age',
    seen: 'middleware without such an option',
    parts: { ...model, maxAge: () => null },
    primary: 'max-age-declared',
    also: [],
    needs: ['max-age'],
  },
  {
    name: 'separates-methods-by-spaces',
    seen: 'lists joined by hand',
    parts: {
      ...model,
      allowMethods: (policy, requested) =>
        model.allowMethods(policy, requested)?.replaceAll(', ', ' ') ?? null,
    },
    primary: 'grammar-allow-methods',
    also: [
      'listed-origin-shared',
      'listed-method-granted',
      'listed-header-granted',
      'redirect-shared',
    ],
  },
  {
    name: 'prints-the-header-list',
    seen: 'lists printed by a language',
    parts: {
      ...model,
      allowHeaders: (policy, requested) => {
        const names = model.allowHeaders(policy, requested);
        return names === null ? null : JSON.stringify(names.split(', '));
      },
    },
    primary: 'grammar-allow-headers',
    also: [
      'listed-origin-shared',
      'listed-method-granted',
      'listed-header-granted',
      'authorization-granted',
      'redirect-shared',
      'request-headers-tolerated',
      'request-headers-not-echoed',
    ],
    needs: ['authorization'],
  },
  {
    name: 'quotes-exposed-names',
    seen: 'lists printed by a language',
    parts: {
      ...model,
      exposeHeaders: (policy) => (policy.exposeHeaders ?? []).map((name) => `"${name}"`).join(', '),
    },
    primary: 'grammar-expose-headers',
    also: ['exposed-header-readable'],
  },
  {
    name: 'decides-on-the-response-only',
    seen: 'handlers that answer every preflight alike',
    parts: { ...model, preflightOrigin: (_policy, origin) => origin },
    primary: 'preflight-stops-request',
    also: [],
  },
  {
    name: 'parses-origin-and-throws',
    seen: 'spring-framework#33682',
    parts: {
      ...model,
      refusalStatus: (origin) => (origin !== 'null' && !URL.canParse(origin) ? 500 : null),
    },
    primary: 'malformed-origin-survived',
    also: [],
  },
  {
    name: 'parses-request-headers-and-throws',
    seen: 'parsers that do not expect empty members',
    parts: {
      ...model,
      preflightStatus: (policy, isAllowed, requested) =>
        requested !== '' && requestedNames(requested).length === 0
          ? 500
          : model.preflightStatus(policy, isAllowed, requested),
    },
    primary: 'request-headers-survived',
    also: [],
  },
  {
    name: 'normalises-before-comparing',
    seen: 'django-cors-headers, Spring, rs/cors, go-chi',
    parts: {
      ...model,
      allowsOrigin: (policy, origin, request) =>
        model.allowsOrigin(policy, origin.toLowerCase().replace(/\/$/, ''), request),
    },
    primary: 'malformed-origin-not-echoed',
    also: [],
  },
  {
    name: 'allows-credentials-everywhere',
    seen: 'express cors, @fastify/cors, rs/cors and gin with * and credentials',
    parts: {
      ...model,
      allowCredentials: (policy) => (isPublic(policy) ? 'true' : model.allowCredentials(policy)),
    },
    primary: 'credentials-with-wildcard',
    also: [],
  },
  {
    name: 'remembers-the-last-refusal',
    seen: 'state that outlives a request (Starlette #510)',
    parts: remembersRefusals(),
    primary: 'answers-stable',
    also: [],
    mayAlso: [
      'listed-origin-shared',
      'credentials-granted',
      'listed-method-granted',
      'listed-header-granted',
      'authorization-granted',
      'exposed-header-readable',
      'error-response-shared',
      'redirect-shared',
      'max-age-declared',
      'request-headers-tolerated',
      'vary-origin',
    ],
  },
  {
    name: 'forgets-redirects',
    seen: 'redirects that a proxy, or a router, answers by itself',
    parts: { ...model, decorates: (status) => status < 300 || status > 399 },
    primary: 'redirect-shared',
    also: [],
  },
  {
    name: 'overwrites-vary',
    seen: 'tower-http before 0.5.2, NelmioCorsBundle',
    parts: {
      ...model,
      finish: (policy, _status, response) => {
        if (model.vary(policy, true, false) !== null) response.setHeader('Vary', 'Origin');
      },
    },
    primary: 'vary-kept',
    also: [],
  },
  {
    name: 'confirms-for-someone-else',
    seen: 'caches that keep the headers of a 304',
    parts: {
      ...model,
      finish: (_policy, status, response) => {
        if (status === 304)
          response.setHeader('Access-Control-Allow-Origin', 'https://cached.test');
      },
    },
    primary: 'not-modified-consistent',
    also: [],
  },
  {
    name: 'takes-its-name-from-x-forwarded-host',
    seen: 'same-origin checks behind a proxy',
    parts: {
      ...model,
      allowsOrigin: (policy, origin, request) =>
        model.allowsOrigin(policy, origin, request) ||
        hostOf(origin) === request.headers['x-forwarded-host'],
    },
    primary: 'only-origin-decides',
    also: [],
  },
  {
    name: 'compares-requested-names-strictly',
    seen: 'corser, rack-cors, Starlette',
    parts: {
      ...model,
      allowHeaders: (policy, requested) => {
        const allowed = (policy.allowHeaders ?? []).map((name) => name.toLowerCase());
        const strict = requested.split(',').every((name) => allowed.includes(name));
        return strict || allowed.includes('*') ? model.allowHeaders(policy, requested) : null;
      },
    },
    primary: 'request-headers-tolerated',
    also: [],
  },
  {
    name: 'echoes-what-does-not-parse',
    seen: 'fallbacks for lists that are not understood',
    parts: {
      ...model,
      allowHeaders: (policy, requested) =>
        requested !== '' && requestedNames(requested).length === 0
          ? requested
          : model.allowHeaders(policy, requested),
    },
    primary: 'request-headers-not-echoed',
    also: [],
  },
  {
    name: 'varies-without-need',
    seen: 'middleware that adds Vary whatever it answers',
    parts: { ...model, vary: () => 'Origin' },
    primary: 'vary-unneeded',
    also: [],
  },
  {
    name: 'varies-on-responses-only',
    seen: 'middleware that takes OPTIONS for uncacheable, rightly',
    parts: {
      ...model,
      vary: (policy, isAllowed, isPreflight) =>
        isPreflight ? null : model.vary(policy, isAllowed, isPreflight),
    },
    primary: 'vary-on-preflight',
    also: [],
  },
  {
    name: 'grants-what-nobody-can-ask-for',
    seen: 'http-server, and many a list copied from elsewhere',
    parts: {
      ...model,
      allowHeaders: (policy, requested) => {
        const names = model.allowHeaders(policy, requested);
        return names === null ? 'Origin' : `Origin, ${names}`;
      },
    },
    primary: 'grants-useful',
    also: [],
  },
];

/** Whoever comes after a refused origin is refused as well. */
function remembersRefusals(): Parts {
  const lastAllowed = new Map<string, boolean>();
  return {
    ...model,
    allowsOrigin: (policy, origin, request) => {
      const isAllowed = model.allowsOrigin(policy, origin, request);
      const wasAllowed = lastAllowed.get(policy.id) ?? true;
      lastAllowed.set(policy.id, isAllowed);
      return isAllowed && wasAllowed;
    },
  };
}

function hostOf(origin: string): string {
  return origin.replace(/^[a-z]+:\/\//, '');
}
