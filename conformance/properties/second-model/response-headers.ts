/** What the headers of a response allow. */
import type { HeaderLine } from '../../exchanges.ts';
import { tokensIn } from '../models/comma-lists.ts';
import { maxAgeLimit } from './chain.ts';
import { valuesOf } from './request-headers.ts';

const alwaysReadable =
  /^(?:cache-control|content-language|content-length|content-type|expires|last-modified|pragma)$/;
const neverReadable = /^set-cookie2?$/;

/** Why the response is not shared with `origin`, or null if it is. */
export function whyNotShared(
  lines: readonly HeaderLine[],
  origin: string,
  withCredentials: boolean,
): string | null {
  const allowed = valuesOf(lines, 'Access-Control-Allow-Origin');
  if (allowed.length === 0) return 'allow-origin-missing';
  if (allowed.join(', ') === '*' && !withCredentials) return null;
  if (allowed.join(', ') !== origin) return 'allow-origin-mismatch';
  const isAllowed =
    valuesOf(lines, 'Access-Control-Allow-Credentials').join(', ') === 'true' || !withCredentials;
  return isAllowed ? null : 'allow-credentials-not-true';
}

/** The members of a list header, or null if a line is malformed. Undefined if it is absent. */
export function listed(lines: readonly HeaderLine[], name: string): string[] | null | undefined {
  const values = valuesOf(lines, name);
  if (values.length === 0) return undefined;
  const read = values.map(tokensIn);
  return read.some((tokens) => tokens === null) ? null : read.flatMap((tokens) => tokens ?? []);
}

/** In seconds. */
export function maxAgeIn(lines: readonly HeaderLine[]): number {
  const [value, ...others] = valuesOf(lines, 'Access-Control-Max-Age');
  const isNumber = value !== undefined && others.length === 0 && /^\d+$/.test(value);
  return Math.min(isNumber ? Number(value) : 5, maxAgeLimit);
}

/** The names of the lines that a page of another origin can read, in lower case. */
export function exposedNames(lines: readonly HeaderLine[], withCredentials: boolean): string[] {
  const list = (listed(lines, 'Access-Control-Expose-Headers') ?? []).map((name) =>
    name.toLowerCase(),
  );
  const isExposed = (name: string) =>
    list.includes(name) || (list.includes('*') && !withCredentials);
  return ownNames(lines).filter((name) => alwaysReadable.test(name) || isExposed(name));
}

/** The names of the lines that a page of the same origin can read, in lower case. */
export function ownNames(lines: readonly HeaderLine[]): string[] {
  return lines.map(([name]) => name.toLowerCase()).filter((name) => !neverReadable.test(name));
}
