/** Reads the Markdown that the questions to the authors of the standard are written in. */

/** A piece of a line. */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  /** `isStep`: what is linked is written as code, as steps of the standard are. */
  | {
      readonly kind: 'link';
      readonly text: string;
      readonly isStep: boolean;
      readonly href: string;
    };

export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2; readonly content: readonly Inline[] }
  | { readonly kind: 'paragraph'; readonly content: readonly Inline[] }
  | { readonly kind: 'list'; readonly items: readonly (readonly Inline[])[] }
  | { readonly kind: 'code'; readonly text: string };

/** @throws SyntaxError for what none of the questions is written in, such as a table */
export function blocksOf(markdown: string): Block[] {
  const blocks: Block[] = [];
  const lines = markdown.split('\n');
  while (lines.length > 0) {
    const line = lines.shift() as string;
    if (line === '') continue;
    if (line.startsWith('```')) {
      const end = lines.indexOf('```');
      if (end === -1) throw new SyntaxError('a code block does not end');
      blocks.push({
        kind: 'code',
        text: lines
          .splice(0, end + 1)
          .slice(0, -1)
          .join('\n'),
      });
    } else if (/^##? /.test(line)) {
      const level = line.startsWith('## ') ? 2 : 1;
      blocks.push({ kind: 'heading', level, content: inlinesOf(line.slice(level + 1)) });
    } else if (line.startsWith('- ')) {
      const items = [line, ...takeWhile(lines, (next) => next.startsWith('- '))];
      blocks.push({ kind: 'list', items: items.map((item) => inlinesOf(item.slice(2))) });
    } else if (/^(\||#|>|\d+\. |\s)/.test(line)) {
      throw new SyntaxError(`not read here: ${line}`);
    } else {
      const rest = takeWhile(lines, (next) => next !== '' && !/^(```|- |#)/.test(next));
      blocks.push({ kind: 'paragraph', content: inlinesOf([line, ...rest].join(' ')) });
    }
  }
  return blocks;
}

function takeWhile(lines: string[], belongs: (line: string) => boolean): string[] {
  const end = lines.findIndex((line) => !belongs(line));
  return lines.splice(0, end === -1 ? lines.length : end);
}

const inline = /`([^`]+)`|\[(`?)([^\]`]+)`?\]\(([^)\s]+)\)|<(https:[^>\s]+)>/g;

function inlinesOf(text: string): Inline[] {
  const found: Inline[] = [];
  let end = 0;
  for (const match of text.matchAll(inline)) {
    if (match.index > end) found.push({ kind: 'text', text: text.slice(end, match.index) });
    const [whole, code, tick, label, href, bare] = match;
    if (code !== undefined) found.push({ kind: 'code', text: code });
    else {
      const link = { text: label ?? bare ?? '', isStep: tick === '`', href: href ?? bare ?? '' };
      found.push({ kind: 'link', ...link });
    }
    end = match.index + whole.length;
  }
  if (end < text.length) found.push({ kind: 'text', text: text.slice(end) });
  return found;
}
