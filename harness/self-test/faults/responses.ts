/** Faults in caching, in requests that are not about CORS, and in what a server survives. */
import { variesByOrigin } from '../correct-server.ts';
import { type Fault, refusals } from './fault.ts';

const malformed = ['malformed-origin-survived', 'malformed-origin-not-echoed'];

export const responseFaults: readonly Fault[] = [
  {
    name: 'sends-no-vary',
    seen: 'aiohttp-cors, corser, warp, Envoy',
    fits: ['vary-origin', 'vary-on-preflight'],
    change: (parts) => ({ ...parts, vary: () => [] }),
  },
  {
    name: 'varies-only-when-allowed',
    seen: 'flask-cors, express cors with a function, gin',
    fits: ['vary-origin', 'vary-on-preflight'],
    change: (parts) => ({
      ...parts,
      vary: (situation) => (situation.isAllowed ? parts.vary(situation) : []),
    }),
  },
  {
    name: 'varies-only-with-origin',
    seen: 'middleware that ignores requests without Origin',
    fits: ['vary-origin', 'vary-on-preflight'],
    change: (parts) => ({
      ...parts,
      vary: (situation) => (situation.origin === null ? [] : parts.vary(situation)),
    }),
  },
  {
    name: 'varies-only-on-success',
    seen: 'headers that are set after the application',
    fits: ['vary-origin'],
    change: (parts) => ({
      ...parts,
      vary: (situation) => (situation.status >= 400 ? [] : parts.vary(situation)),
    }),
  },
  {
    name: 'varies-only-on-preflights',
    seen: 'middleware that knows only preflights',
    fits: ['vary-origin'],
    change: (parts) => ({
      ...parts,
      vary: (situation) => (situation.isPreflight ? parts.vary(situation) : []),
    }),
  },
  {
    name: 'overwrites-vary',
    seen: 'tower-http before 0.5.2, NelmioCorsBundle',
    fits: ['vary-kept'],
    change: (parts) => ({
      ...parts,
      finish: (sent, situation) => {
        const done = parts.finish(sent, situation);
        const others = done.headers.filter(([name]) => name !== 'Vary');
        const last = done.headers.findLast(([name]) => name === 'Vary');
        return { ...done, headers: last === undefined ? others : [...others, last] };
      },
    }),
  },
  {
    name: 'copies-the-vary-of-the-request',
    seen: 'headers read from the wrong message',
    fits: ['vary-origin', 'vary-kept'],
    isRaw: true,
    applies: (policy, choices) => variesByOrigin(policy, choices) && choices.vary !== 'no-store',
    change: (parts) => ({
      ...parts,
      vary: (situation) => {
        const copied = situation.request.get('Vary');
        return copied === null ? parts.vary(situation) : [copied];
      },
    }),
  },
  {
    name: 'sends-a-static-origin-only-when-asked',
    seen: 'corser, gin, fiber, Tomcat, Amazon S3',
    fits: ['vary-origin'],
    change: (parts) => ({
      ...parts,
      vary: () => [],
      allowOrigin: (situation) => (situation.origin === null ? [] : parts.allowOrigin(situation)),
    }),
  },
  {
    name: 'confirms-for-another-origin',
    seen: 'caches that keep the headers of a 304',
    fits: ['not-modified-consistent'],
    isRaw: true,
    change: (parts) => ({
      ...parts,
      finish: (sent, situation) =>
        sent.status === 304
          ? { ...sent, headers: [['Access-Control-Allow-Origin', 'https://cached.test']] }
          : parts.finish(sent, situation),
    }),
  },
  {
    name: 'forgets-errors',
    seen: 'nginx add_header without always, Starlette, ASP.NET Core',
    fits: refusals.shared,
    change: (parts) => ({
      ...parts,
      decorates: (situation) => situation.status < 400 && parts.decorates(situation),
    }),
  },
  {
    name: 'replaces-the-errors-of-the-application',
    seen: 'middleware that catches errors and does not throw them again',
    fits: ['error-response-shared'],
    isRaw: true,
    applies: ({ shareErrors, allowOrigins = [] }) =>
      shareErrors !== false && allowOrigins.length > 0,
    change: (parts) => ({
      ...parts,
      finish: (sent, situation) => {
        const done = parts.finish(sent, situation);
        const isError = done.status === 401 && !situation.isPreflight && situation.isAllowed;
        const headers = done.headers.filter(([name]) => name !== 'X-Reached');
        return isError ? { ...done, status: 404, headers } : done;
      },
    }),
  },
  {
    name: 'forgets-server-errors',
    seen: 'exceptions that leave the middleware out',
    fits: refusals.shared,
    change: (parts) => ({
      ...parts,
      decorates: (situation) => situation.status < 500 && parts.decorates(situation),
    }),
  },
  {
    name: 'shares-errors-with-everyone',
    seen: 'error pages with their own headers',
    fits: ['unlisted-origin-refused', 'error-response-hidden'],
    change: (parts) => ({
      ...parts,
      finish: (sent, situation) => {
        const done = parts.finish(sent, situation);
        if (done.status < 400 || situation.isPreflight) return done;
        const others = done.headers.filter(
          ([name]) => !/^access-control-allow-origin$/i.test(name),
        );
        const wildcard = ['Access-Control-Allow-Origin', '*'] as [string, string];
        return { ...done, headers: [...others, wildcard] };
      },
    }),
  },
  {
    name: 'forgets-redirects',
    seen: 'redirects that a proxy or a router answers',
    fits: ['redirect-shared', ...refusals.shared],
    change: (parts) => ({
      ...parts,
      decorates: (situation) =>
        (situation.status < 300 || situation.status > 399) && parts.decorates(situation),
    }),
  },
  {
    name: 'forgets-head',
    seen: 'routers that answer HEAD by themselves',
    fits: refusals.shared,
    change: (parts) => ({
      ...parts,
      decorates: (situation) => situation.request.method !== 'HEAD' && parts.decorates(situation),
    }),
  },
  {
    name: 'forgets-post',
    seen: 'handlers for GET only',
    fits: refusals.shared,
    change: (parts) => ({
      ...parts,
      decorates: (situation) => situation.request.method !== 'POST' && parts.decorates(situation),
    }),
  },
  {
    name: 'refuses-its-own-origin',
    seen: 'Spring, Tomcat, gin, Play, warp, vert.x',
    fits: ['own-origin-served', 'plain-options-served'],
    isRaw: true,
    change: (parts) => ({
      ...parts,
      interception: (request) => {
        const origin = parts.originOf(request);
        const isRefused = origin !== null && !parts.allowsOrigin(origin, request);
        return isRefused && !parts.isPreflight(request) ? 403 : parts.interception(request);
      },
    }),
  },
  {
    name: 'swallows-every-options',
    seen: 'express cors, hono, Elysia, corser',
    fits: ['plain-options-served'],
    isRaw: true,
    change: (parts) => ({ ...parts, isPreflight: ({ method }) => method === 'OPTIONS' }),
  },
  {
    name: 'takes-options-without-origin-for-a-preflight',
    seen: 'checks of the method alone',
    fits: ['plain-options-served'],
    isRaw: true,
    change: (parts) => ({
      ...parts,
      isPreflight: (request) =>
        request.method === 'OPTIONS' && request.get('Access-Control-Request-Method') !== null,
    }),
  },
  {
    name: 'takes-options-with-origin-for-a-preflight',
    seen: 'checks of Origin alone',
    fits: ['plain-options-served'],
    isRaw: true,
    change: (parts) => ({
      ...parts,
      isPreflight: (request) => request.method === 'OPTIONS' && request.get('Origin') !== null,
    }),
  },
  {
    name: 'fails-for-unlisted-origins',
    seen: 'callback(new Error()) in express cors',
    fits: ['unlisted-origin-survived', ...malformed],
    isRaw: true,
    change: (parts) => ({
      ...parts,
      requestRefusal: () => 500,
      preflightStatus: (situation) =>
        situation.isAllowed ? parts.preflightStatus(situation) : 500,
    }),
  },
  {
    name: 'fails-for-malformed-origins',
    seen: 'spring-framework#33682',
    fits: malformed,
    isRaw: true,
    change: (parts) => ({
      ...parts,
      interception: (request) => {
        const origin = request.get('Origin');
        const isBad = origin !== null && origin !== 'null' && !URL.canParse(origin);
        return isBad ? 500 : parts.interception(request);
      },
    }),
  },
  {
    name: 'fails-for-malformed-request-headers',
    seen: 'parsers that do not expect empty members',
    fits: ['request-headers-survived'],
    isRaw: true,
    change: (parts) => ({
      ...parts,
      requestedNames: (request) =>
        request.lines('Access-Control-Request-Headers').some((line) => /[^a-z0-9,-]/i.test(line))
          ? 500
          : parts.requestedNames(request),
    }),
  },
  {
    name: 'reads-only-one-line-of-request-headers',
    seen: 'rs/cors 1.11.0',
    fits: ['request-headers-tolerated'],
    isRaw: true,
    applies: ({ allowHeaders = [] }, choices) =>
      allowHeaders.filter((name) => name !== '*').length > 1 &&
      choices.malformedRequestHeaders === 'tolerated' &&
      choices.severalRequestHeaders === 'combined',
    change: (parts, policy) => ({
      ...parts,
      grantRefusal: () => 403,
      requestedNames: (request) => {
        const lines = request.lines('Access-Control-Request-Headers');
        const [second] = (policy.allowHeaders ?? []).slice(1);
        return lines.length > 1 && second !== undefined ? null : parts.requestedNames(request);
      },
    }),
  },
  {
    name: 'takes-white-space-before-a-comma-for-a-part-of-a-name',
    seen: 'corser and rack-cors, which split at a comma and the white space after it',
    fits: ['request-headers-tolerated'],
    isRaw: true,
    applies: ({ allowHeaders = [] }, { malformedRequestHeaders }) =>
      allowHeaders.filter((name) => name !== '*').length > 1 &&
      malformedRequestHeaders === 'tolerated',
    change: (parts) => ({
      ...parts,
      grantRefusal: () => 403,
      requestedNames: (request) =>
        /[ \t],/.test(request.get('Access-Control-Request-Headers') ?? '')
          ? null
          : parts.requestedNames(request),
    }),
  },
  {
    name: 'echoes-what-does-not-parse',
    seen: 'fallbacks for lists that cannot be parsed',
    fits: ['request-headers-not-echoed'],
    isRaw: true,
    change: (parts) => ({
      ...parts,
      requestedNames: (request) => {
        const names = parts.requestedNames(request);
        return names === null ? [] : names;
      },
      allowHeaders: (asked, situation) => {
        const line = situation.request.get('Access-Control-Request-Headers') ?? '';
        return /["/]/.test(line) ? [line] : parts.allowHeaders(asked, situation);
      },
    }),
  },
  {
    name: 'takes-time-that-grows-with-the-request-headers',
    seen: 'GO-2024-2883, CVE-2026-69207',
    fits: ['answers-in-time'],
    isRaw: true,
    change: (parts) => ({
      ...parts,
      interception: (request) => {
        const { length } = request.get('Access-Control-Request-Headers') ?? '';
        wait((length / 1400) ** 2);
        return parts.interception(request);
      },
    }),
  },
  {
    name: 'takes-time-that-grows-with-the-origin',
    seen: 'patterns that backtrack',
    fits: ['answers-in-time'],
    isRaw: true,
    change: (parts) => ({
      ...parts,
      interception: (request) => {
        wait(((request.get('Origin') ?? '').length / 1400) ** 2);
        return parts.interception(request);
      },
    }),
  },
  {
    name: 'varies-without-need',
    seen: 'middleware that adds Vary to every response',
    fits: ['vary-unneeded'],
    isRaw: true,
    applies: (policy, choices) =>
      !variesByOrigin(policy, choices) && (policy.allowOrigins ?? []).length > 0,
    change: (parts) => ({ ...parts, vary: () => ['Origin'] }),
  },
  {
    name: 'varies-by-nothing-but-origin',
    seen: 'servers that echo the headers that a preflight asks for',
    fits: ['vary-on-preflight'],
    isRaw: true,
    applies: ({ allowHeaders = [] }, choices) =>
      allowHeaders.filter((name) => name !== '*').length > 1 &&
      !allowHeaders.includes('*') &&
      choices.headers === 'listed' &&
      choices.vary !== '*',
    change: (parts) => ({
      ...parts,
      allowHeaders: (asked, situation) =>
        asked.length > 0
          ? [asked.filter(parts.allowsHeader).join(', ')]
          : parts.allowHeaders([], situation),
    }),
  },
  {
    name: 'varies-on-responses-only',
    seen: 'middleware that takes OPTIONS for uncacheable, rightly',
    fits: ['vary-on-preflight'],
    isRaw: true,
    applies: (policy, choices) => variesByOrigin(policy, choices) && choices.varyOnPreflights,
    change: (parts) => ({
      ...parts,
      vary: (situation) => (situation.isPreflight ? [] : parts.vary(situation)),
    }),
  },
];

/** Keeps the process busy. @param milliseconds of waiting */
function wait(milliseconds: number): void {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
}
