/** The top of a page: the verdict, the parts of the page, and the quickest ways to single results. */
import { escapeMarkup } from '../markup.ts';
import { anchorOf, filterLink } from './blocks.ts';
import { type Page, signs, verdictsByWeight } from './page.ts';

export function headerHTML(page: Page): string {
  const { conclusion, warnings, counts } = page;
  // What is not whole never looks green.
  const look = conclusion === 'PASSED' && warnings.length > 0 ? 'INCOMPLETE' : conclusion;
  const links = [
    ...(page.causes.length === 0 ? [] : [['causes', 'Causes']]),
    ['matrix', 'Matrix'],
    ...(page.others.length === 0 ? [] : [['others', 'Neither passed nor failed']]),
    ...page.sections.map(({ title }) => [anchorOf(title), title]),
    ['results', 'All results'],
  ];
  return `<header class="${look}">
${warnings.map((warning) => `<p class="warning">${escapeMarkup(warning)}</p>`).join('\n')}
<p class="verdict"><strong>${conclusion}</strong> <span>${escapeMarkup(counts)}</span></p>
<h1>${escapeMarkup(page.title)}</h1>
<p class="when">${escapeMarkup(page.when)}</p>
<nav aria-label="Parts of this page"><ul>${links.map(([id, text]) => `<li><a href="#${id}">${escapeMarkup(text ?? '')}</a></li>`).join('')}</ul></nav>
${quickFilterHTML(page)}
</header>`;
}

/** The number of results of each verdict, as links to them, and a search. */
function quickFilterHTML({ results }: Page): string {
  if (results.length === 0) return '';
  const links = verdictsByWeight.flatMap((verdict) => {
    const { length } = results.filter((result) => result.verdict === verdict);
    const [sign, word] = signs[verdict];
    const text = `<span class="sign" aria-hidden="true">${sign}</span> ${length.toLocaleString('en')} ${word}`;
    return length === 0 ? [] : [`<li><a href="${filterLink({ verdict })}">${text}</a></li>`];
  });
  return `<div class="quick"><nav aria-label="Results by verdict"><ul>${links.join('')}</ul></nav>
<form id="find" role="search" aria-label="Search all results" hidden><input type="search" name="find" aria-label="Text to find in the results" placeholder="Search results" autocomplete="off"><button>Search</button></form></div>`;
}
