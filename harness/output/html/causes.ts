/** The causes of a page: each with its count, one example in full, and links to all of its results. */

import { counted } from '../counted.ts';
import { escapeMarkup } from '../markup.ts';
import { blocksHTML, filterLink, resultAnchor } from './blocks.ts';
import type { Block, Page, PageCause, PageResult } from './page.ts';

export function causesHTML(page: Page): string {
  const { causes } = page;
  if (causes.length === 0) return '';
  const byId = new Map(page.results.map((result) => [result.id, result]));
  const shown = causes.map((cause, index) => {
    const example = cause.example === null ? undefined : byId.get(cause.example);
    // The first is where to begin, unless it would hide that there are many.
    return causeHTML(cause, example, page, index === 0 && causes.length <= 3);
  });
  return `<section aria-labelledby="causes"><h2 id="causes">${counted(causes.length, 'cause')}</h2>
${shown.join('\n')}</section>`;
}

function causeHTML(
  cause: PageCause,
  example: PageResult | undefined,
  page: Page,
  isOpen: boolean,
): string {
  const { title, tone, tag, count, blocks, isExplained } = cause;
  const labels = [
    ...(tag === null ? [] : [`<span class="tag">${escapeMarkup(tag)}</span>`]),
    ...(isExplained ? ['<span class="tag">explained above</span>'] : []),
  ];
  const sign = tone === 'bad' ? '✗' : '!';
  return `<details class="cause ${tone}"${isOpen ? ' open' : ''}>
<summary><span class="sign" aria-hidden="true">${sign}</span> <h3>${escapeMarkup(title)}</h3> ${labels.join(' ')} <span class="count">${escapeMarkup(count)}</span>${gistHTML(cause, example)}</summary>
${blocksHTML(blocks.slice(1))}
${example === undefined ? '' : exampleHTML(example, blocks)}
${linksHTML(cause, page)}</details>`;
}

/** The first block says what is wanted, and the line of the example what there is instead. */
function gistHTML({ title, blocks: [gist] }: PageCause, example: PageResult | undefined): string {
  const lines = [
    ...(gist === undefined ? [] : [`<span class="gist">${escapeMarkup(gist.text)}</span>`]),
    ...(example === undefined || example.line === title
      ? []
      : [`<span class="gist count">Observed: ${escapeMarkup(example.line)}</span>`]),
  ];
  return lines.join('');
}

/** What the cause has said already is not said again. */
function exampleHTML(example: PageResult, said: readonly Block[]): string {
  const blocks = example.blocks.filter(({ text }) => !said.some((block) => block.text === text));
  return `<div class="example"><h4>${resultAnchor(example.id)}</h4>${blocksHTML(blocks)}</div>`;
}

const mostNamed = 6;

function linksHTML({ results, group, row, columns, example }: PageCause, page: Page): string {
  const { one, several } = page.matrix.column;
  const others = results.filter((id) => id !== example);
  const named = others.slice(0, mostNamed).map(resultAnchor);
  const rest = others.length - named.length;
  const all =
    group === null || others.length === 0
      ? rest > 0
        ? [`${rest} more`]
        : []
      : [`<a href="#group-${group}">all ${counted(results.length, 'result')}</a>`];
  const inColumns = columns.map((column) => {
    const href = filterLink({ ...(row === null ? {} : { row }), column });
    return `<a href="${escapeMarkup(href)}">${escapeMarkup(column)}</a>`;
  });
  return [
    ...(inColumns.length === 0
      ? []
      : [`<p class="links">${columns.length === 1 ? one : several}: ${inColumns.join(', ')}</p>`]),
    ...(others.length === 0 ? [] : [`<p class="links">also: ${[...named, ...all].join(', ')}</p>`]),
  ].join('\n');
}
