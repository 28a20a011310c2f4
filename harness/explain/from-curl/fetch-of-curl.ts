/** The fetch of a page that a `curl` command stands for. */
import {
  getHeader,
  type Header,
  isForbiddenMethod,
  isHeaderName,
  isHeaderValue,
  isMethod,
  parseOrigin,
} from '../../../reference/index.ts';
import type { FetchOfPage } from '../story/index.ts';
import { type CurlCommand, readCurl } from './curl-command.ts';
import { canBeOfPage, isSetByBrowser, showsCredentials } from './set-by-browser.ts';

export interface FetchOfCurl {
  readonly fetch: FetchOfPage;
  readonly isInsecure: boolean;
  /** What was assumed: sentences. */
  readonly notes: readonly string[];
}

/**
 * @param origin the origin of the page; null to take that of the command
 * @throws SyntaxError that names the place of a mistake and how to fix it
 */
export function fetchOfCurl(text: string, origin: string | null): FetchOfCurl {
  const command = readCurl(text);
  const lines = [...command.headers];
  checkHeaders(lines);
  const browsers = lines.filter((header) => isSetByBrowser(header, isCopied(lines)));
  const cookie = [command.cookie, getHeader(lines, 'Cookie')]
    .filter((one) => one !== null)
    .join('; ');
  const preflight = preflightIn(command);
  const method = preflight?.method ?? methodOf(command);
  const fetch = {
    url: urlOf(command.url),
    origin: origin ?? originIn(lines),
    method,
    headers: preflight?.headers ?? lines.filter((header) => !browsers.includes(header)),
    credentials: cookie !== '' || showsCredentials(lines) ? 'include' : 'same-origin',
    cookie: cookie === '' ? null : cookie,
    body: ['GET', 'HEAD'].includes(command.method.toUpperCase()) ? null : command.body,
  } as const;
  return {
    fetch,
    isInsecure: command.isInsecure,
    notes: [
      ...command.notes,
      ...(preflight === null ? [] : [preflight.note]),
      ...modeNotes(lines),
      ...browserNotes(browsers),
    ],
  };
}

/** A command without a scheme is about http. */
function urlOf(text: string): string {
  // Browsers escape what curl would take for patterns.
  const url = text.replace(/\\([[\]{}])/g, '$1');
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(url) ? url : `http://${url}`;
}

function checkHeaders(headers: readonly Header[]): void {
  for (const [name, value] of headers) {
    if (!isHeaderName(name) || !isHeaderValue(value)) {
      throw new SyntaxError("-H has a line that is not a header: write 'Name: value'");
    }
  }
}

function methodOf({ method }: CurlCommand): string {
  if (!isMethod(method)) throw new SyntaxError('-X has no valid method: write one, such as PUT');
  if (isForbiddenMethod(method)) {
    throw new SyntaxError(`a page cannot use the method ${method}: choose another`);
  }
  return method;
}

function originIn(headers: Header[]): string {
  const written = getHeader(headers, 'Origin');
  const referer = getHeader(headers, 'Referer');
  const origin =
    written ?? (referer !== null && URL.canParse(referer) ? new URL(referer).origin : null);
  if (origin === null) {
    throw new SyntaxError(
      'it has no Origin and no Referer: name the origin of the page with --origin',
    );
  }
  if (parseOrigin(origin) === null) {
    throw new SyntaxError('its Origin is not an origin: name the origin of the page with --origin');
  }
  return origin;
}

/** A preflight stands for the request that it asks for. */
function preflightIn(command: CurlCommand) {
  const headers = [...command.headers];
  const method = getHeader(headers, 'Access-Control-Request-Method');
  if (command.method.toUpperCase() !== 'OPTIONS' || method === null) return null;
  const names = (getHeader(headers, 'Access-Control-Request-Headers') ?? '').split(',');
  return {
    method: methodOf({ ...command, method }),
    // The values are not known, but need a preflight: no header with this one is safelisted.
    headers: names
      .map((name) => name.trim())
      .filter(isHeaderName)
      .map((name): Header => [name, '?']),
    note: `The command is a preflight. What is explained is the ${method} request that it asks for.`,
  };
}

/** Whether a browser wrote the command. */
function isCopied(headers: readonly Header[]): boolean {
  return headers.some(
    ([name, value]) =>
      /^sec-(?:fetch|ch)-/i.test(name) ||
      (/^user-agent$/i.test(name) && value.startsWith('Mozilla/')),
  );
}

function modeNotes(headers: Header[]): string[] {
  const mode = getHeader(headers, 'Sec-Fetch-Mode');
  if (mode === null || mode === 'cors') return [];
  return [
    `The browser made this request in the mode ${mode}, in which CORS is not used. What is explained is a fetch() of the same URL.`,
  ];
}

function browserNotes(browsers: readonly Header[]): string[] {
  const namesOf = (headers: readonly Header[]) =>
    [...new Set(headers.map(([name]) => name))].join(', ');
  const certain = namesOf(browsers.filter((header) => !canBeOfPage(header)));
  const others = namesOf(browsers.filter(canBeOfPage));
  return [
    ...(certain === '' ? [] : [`Set by the browser, not by the page: ${certain}.`]),
    ...(others === ''
      ? []
      : [
          `Taken to be set by the browser: ${others}. If the page sets this itself, the fetch has a preflight: explain its URL with --header.`,
        ]),
  ];
}
