/** Data from outside, made safe to show wherever its texts are shown. */
import { printable } from './terminal.ts';

/** The same value, in whose texts what `printable` writes out is written out. Lines stay lines. */
export function withoutControls<T>(value: T): T {
  if (typeof value === 'string') return value.split('\n').map(printable).join('\n') as T;
  if (Array.isArray(value)) return value.map(withoutControls) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, withoutControls(member)]),
  ) as T;
}
