/** Differences: what was observed instead of what was expected, as values that can be compared. */

export type Value = string | number | boolean | null | readonly Value[];

export interface Difference {
  /** Which fetch of the case, from 1; left out where there is only one. */
  readonly fetch?: number;
  /** What differs: `page` for what the page sees, or the message, such as `preflight`. */
  readonly on: string;
  /** Which part of it: `outcome`, `status`, or the name of a header. */
  readonly name: string;
  readonly found: Value;
  readonly expected: Value;
}

/** Whether both lists say the same, in the same order. */
export function areSame(a: readonly Difference[], b: readonly Difference[]): boolean {
  return a.length === b.length && a.every((one, index) => keyOf(one) === keyOf(b[index]));
}

/** One text for equal differences, whatever the order of their members. */
function keyOf(difference: Difference | undefined): string {
  if (difference === undefined) return '';
  const { fetch = null, on, name, found, expected } = difference;
  return JSON.stringify([fetch, on, name, found, expected]);
}
