/** Faults in how origins are compared. */
import { isPublic, matchesOrigin, type Policy } from '../../../conformance/servers/index.ts';
import type { Parts } from '../correct-server.ts';
import type { Received } from '../received.ts';
import { type Fault, refusals } from './fault.ts';

/** A static origin never comes back as it was sent, however generously it was read. */
const echoes: Fault['applies'] = (_policy, { allowOrigin }) => allowOrigin === 'computed';

/** The server also allows what `match` says of one entry of the list. */
function alsoAllows(match: (entry: string, origin: string) => boolean): Fault['change'] {
  return (parts, policy) => ({
    ...parts,
    allowsOrigin: (origin, request) =>
      parts.allowsOrigin(origin, request) ||
      entriesOf(policy).some((entry) => match(entry, origin)),
  });
}

/** The server allows only what `match` says of the whole list. */
function allowsOnly(
  match: (entries: readonly string[], origin: string, count: number) => boolean,
): Fault['change'] {
  return (parts, policy) => {
    let count = 0;
    return {
      ...parts,
      allowsOrigin: (origin, request) => {
        count += 1;
        return parts.allowsOrigin(origin, request) && match(entriesOf(policy), origin, count);
      },
    };
  };
}

function entriesOf({ allowOrigins = [] }: Policy): string[] {
  return allowOrigins.filter((entry) => entry !== '*' && !entry.startsWith('/'));
}

