/** How long to wait for a target that says it is overloaded, and for how long not. */
import type { NetworkResponse } from '../../reference/index.ts';

/** The longest wait for one response where the run has no time limit, in milliseconds. */
const maximumWait = 30_000;

/** When waiting for one response ends: with the run, if that has a limit.
 *  @param deadline of the run, as a time stamp */
export function patienceUntil(deadline: number | undefined, now: number): number {
  return deadline ?? now + maximumWait;
}

/** Milliseconds to wait before the next try: as long as the response asks for, else twice as long each
 *  time. @see https://www.rfc-editor.org/rfc/rfc9110.html#field.retry-after */
export function waitAfter(
  { headers }: NetworkResponse,
  attempt: number,
  backOff: number,
  now: number,
): number {
  const value = headers.find(([name]) => name.toLowerCase() === 'retry-after')?.[1] ?? '';
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const date = /^[A-Z][a-z]{2}, .* GMT$/.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(date) ? backOff * 2 ** attempt : Math.max(date - now, 0);
}
