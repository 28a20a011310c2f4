/** Blocks of a page as HTML. `results-list.js` makes the same of them where it shows a result. */
import { escapeMarkup } from '../markup.ts';
import type { Block } from './page.ts';

export function blocksHTML(blocks: readonly Block[]): string {
  return `<dl>${blocks.map(blockHTML).join('')}</dl>`;
}

function blockHTML(block: Block): string {
  return `<div><dt>${escapeMarkup(block.label)}</dt><dd>${content(block)}</dd></div>`;
}

function content({ text, href, code }: Block): string {
  const escaped = escapeMarkup(text);
  if (href !== undefined && isWebLink(href)) {
    return `<a href="${escapeMarkup(href)}">${escaped}</a>`;
  }
  if (code === undefined) return escaped;
  const button = '<button type="button" class="copy">Copy</button>';
  return `<pre>${escaped}</pre>${code === 'copied' ? button : ''}`;
}

/** A report from anywhere may have links that are scripts. */
export function isWebLink(href: string): boolean {
  return /^https?:\/\//i.test(href);
}

/** The fragment that opens a result. */
export function resultLink(id: string): string {
  return `#result-${anchorOf(id)}`;
}

/** Halves of surrogate pairs, which a hostile name may have, are no part of a URL. */
export function anchorOf(id: string): string {
  return encodeURIComponent(id.replace(/\p{Surrogate}/gu, '\ufffd'));
}

/** The fragment that shows only some results. */
export function filterLink(filter: Readonly<Record<string, string>>): string {
  return `#filter?${new URLSearchParams(filter)}`;
}

export function resultAnchor(id: string): string {
  return `<a href="${escapeMarkup(resultLink(id))}">${escapeMarkup(id)}</a>`;
}
