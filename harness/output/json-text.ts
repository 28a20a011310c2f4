/** Values as JSON that is safe to show on a terminal. */
import { unprintable } from './terminal.ts';

/** Indented. What could steer a terminal or a CI service is escaped, which changes no value: JSON itself
 *  asks for that only below U+0020. */
export function jsonText(value: unknown): string {
  const json = JSON.stringify(value, null, 2).replace(unprintable, (char) =>
    // Line ends are our own here: in strings, they are escaped already.
    char === '\n' ? char : escaped(char),
  );
  return `${json}\n`;
}

/** Each of its one or two code units. */
function escaped(char: string): string {
  return char
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}
