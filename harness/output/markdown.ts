/** Writing text into Markdown so that it stays text. */
import { printable } from './terminal.ts';

/**
 * Any text as one line of Markdown, inline or at the beginning of a block: nothing in it becomes
 * markup, HTML, an entity or a cell of a table, and control characters are written out.
 */
export function escapeMarkdown(text: string): string {
  return (
    printable(text)
      .replace(/[\\`*_{}[\]()<>#|~&]/g, '\\$&')
      // At the beginning of a line, these make lists, rules, and headings of the line above.
      .replace(/^( *)([-+](?= |$)|-+ *$|=+ *$)/, '$1\\$2')
      .replace(/^( *\d+)([.)])(?= |$)/, '$1\\$2')
  );
}
