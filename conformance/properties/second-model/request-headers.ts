/** Which headers a page can send, and which of them need permission. */
import type { HeaderLine } from '../../exchanges.ts';
import type { ChainFetch } from './chain.ts';

const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const forbiddenMethod = /^(?:CONNECT|TRACE|TRACK)$/i;
const forbiddenName =
  /^(?:accept-(?:charset|encoding)|access-control-request-(?:headers|method)|connection|content-length|cookie2?|date|dnt|expect|host|keep-alive|origin|referer|set-cookie|te|trailer|transfer-encoding|upgrade|via|proxy-.*|sec-.*)$/i;
const override = /^x-(?:http-method|http-method-override|method-override)$/i;
const noCorsName = /^(?:accept|accept-language|content-language|content-type)$/i;

const unsafeByte = String.raw`[\x00-\x08\x0a-\x1f"():<>?@[\\\]{}\x7f]`;
const safeValues: Readonly<Record<string, RegExp>> = {
  accept: new RegExp(`^(?!.*${unsafeByte})`, 's'),
  'accept-language': /^[0-9A-Za-z *,\-.;=]*$/,
  'content-language': /^[0-9A-Za-z *,\-.;=]*$/,
  'content-type': new RegExp(
    `^(?!.*${unsafeByte})(?:application/x-www-form-urlencoded|multipart/form-data|text/plain)[ \\t]*(?:;|$)`,
    'is',
  ),
};

export const isSimpleMethod = (method: string) => /^(?:GET|HEAD|POST)$/.test(method);

/** The method as the browser sends it, or null if pages cannot use it. */
export function sentMethod(method: string): string | null {
  if (!token.test(method) || forbiddenMethod.test(method)) return null;
  return /^(?:DELETE|GET|HEAD|OPTIONS|POST|PUT)$/i.test(method) ? method.toUpperCase() : method;
}

/** The lines that the browser keeps of those that a page sets, or null if it throws. */
export function keptLines(
  written: readonly HeaderLine[],
  mode: ChainFetch['mode'],
): HeaderLine[] | null {
  const lines = written.map(
    ([name, value]): HeaderLine => [name, value.replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, '')],
  );
  if (lines.some(([name, value]) => !token.test(name) || /[\0\r\n]/.test(value))) return null;
  const kept: HeaderLine[] = [];
  for (const [name, value] of lines) {
    const earlier = kept.filter(([each]) => isSameName(each, name));
    const combined = [...earlier.map(([, each]) => each), value].join(', ');
    const isKept =
      mode === 'no-cors'
        ? noCorsName.test(name) && isSafe([name, combined])
        : !isForbidden([name, value]);
    // Every line is spelled like the first one of its name.
    if (isKept) kept.push([earlier[0]?.[0] ?? name, value]);
  }
  return kept;
}

/** The names that need permission, in lower case and sorted. */
export function namesToAsk(lines: readonly HeaderLine[]): string[] {
  const safe = lines.filter(isSafe);
  const size = safe.reduce((sum, [, value]) => sum + value.length, 0);
  const asking = size > 1024 ? lines : lines.filter((line) => !isSafe(line));
  return [...new Set(asking.map(([name]) => name.toLowerCase()))].sort();
}

export function valuesOf(lines: readonly HeaderLine[], name: string): string[] {
  return lines.filter(([each]) => isSameName(each, name)).map(([, value]) => value);
}

const isSameName = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();

function isForbidden([name, value]: HeaderLine): boolean {
  const members = value.split(',').map((member) => member.trim());
  return (
    forbiddenName.test(name) ||
    (override.test(name) && members.some((member) => forbiddenMethod.test(member)))
  );
}

function isSafe([name, value]: HeaderLine): boolean {
  if (value.length > 128) return false;
  if (/^range$/i.test(name)) {
    const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(value) ?? [];
    return first !== undefined && (last === '' || Number(first) <= Number(last));
  }
  return safeValues[name.toLowerCase()]?.test(value) ?? false;
}
