/** Values as JSON that can be printed. */
import { risky } from './terminal.ts';

/** Indented. What could steer a terminal or a CI service is escaped, which changes no value: JSON itself
 *  asks for that only below U+0020. */
export function jsonText(value: unknown): string {
  const json = JSON.stringify(value, null, 2).replace(risky, (char) =>
    char === '\n' ? char : `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `${json}\n`;
}
