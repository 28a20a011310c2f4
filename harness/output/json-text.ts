/** Values as JSON that is safe to show on a terminal. */
import { unprintable } from './terminal.ts';

/** JSON of the same meaning as that of `JSON.stringify()`, in which every character prints. */
export function jsonText(value: unknown): string {
  // Line ends are our own here: in strings, they are escaped already.
  return JSON.stringify(value, null, 2)
    .split('\n')
    .map((line) => line.replace(unprintable, escaped))
    .join('\n');
}

/** Each of its one or two code units. */
function escaped(char: string): string {
  return char
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}
