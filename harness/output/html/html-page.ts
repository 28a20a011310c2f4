/** A page as HTML in one file: what matters is in the markup, and `results-list.js` adds the list of results. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { escapeMarkup } from '../markup.ts';
import { withoutControls } from '../without-controls.ts';
import { anchorOf, isWebLink } from './blocks.ts';
import { causesHTML } from './causes.ts';
import { headerHTML } from './header.ts';
import { matrixHTML } from './matrix.ts';
import { type Axis, type Block, type Page, signs, verdictsByWeight } from './page.ts';
import { othersHTML, sectionHTML } from './sections.ts';
import { style } from './style.ts';

export function pageHTML(given: Page): string {
  // The script shows text as it is, so what could reorder or hide text is written out before.
  const page = withoutControls(given);
  const script = readFileSync(new URL('results-list.js', import.meta.url), 'utf8');
  const policy = [
    "default-src 'none'",
    `script-src ${hashOf(script)}`,
    `style-src ${hashOf(style)}`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
  const title = escapeMarkup(page.title);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${page.conclusion}: ${title}</title>
<style>${style}</style>
</head>
<body>
${headerHTML(page)}
<main>
${causesHTML(page)}
${matrixHTML(page)}
${othersHTML(page)}
${page.sections.map(sectionHTML).join('\n')}
${resultsHTML(page)}
</main>
<footer>${verdictLine(page)}</footer>
<script type="application/json" id="data">${dataOf(page)}</script>
<script>${script}</script>
</body>
</html>
`;
}

function verdictLine({ conclusion, counts }: Page): string {
  return `<p><strong>${conclusion}</strong> ${escapeMarkup(counts)}</p>`;
}

function resultsHTML(page: Page): string {
  const { row, column } = page.matrix;
  const levels = [...new Set(page.results.flatMap(({ level }) => level ?? []))];
  const present = new Set(page.results.map(({ verdict }) => verdict));
  const found = verdictsByWeight.filter((verdict) => present.has(verdict));
  const select = (name: string, label: string, options: readonly (readonly string[])[]) =>
    `<label>${label} <select name="${name}"><option value="">all</option>${options
      .map(
        ([value = '', text = value]) =>
          `<option value="${escapeMarkup(value)}">${escapeMarkup(text)}</option>`,
      )
      .join('')}</select></label>`;
  const ids = ({ entries }: Axis) => entries.map(({ id }) => [id]);
  return `<section aria-labelledby="results"><h2 id="results">All results</h2>
<noscript><p>The list of results, its filter and the buttons that copy need JavaScript. Everything else on this page does not.</p></noscript>
<form id="filter" role="search" aria-label="Filter the results" hidden>
${select(
  'verdict',
  'verdict',
  found.map((verdict) => [verdict, signs[verdict][1]]),
)}
${
  levels.length === 0
    ? ''
    : select(
        'level',
        'level',
        levels.map((level) => [level]),
      )
}
${select('row', row.one, ids(row))}
${select('column', column.one, ids(column))}
<label>text <input type="search" name="text" autocomplete="off"></label>
<button type="reset">Show all</button>
</form>
<p id="count" role="status"></p>
<p id="said" class="unseen" role="status"></p>
<div id="list"></div></section>`;
}

/** The results for the script, as JSON that no markup can end. */
function dataOf({ results, groups, matrix }: Page): string {
  const data = {
    signs,
    groups,
    rows: Object.fromEntries(matrix.row.entries.map(({ id, blocks }) => [id, blocks.map(safe)])),
    results: results.map((result) => ({
      ...result,
      anchor: anchorOf(result.id),
      blocks: result.blocks.map(safe),
    })),
  };
  return JSON.stringify(data).replaceAll('<', '\\u003c');
}

function safe(block: Block): Block {
  if (block.href === undefined || isWebLink(block.href)) return block;
  const { label, text } = block;
  return { label, text };
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
