/** Headers that the user wants to send take the place of those of the browser with the same names. */
import type { Header } from '../../reference/index.ts';

/** @param names in any case */
export function withoutNames(headers: readonly Header[], names: readonly string[]): Header[] {
  const replaced = new Set(names.map((name) => name.toLowerCase()));
  return headers.filter(([name]) => !replaced.has(name.toLowerCase()));
}
