/** A badge for the README of an implementation: a static SVG without scripts, links or fonts to load. */
import { levels } from '../../../../conformance/servers/index.ts';
import { escapeMarkup } from '../../../output/markup.ts';
import { type Counts, failuresOf } from './counts.ts';
import { fullNameOf, type Row } from './row.ts';

const label = 'cors-conformance';

/** The text on it. */
export function badgeText(row: Row): string {
  const failures = failuresOf(row);
  const isClean = levels.every((level) => failures[level] === 0);
  const counts = levels.map((level) => `${failures[level]} ${level}`).join(', ');
  return `${fullNameOf(row)} · ${row.date} · fails ${isClean ? 'nothing' : counts}`;
}

export function badgeOf(row: Row): string {
  const text = badgeText(row);
  const left = widthOf(label) + 12;
  const right = widthOf(text) + 12;
  const width = left + right;
  const title = escapeMarkup(`${label}: ${text}`);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="20" viewBox="0 0 ${width} 20" role="img" aria-label="${title}">
  <title>${title}</title>
  <clipPath id="corners"><rect width="${width}" height="20" rx="3"/></clipPath>
  <g clip-path="url(#corners)">
    <rect width="${left}" height="20" fill="#444"/>
    <rect x="${left}" width="${right}" height="20" fill="${colourOf(failuresOf(row))}"/>
  </g>
  <g fill="#fff" font-family="Verdana, DejaVu Sans, Geneva, sans-serif" font-size="11">
    <text x="6" y="14" textLength="${left - 12}">${label}</text>
    <text x="${left + 6}" y="14" textLength="${right - 12}">${escapeMarkup(text)}</text>
  </g>
</svg>
`;
}

/** By the highest level that fails; each dark enough for white text. */
function colourOf({ must, should }: Counts): string {
  if (must > 0) return '#b3261e';
  return should > 0 ? '#8a5a00' : '#2e7d32';
}

/** About what Verdana needs at 11 pixels. `textLength` fits any other font into it. */
function widthOf(text: string): number {
  const widths = [...text].map((char) => {
    if (/[ .,:;·'|!ijlI()[\]/-]/.test(char)) return 3.8;
    if (/[frt]/.test(char)) return 4.6;
    return /[mwMW@+]/.test(char) ? 10 : 6.8;
  });
  return Math.round(widths.reduce((sum, width) => sum + width, 0));
}
