/** Reads header lines and responses as people copy them, and writes them the same way. */
import type { HeaderLine } from '../../../../conformance/exchanges.ts';
import { type Header, trimHTTPTabOrSpace as trimmed } from '../../../../reference/index.ts';

export interface ResponseText {
  readonly status: number;
  readonly statusMessage: string;
  readonly headers: readonly Header[];
}

/** What could not be read, for the person who pasted it. */
export interface Mistake {
  readonly line: number;
  readonly what: string;
}

const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const statusLine = /^(?:HTTP\/[\d.]+\s+|:?status(?:\s+code)?:\s*)?(\d{3})(?:\s+(.*))?$/i;

/**
 * Header lines: `Name: value`, or the name and the value on two lines, as some developer tools copy them.
 * What comes after an empty line is a body, and is skipped.
 */
export function readHeaders(text: string): { headers: Header[]; mistakes: Mistake[] } {
  const { headers, mistakes } = linesOf(text, 0);
  return { headers, mistakes };
}

/** @returns a response, or why it cannot be read */
export function readResponse(text: string): { response: ResponseText | null; mistakes: Mistake[] } {
  const lines = text.split(/\r?\n/);
  const first = lines.findIndex((line) => line.trim() !== '');
  const match = statusLine.exec((lines[first] ?? '').trim());
  if (match === null) {
    const what = 'the first line has to be a status, such as 200, or HTTP/1.1 200 OK';
    return { response: null, mistakes: [{ line: first + 1, what }] };
  }
  const { headers, mistakes } = linesOf(text, first + 1);
  const [, status, statusMessage = ''] = match;
  return { response: { status: Number(status), statusMessage, headers }, mistakes };
}

export function writeHeaders(headers: readonly HeaderLine[]): string {
  return headers.map(([name, value]) => `${name}: ${value}`).join('\n');
}

export function writeResponse({
  status,
  statusMessage,
  headers,
}: Omit<ResponseText, 'headers'> & { readonly headers: readonly HeaderLine[] }): string {
  const first = `${status} ${statusMessage}`.trim();
  return headers.length === 0 ? first : `${first}\n${writeHeaders(headers)}`;
}

function linesOf(text: string, from: number): { headers: Header[]; mistakes: Mistake[] } {
  const headers: Header[] = [];
  const mistakes: Mistake[] = [];
  const lines = text.split(/\r?\n/).map(trimmed);
  for (let at = from; at < lines.length; at += 1) {
    const line = lines[at] as string;
    // Empty lines go before the headers, or before the body.
    if (line === '' && headers.length === 0) continue;
    if (line === '') break;
    const colon = line.indexOf(':', 1);
    const name = line.slice(0, colon);
    if (line.startsWith(':')) continue;
    if (colon === -1 || !token.test(name)) {
      const what = `${JSON.stringify(shortened(line))} is not a header line: write Name: value`;
      mistakes.push({ line: at + 1, what });
      continue;
    }
    let value = trimmed(line.slice(colon + 1));
    const next = lines[at + 1] ?? '';
    if (value === '' && next !== '' && !looksLikeHeader(next)) {
      value = next;
      at += 1;
    }
    headers.push([name, bytesOf(value)]);
  }
  return { headers, mistakes };
}

function looksLikeHeader(line: string): boolean {
  return /^:?[!#$%&'*+.^_`|~0-9A-Za-z-]+:(?:\s|$)/.test(line);
}

/** Values have one char per byte: what is beyond a byte is sent as UTF-8. */
function bytesOf(value: string): string {
  if (/^[\u0000-\u00ff]*$/.test(value)) return value;
  return String.fromCharCode(...new TextEncoder().encode(value));
}

function shortened(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 60)}…`;
}
