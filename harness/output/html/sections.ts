/** The parts of a page that say what else there is to know of a run. */

import { counted } from '../counted.ts';
import { escapeMarkup } from '../markup.ts';
import { anchorOf, blocksHTML, filterLink } from './blocks.ts';
import { type OtherResults, type Page, type Section, signs } from './page.ts';

/** What neither passed nor failed, and why. Skips are ordinary, and can have many reasons. */
export function othersHTML({ others }: Page): string {
  if (others.length === 0) return '';
  const skips = others.filter(({ verdict }) => verdict === 'skip');
  const rest = others.filter(({ verdict }) => verdict !== 'skip');
  const skipped = skips.reduce((sum, { count }) => sum + count, 0);
  const reasons = counted(skips.length, 'reason');
  const folded = `<details><summary>${counted(skipped, 'case')} skipped for ${reasons}</summary>${tableHTML(skips, 'Skipped')}</details>`;
  return `<section aria-labelledby="others"><h2 id="others">Neither passed nor failed</h2>
${rest.length === 0 ? '' : tableHTML(rest, 'Neither passed, failed nor skipped')}
${skips.length === 0 ? '' : folded}</section>`;
}

function tableHTML(others: readonly OtherResults[], label: string): string {
  const rows = others.map(({ verdict, tone, why, count }) => {
    const [symbol, word] = signs[verdict];
    const href = escapeMarkup(filterLink({ verdict, text: why }));
    return `<tr class="${tone}"><th scope="row"><span class="sign" aria-hidden="true">${symbol}</span> <span class="word">${word}</span></th><td>${escapeMarkup(why)}</td><td><a href="${href}">${counted(count, 'result')}</a></td></tr>`;
  });
  return `<div class="scrolled" tabindex="0" role="region" aria-label="${label}"><table class="others">
<thead><tr><th scope="col">verdict</th><th scope="col">why</th><th scope="col">results</th></tr></thead>
<tbody>${rows.join('\n')}</tbody></table></div>`;
}

export function sectionHTML({ title, blocks, isFolded }: Section): string {
  const id = anchorOf(title);
  const content = blocksHTML(blocks);
  const shown = isFolded
    ? `<details><summary>Show ${counted(blocks.length, 'entry', 'entries')}</summary>${content}</details>`
    : content;
  return `<section aria-labelledby="${id}"><h2 id="${id}">${escapeMarkup(title)}</h2>${shown}</section>`;
}