function hostOf(origin: string): string {
  return origin.replace(/^[a-z][a-z0-9+.-]*:\/\//, '');
}

function withoutPort(origin: string): string {
  return origin.replace(/:(?:\d+|\*)$/, '');
}

function expression(source: string): RegExp | null {
  try {
    return new RegExp(source);
  } catch {
    return null;
  }
}

const lookalike = [...refusals.lookalike, 'malformed-origin-not-echoed'];

export const matcherFaults: readonly Fault[] = [
  {
    name: 'reflects-any-origin',
    seen: 'hono 4.12.9 to 4.12.24 (CVE-2026-54290), @koa/cors up to 4.0.0 (CVE-2023-49803), flask-cors',
    fits: ['unlisted-origin-refused', ...lookalike],
    change: (parts) => ({ ...parts, allowsOrigin: () => true }),
  },
  {
    name: 'compares-by-prefix',
    seen: 'gin-contrib/cors before 1.6.0',
    fits: lookalike,
    change: alsoAllows((entry, origin) => origin.startsWith(entry)),
  },
  {
    name: 'compares-by-suffix',
    seen: 'patterns that are not anchored at their beginning',
    fits: lookalike,
    change: alsoAllows((entry, origin) => origin.endsWith(hostOf(entry))),
  },
  {
    name: 'looks-for-the-entry-in-the-origin',
    seen: 'Elysia before 1.3.1',
    fits: lookalike,
    change: alsoAllows((entry, origin) => origin.includes(hostOf(entry))),
  },
  {
    name: 'looks-for-the-origin-in-the-entry',
    seen: 'lists joined to one text and searched',
    fits: lookalike,
    change: alsoAllows((entry, origin) => entry.includes(origin)),
  },
  {
    name: 'leaves-dots-unescaped',
    seen: 'rack-cors 0.4.1',
    fits: lookalike,
    change: alsoAllows(
      (entry, origin) => !/[*?[]/.test(entry) && (expression(`^${entry}$`)?.test(origin) ?? false),
    ),
  },
  {
    name: 'leaves-brackets-unescaped',
    seen: 'origins with IPv6 addresses put into a regular expression',
    fits: lookalike,
    change: alsoAllows(
      (entry, origin) => entry.includes('[') && (expression(`^${entry}$`)?.test(origin) ?? false),
    ),
  },
  {
    name: 'forgets-the-end-anchor',
    seen: 're.match in Python',
    fits: lookalike,
    change: alsoAllows((entry, origin) => !/[*?[]/.test(entry) && origin.startsWith(entry)),
  },
  {
    name: 'ignores-the-scheme',
    seen: 'comparisons of hosts instead of origins',
    fits: lookalike,
    change: alsoAllows((entry, origin) => origin !== 'null' && hostOf(entry) === hostOf(origin)),
  },
  {
    name: 'ignores-the-port',
    seen: 'comparisons of host names',
    fits: lookalike,
    change: alsoAllows((entry, origin) => withoutPort(entry) === withoutPort(origin)),
  },
  {
    name: 'allows-subdomains-of-every-entry',
    seen: 'suffix lists',
    fits: lookalike,
    change: alsoAllows(
      (entry, origin) =>
        !entry.includes('*') && origin.endsWith(`.${hostOf(entry)}`) && origin.startsWith('http'),
    ),
  },
  {
    name: 'lets-a-subdomain-pattern-match-the-domain',
    seen: 'patterns whose first label is optional',
    fits: lookalike,
    change: alsoAllows((entry, origin) => origin === entry.replace(/[*?]\./, '')),
  },
  {
    name: 'lets-one-label-stand-for-several',
    seen: 'patterns with .* for a label',
    fits: lookalike,
    applies: ({ allowOrigins = [] }, { oddHosts }) =>
      oddHosts === 'allowed' && allowOrigins.some((entry) => entry.includes('://?.')),
    change: alsoAllows((entry, origin) => matchesOrigin(entry.replace('?.', '*.'), origin)),
  },
  {
    name: 'lets-a-pattern-match-any-beginning',
    seen: '*.example.org read as a suffix',
    fits: lookalike,
    change: alsoAllows(
      (entry, origin) => /:\/\/[*?]\./.test(entry) && origin.endsWith(hostOf(entry).slice(2)),
    ),
  },
  {
    name: 'joins-two-entries',
    seen: 'GHSA-vhxv-fg4m-p2w8',
    fits: lookalike,
    change: (parts, policy) => ({
      ...parts,
      allowsOrigin: (origin, request) => {
        const entries = entriesOf(policy);
        return (
          parts.allowsOrigin(origin, request) ||
          entries.some((first) =>
            entries.some(
              (second) => origin === `${withoutPort(first)}${withoutPort(hostOf(second))}`,
            ),
          )
        );
      },
    }),
  },
  {
    name: 'trusts-null',
    seen: 'any-origin modes with credentials, and advice on the web',
    fits: refusals.lookalike,
    change: alsoAllowsNull,
  },
  {
    name: 'trusts-localhost',
    seen: 'settings for development',
    fits: refusals.lookalike,
    change: alsoAllows((_entry, origin) => /^https?:\/\/localhost(?::\d+)?$/.test(origin)),
  },
  {
    name: 'trusts-extensions',
    seen: 'lists of schemes',
    fits: refusals.lookalike,
    change: alsoAllows((_entry, origin) => origin.startsWith('chrome-extension://')),
  },
  {
    name: 'trusts-its-own-host-on-any-port',
    seen: 'same-origin checks without the port',
    fits: refusals.lookalike,
    change: (parts) => ({
      ...parts,
      allowsOrigin: (origin, request) =>
        parts.allowsOrigin(origin, request) || withoutPort(origin) === withoutPort(request.own),
    }),
  },
  {
    name: 'ignores-case',
    seen: 'comparisons in lower case',
    fits: ['malformed-origin-not-echoed'],
    isRaw: true,
    applies: echoes,
    change: alsoAllows((entry, origin) => origin.toLowerCase() === entry.toLowerCase()),
  },
  {
    name: 'normalizes-before-comparing',
    seen: 'django-cors-headers, Spring, rs/cors, go-chi',
    fits: ['malformed-origin-not-echoed'],
    isRaw: true,
    applies: echoes,
    change: alsoAllows((entry, origin) => origin.replace(/\/$/, '') === entry),
  },
  {
    name: 'looks-the-origin-up-in-an-object',
    seen: 'objects used as sets in JavaScript',
    fits: ['malformed-origin-not-echoed'],
    isRaw: true,
    applies: echoes,
    change: alsoAllows((_entry, origin) => origin in {}),
  },
  {
    name: 'allows-only-the-first-entry',
    seen: 'lists that are cut',
    fits: refusals.shared,
    change: allowsOnly((entries, origin) => matches(entries.slice(0, 1), origin)),
  },
  {
    name: 'forgets-the-last-entry',
    seen: 'lists that are cut',
    fits: refusals.shared,
    change: allowsOnly(
      (entries, origin) => entries.length < 2 || matches(entries.slice(0, -1), origin),
    ),
  },
  {
    name: 'cuts-the-list-at-eight',
    seen: 'jub0bs/cors issues 12 and 15',
    fits: refusals.shared,
    change: allowsOnly((entries, origin) => matches(entries.slice(0, 8), origin)),
  },
  {
    name: 'matches-every-other-time',
    seen: 'regular expressions with the g flag',
    fits: ['answers-stable', ...refusals.shared],
    change: allowsOnly((_entries, _origin, count) => count % 2 === 1),
  },
  {
    name: 'refuses-whoever-comes-after-a-refused-origin',
    seen: 'Starlette #510',
    fits: ['answers-stable', ...refusals.shared],
    change: (parts) => {
      let wasAllowed = true;
      return {
        ...parts,
        allowsOrigin: (origin, request) => {
          const isAllowed = parts.allowsOrigin(origin, request);
          const answer = isAllowed && wasAllowed;
          wasAllowed = isAllowed;
          return answer;
        },
      };
    },
  },
  {
    name: 'answers-with-the-previous-origin',
    seen: 'headers kept in a shared object',
    fits: ['answers-stable', ...refusals.shared],
    change: (parts) => {
      let previous: string | null = null;
      return {
        ...parts,
        allowOrigin: (situation) => {
          const now = parts.allowOrigin(situation);
          const answer = previous === null || now.length === 0 || now[0] === '*' ? now : [previous];
          if (now.length > 0) previous = now[0] ?? null;
          return answer;
        },
      };
    },
  },
  {
    name: 'compares-the-first-line-and-echoes-the-last',
    seen: 'frameworks that differ in how they read repeated headers',
    fits: ['only-origin-decides'],
    isRaw: true,
    change: compareAndEcho(
      (lines) => lines[0],
      (lines) => lines.at(-1),
    ),
  },
  {
    name: 'compares-the-last-line-and-echoes-the-first',
    seen: 'frameworks that differ in how they read repeated headers',
    fits: ['only-origin-decides'],
    isRaw: true,
    change: compareAndEcho(
      (lines) => lines.at(-1),
      (lines) => lines[0],
    ),
  },
  believes('X-Forwarded-Host', (value, origin) => hostOf(origin) === value),
  believes('Forwarded', (value, origin) => value.includes(`host=${hostOf(origin)}`)),
  believes('Host', (value, origin) => hostOf(origin) === value),
  believes('Referer', (value, _origin, parts, request) => parts.allowsOrigin(value, request)),
  believes('X-Origin', (value, _origin, parts, request) => parts.allowsOrigin(value, request)),
  believes('X-Forwarded-Origin', (value, _origin, parts, request) =>
    parts.allowsOrigin(value, request),
  ),
  replacesMissingOrigin('takes-x-origin-for-a-missing-origin', 'rack-cors', (request) =>
    request.get('X-Origin'),
  ),
  replacesMissingOrigin('takes-referer-for-a-missing-origin', 'same-origin checks', (request) =>
    request.get('Referer'),
  ),
  replacesMissingOrigin(
    'takes-referer-of-an-old-webkit-for-a-missing-origin',
    'Plack::Middleware::CrossOrigin',
    (request) =>
      /AppleWebKit\/533\b/.test(request.get('User-Agent') ?? '') ? request.get('Referer') : null,
  ),
];

function alsoAllowsNull(parts: Parts): Parts {
  return {
    ...parts,
    allowsOrigin: (origin, request) => origin === 'null' || parts.allowsOrigin(origin, request),
  };
}

function matches(entries: readonly string[], origin: string): boolean {
  return entries.some((entry) => matchesOrigin(entry, origin));
}

function compareAndEcho(
  compared: (lines: readonly string[]) => string | undefined,
  echoed: (lines: readonly string[]) => string | undefined,
): Fault['change'] {
  return (parts) => ({
    ...parts,
    interception: () => null,
    originOf: (request) => compared(request.lines('Origin')) ?? null,
    allowOrigin: (situation) => {
      const values = parts.allowOrigin(situation);
      const lines = situation.request.lines('Origin');
      return values.length === 0 || values[0] === '*' ? values : [echoed(lines) ?? ''];
    },
  });
}

/** Another request header that counts as Origin where there is none. */
function replacesMissingOrigin(
  name: string,
  seen: string,
  replacement: (request: Received) => string | null,
): Fault {
  return {
    name,
    seen,
    fits: ['missing-origin-not-replaced'],
    isRaw: true,
    // With a wildcard or a static origin, responses to all requests may look the same.
    applies: (policy, { allowOrigin }) => !isPublic(policy) && allowOrigin === 'computed',
    change: (parts) => ({
      ...parts,
      originOf: (request) => parts.originOf(request) ?? replacement(request),
    }),
  };
}

/** Another request header that makes any origin an allowed one. */
function believes(
  header: string,
  trusts: (value: string, origin: string, parts: Parts, request: Received) => boolean,
): Fault {
  return {
    name: `believes-${header.toLowerCase()}`,
    seen: 'same-origin checks behind a proxy',
    fits: ['only-origin-decides'],
    isRaw: true,
    change: (parts) => ({
      ...parts,
      allowsOrigin: (origin, request) => {
        const value = request.get(header);
        return (
          parts.allowsOrigin(origin, request) ||
          (value !== null && trusts(value, origin, parts, request))
        );
      },
    }),
  };
}
