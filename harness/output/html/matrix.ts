/** The matrix of a page: a count of results for each row and column, with a symbol. */

import { counted } from '../counted.ts';
import { escapeMarkup } from '../markup.ts';
import { filterLink } from './blocks.ts';
import {
  type Axis,
  type Page,
  type PageResult,
  signs,
  type Tone,
  verdictsByWeight,
} from './page.ts';

type Cells = ReadonlyMap<string, ReadonlyMap<string, readonly PageResult[]>>;

/** No run has so many: a file that pretends to must not fill the memory. */
const mostCells = 50_000;

/** Rows in which there is something to look at, then all others, folded. */
export function matrixHTML({ matrix: { row, column }, results }: Page): string {
  const cells = cellsOf(results);
  const rows = row.entries.filter(({ id }) => cells.has(id));
  const columns = column.entries.filter(({ id }) => results.some((one) => one.column === id));
  if (rows.length === 0 || columns.length === 0) return '';
  if (rows.length * columns.length > mostCells) return '';
  const isFinding = ({ id }: Axis['entries'][number]) =>
    [...(cells.get(id)?.values() ?? [])].flat().some(isDeviation);
  const found = rows.filter(isFinding);
  const others = rows.filter((each) => !isFinding(each));
  const table = (shown: typeof rows, caption: string) =>
    tableHTML(shown, columns, cells, row.one, column.one, caption);
  const first =
    found.length === 0
      ? ''
      : table(found, `${counted(found.length, row.one, row.several)} with deviations`);
  const caption = `${counted(others.length, row.one, row.several)} without deviations`;
  const second =
    others.length === 0
      ? ''
      : `<details><summary>${caption}</summary>${table(others, caption)}</details>`;
  return `<section aria-labelledby="matrix"><h2 id="matrix">By ${row.one} and ${column.one}</h2>
<p class="legend">${verdictsByWeight.map(legendOf).join(' ')}</p>
${first}${second}</section>`;
}

function isDeviation({ tone, verdict }: PageResult): boolean {
  return tone === 'bad' || tone === 'warn' || verdict === 'known';
}

function legendOf(verdict: (typeof verdictsByWeight)[number]): string {
  const [symbol, word] = signs[verdict];
  return `<span><span class="sign" aria-hidden="true">${symbol}</span> ${word}</span>`;
}

function cellsOf(results: readonly PageResult[]): Cells {
  const rows = new Map<string, Map<string, PageResult[]>>();
  for (const result of results) {
    const cells = rows.get(result.row) ?? new Map<string, PageResult[]>();
    rows.set(result.row, cells);
    const members = cells.get(result.column);
    if (members === undefined) cells.set(result.column, [result]);
    else members.push(result);
  }
  return rows;
}

function tableHTML(
  rows: Axis['entries'],
  columns: Axis['entries'],
  cells: Cells,
  rowWord: string,
  columnWord: string,
  caption: string,
): string {
  const head = columns.map(({ id, title }) => {
    const hint = title === '' ? '' : ` title="${escapeMarkup(title)}"`;
    return `<th scope="col"${hint}><span>${escapeMarkup(id)}</span></th>`;
  });
  const body = rows.map(({ id, title }) => {
    const hint = title === '' ? '' : ` title="${escapeMarkup(title)}"`;
    const data = columns.map((column) =>
      cellHTML(cells.get(id)?.get(column.id) ?? [], { row: id, column: column.id }),
    );
    return `<tr><th scope="row"${hint}>${escapeMarkup(id)}</th>${data.join('')}</tr>`;
  });
  return `<div class="scrolled" tabindex="0" role="region" aria-label="${caption}"><table class="matrix">
<caption>${caption}</caption>
<thead><tr><th scope="col">${rowWord} \\ ${columnWord}</th>${head.join('')}</tr></thead>
<tbody>${body.join('\n')}</tbody></table></div>`;
}

function cellHTML(members: readonly PageResult[], place: { row: string; column: string }): string {
  const worst = verdictsByWeight.find((verdict) => members.some((one) => one.verdict === verdict));
  if (worst === undefined) return '<td></td>';
  const alike = members.filter(({ verdict }) => verdict === worst);
  const tones = ['bad', 'warn', 'good', 'quiet'] satisfies Tone[];
  const tone = tones.find((each) => alike.some((one) => one.tone === each));
  const words = verdictsByWeight.flatMap((verdict) => {
    const count = members.filter((one) => one.verdict === verdict).length;
    return count === 0 ? [] : [`${count} ${signs[verdict][1]}`];
  });
  const label = escapeMarkup(`${place.row}, ${place.column}: ${words.join(', ')}`);
  const href = escapeMarkup(filterLink(place));
  return `<td><a class="${tone}" href="${href}" aria-label="${label}" title="${words.join(', ')}"><span class="sign">${signs[worst][0]}</span>${alike.length}</a></td>`;
}
