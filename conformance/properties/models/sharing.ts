/** Models which page may read what, for fetches without redirects, by facts instead of steps. */
import type { HeaderLine, PageFetch } from '../../exchanges.ts';
import { tokensIn } from './comma-lists.ts';
import { namesToAskFor } from './safelist.ts';

/** A response of the server. */
export interface Answer {
  readonly status: number;
  readonly headers: readonly HeaderLine[];
}

export interface Verdict {
  readonly type: 'basic' | 'cors' | 'opaque' | 'opaqueredirect' | 'error';
  /** The number of requests that are sent, including a preflight. */
  readonly requests: number;
  readonly hasPreflight: boolean;
  /** Names in lower case, each as often as the response has it. */
  readonly readable: readonly string[];
}

/** What the page that makes `fetch` gets. */
export function verdictOn(
  fetch: PageFetch,
  {
    page,
    target,
    preflight,
    actual,
  }: {
    /** The serialized origins of the page and of the URL. */
    page: string;
    target: string;
    preflight: Answer;
    actual: Answer;
  },
): Verdict {
  const refused: Verdict = { type: 'error', requests: 0, hasPreflight: false, readable: [] };
  const sent = { ...refused, requests: 1 };
  if (page === target) return seen('basic', fetch, actual, sent, () => true);
  if (fetch.mode === 'same-origin') return refused;
  if (fetch.mode === 'no-cors') {
    return fetch.redirect === 'follow' ? seen('opaque', fetch, actual, sent, () => false) : refused;
  }
  const wish = wishOf(fetch, page);
  const hasPreflight = fetch.uploadListener || !isSafeMethod(wish.method) || wish.names.length > 0;
  if (hasPreflight && !(permits(preflight, wish) && grants(preflight, wish))) {
    return { ...sent, hasPreflight };
  }
  const asked = { ...sent, hasPreflight, requests: hasPreflight ? 2 : 1 };
  if (!permits(actual, wish)) return asked;
  return seen('cors', fetch, actual, asked, (name) => isExposed(name, actual, wish));
}

/** What a fetch needs from the server. */
interface Wish {
  readonly page: string;
  readonly hasCredentials: boolean;
  readonly method: string;
  /** In lower case. */
  readonly names: readonly string[];
  readonly hasAuthorization: boolean;
  readonly methodNeedsNoList: boolean;
}

function wishOf(fetch: PageFetch, page: string): Wish {
  const method = /^(?:delete|get|head|options|post|put)$/i.test(fetch.method)
    ? fetch.method.toUpperCase()
    : fetch.method;
  return {
    page,
    hasCredentials: fetch.credentials === 'include',
    method,
    names: namesToAskFor(headersOf(fetch)),
    hasAuthorization: fetch.headers.some(([name]) => name.toLowerCase() === 'authorization'),
    methodNeedsNoList: isSafeMethod(method) || fetch.uploadListener,
  };
}

/** The headers that are sent. A body adds its type, and XMLHttpRequest sends one line per name. */
function headersOf({ api, headers, body }: PageFetch): HeaderLine[] {
  const sent = new Map<string, string[]>();
  for (const [name, value] of headers) {
    sent.set(name.toLowerCase(), [...(sent.get(name.toLowerCase()) ?? []), value]);
  }
  if (body !== null && !sent.has('content-type')) {
    sent.set('content-type', ['text/plain;charset=UTF-8']);
  }
  return [...sent].flatMap(([name, values]): HeaderLine[] =>
    api === 'xhr' ? [[name, values.join(', ')]] : values.map((value) => [name, value]),
  );
}

function isSafeMethod(method: string): boolean {
  return /^(?:GET|HEAD|POST)$/.test(method);
}

/** The CORS check: with credentials two exact values, without them the origin or a wildcard. */
function permits(answer: Answer, { page, hasCredentials }: Wish): boolean {
  const origin = combined(answer, 'access-control-allow-origin');
  const credentials = combined(answer, 'access-control-allow-credentials');
  return hasCredentials
    ? origin === page && credentials === 'true'
    : origin === page || origin === '*';
}

/** What a preflight response has to grant beyond the CORS check. */
function grants(answer: Answer, wish: Wish): boolean {
  const methods = listIn(answer, 'access-control-allow-methods');
  const names = listIn(answer, 'access-control-allow-headers')?.map((name) => name.toLowerCase());
  if (answer.status < 200 || answer.status > 299 || methods === null || names === undefined) {
    return false;
  }
  const covers = (list: readonly string[], item: string) =>
    list.includes(item) || (list.includes('*') && !wish.hasCredentials);
  const isMethodFree =
    isSafeMethod(wish.method) ||
    (wish.methodNeedsNoList && linesOf(answer, 'access-control-allow-methods').length === 0);
  return (
    (isMethodFree || covers(methods, wish.method)) &&
    wish.names.every((name) => covers(names, name)) &&
    (!wish.hasAuthorization || names.includes('authorization'))
  );
}

function isExposed(name: string, answer: Answer, wish: Wish): boolean {
  if (/^set-cookie2?$/.test(name)) return false;
  const always =
    /^(?:cache-control|content-language|content-length|content-type|expires|last-modified|pragma)$/;
  const list = listIn(answer, 'access-control-expose-headers') ?? [];
  return (
    always.test(name) ||
    list.some((item) => item.toLowerCase() === name || (item === '*' && !wish.hasCredentials))
  );
}

/** Redirects have no Location here, so one that is followed is a response like any other. */
function seen(
  type: Verdict['type'],
  { redirect }: PageFetch,
  { status, headers }: Answer,
  sent: Verdict,
  isReadable: (name: string) => boolean,
): Verdict {
  if ([301, 302, 303, 307, 308].includes(status) && redirect !== 'follow') {
    return { ...sent, type: redirect === 'error' ? 'error' : 'opaqueredirect' };
  }
  const names = headers.map(([name]) => name.toLowerCase());
  const readable = names.filter((name) => isReadable(name) && !/^set-cookie2?$/.test(name));
  return { ...sent, type, readable: readable.sort() };
}

function linesOf({ headers }: Answer, name: string): string[] {
  return headers.flatMap(([each, value]) => (each.toLowerCase() === name ? [value] : []));
}

function combined(answer: Answer, name: string): string | null {
  const lines = linesOf(answer, name);
  return lines.length === 0 ? null : lines.join(', ');
}

/** Null if a line is malformed, and empty if the response has no such line. */
function listIn(answer: Answer, name: string): string[] | null {
  const lines = linesOf(answer, name).map(tokensIn);
  return lines.every((tokens) => tokens !== null) ? lines.flat() : null;
}
