/** Writing text into HTML and XML so that it stays text. */
import { printable } from './terminal.ts';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** Any text, in an element or in an attribute with double quotes. Lines stay lines, and other control
 *  characters, which XML 1.0 cannot have, are written out. */
export function escapeMarkup(text: string): string {
  return text
    .split('\n')
    .map(printable)
    .join('\n')
    .replace(/[&<>"]/g, (char) => entities[char] ?? char);
}
