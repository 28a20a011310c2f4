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

/** A fence longer than any in the text, which may come from the target. */
export function fenced(language: string, text: string): string[] {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}${language}`, text, fence];
}

export function tableLines(
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string[] {
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [row(head), row(head.map(() => '---')), ...rows.map(row)];
}

/** GitHub refuses a job summary of more than 1 MiB. */
const mostBytes = 1_000_000;

const cutSentence =
  'Parts of this summary are left out, since GitHub takes at most 1 MiB. The HTML report has everything.';

/** The parts that fit, in their order, and the end, with blank lines between them. */
export function fitted(parts: readonly (readonly string[])[], end: string): string {
  let left = mostBytes - Buffer.byteLength(`${cutSentence}\n\n${end}\n`);
  const texts = parts.map((lines) => lines.join('\n')).filter((text) => text !== '');
  const kept = texts.filter((text) => {
    const size = Buffer.byteLength(`${text}\n\n`);
    if (size > left) return false;
    left -= size;
    return true;
  });
  const cut = kept.length < texts.length ? [cutSentence] : [];
  return `${[...kept, ...cut, end].join('\n\n')}\n`;
}
