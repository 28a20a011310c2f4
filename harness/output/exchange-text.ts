/** An exchange as lines for people. */
import type { Header } from '../../reference/index.ts';
import type { ReportedExchange } from './exchange-json.ts';
import { printable } from './terminal.ts';

/** What every request has, and what decides nothing. */
const usualRequestHeaders = /^(accept|user-agent|sec-fetch-.*)$/i;
const usualResponseHeaders = /^(date|connection|keep-alive|content-length|transfer-encoding)$/i;
const longest = 200;

/** The request and its header lines, then the response and its own. */
export function exchangeLines({ request, response, cause }: ReportedExchange): string[] {
  return [
    `${printable(request.method)} ${printable(pathOf(request.url))}`,
    ...headerLines(request.headers, usualRequestHeaders),
    response === null
      ? `← no response: ${printable(cause ?? '')}`
      : `← ${response.status} ${printable(response.statusMessage)}`.trimEnd(),
    ...headerLines(response?.headers ?? [], usualResponseHeaders),
    ...bodyLines(response?.bodyStart ?? null),
  ];
}

function pathOf(url: string): string {
  const { pathname, search } = new URL(url);
  return pathname + search;
}

function bodyLines(start: string | null): string[] {
  return start === null ? [] : [`    the body begins: ${printable(start.replaceAll(/\s+/g, ' '))}`];
}

function headerLines(headers: readonly Header[], usual: RegExp): string[] {
  return headers
    .filter(([name]) => !usual.test(name))
    .map(([name, value]) => `    ${printable(name)}: ${shortened(printable(value))}`);
}

function shortened(text: string): string {
  if (text.length <= longest) return text;
  return `${text.slice(0, longest)}… (${text.length} characters)`;
}
