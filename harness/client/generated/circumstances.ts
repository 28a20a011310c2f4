/** What tells whether a deviation of a client explains a difference in a generated case. */
import type { ExchangeCase, PageFetch, ServerRule } from '../../../conformance/exchanges.ts';
import type { ClientDifference } from '../differences.ts';

export interface Circumstances {
  readonly fetch: PageFetch;
  readonly rules: readonly ServerRule[];
  readonly expected: ExchangeCase['expect'][number];
}

/** Whether the deviation explains this one of the differences. */
export type Explains = (circumstances: Circumstances, difference: ClientDifference) => boolean;

/** The values of the lines of a response with this name, which is in lower case. */
export function linesOf(rule: ServerRule, name: string): string[] {
  if (!('headers' in rule)) return [];
  return rule.headers.filter(([each]) => each.toLowerCase() === name).map(([, value]) => value);
}

/** The values that the page gives to the header of this name, which is in lower case. */
export function valuesOf({ headers }: PageFetch, name: string): string[] {
  return headers.filter(([each]) => each.toLowerCase() === name).map(([, value]) => value);
}

export function isRedirect(rule: ServerRule): boolean {
  return 'status' in rule && [301, 302, 303, 307, 308].includes(rule.status);
}

export const authorizationCoveredByWildcard: Explains = ({ expected }) =>
  'reason' in expected && expected.reason === 'authorization-not-listed';

/** Whether the standard refuses the fetch for one of these reasons. */
export function isRefusedFor(
  { expected }: Pick<Circumstances, 'expected'>,
  ...reasons: readonly string[]
): boolean {
  return 'reason' in expected && reasons.includes(String(expected.reason));
}

/** Whether a line of one of these names, in any response, has this in its value. */
export function hasInList(
  { rules }: Circumstances,
  names: readonly string[],
  part: RegExp,
): boolean {
  return rules.some((rule) =>
    names.some((name) => linesOf(rule, name).some((value) => part.test(value))),
  );
}

/** The origins over which a fetch is led, one letter after the other. */
export function originsOf(rules: readonly ServerRule[]): string {
  return rules.map(({ on }) => on.origin).join('');
}

/** Whether the difference is about which requests were sent, or how the fetch ended. */
export function isOfCourse({ on, name }: ClientDifference): boolean {
  return on === 'wire' || (on === 'page' && !['exposed', 'hidden'].includes(name));
}

/** Whether the difference is about which headers the page can read. */
export function isOfExposure({ on, name }: ClientDifference): boolean {
  return on === 'page' && ['exposed', 'hidden'].includes(name);
}

/** Whether the client does what the standard refuses. */
export function goesFurther(difference: ClientDifference): boolean {
  const { on, name, found, expected } = difference;
  if (on === 'page') return name === 'outcome' && found !== 'error' && expected === 'error';
  return on === 'wire' && (name === 'unanswered' || lengthOf(found) > lengthOf(expected));
}

/** Whether the client refuses what the response to the first preflight allows. */
export function stopsAtPreflight({ on, name, found }: ClientDifference): boolean {
  if (on === 'page') return name === 'outcome' && found === 'error';
  return on === 'wire' && lengthOf(found) === 1 && /^OPTIONS /.test(String(found));
}

/** The names in a list of header names, each once, in lower case and in order. */
export function namesAskedFor(value: string | null): string[] {
  const names = (value ?? '').toLowerCase().split(',');
  return [...new Set(names.map((name) => name.trim()))].filter((name) => name !== '').sort();
}

function lengthOf(value: ClientDifference['found']): number {
  return Array.isArray(value) ? value.length : 0;
}
