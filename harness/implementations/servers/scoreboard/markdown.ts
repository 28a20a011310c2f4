/** `RESULTS.md`: the scoreboard for people. */
import { groups, requirementOf } from '../../../../conformance/servers/index.ts';
import type { Evidence } from '../../../deviations/known-deviations.ts';
import { escapeMarkdown } from '../../../output/markdown.ts';
import { badgeText } from './badge.ts';
import { cellOf, totalsOf } from './counts.ts';
import type { Finding } from './findings.ts';
import { fullNameOf, type Row } from './row.ts';

export const groupTitles = {
  security: 'Who may read',
  pages: 'What breaks pages',
  caches: 'Caches',
  style: 'Robustness and style',
} as const;

export function scoreboard(rows: readonly Row[]): string {
  const lines = [
    '# Real servers',
    '',
    'What the suite finds in each server that is set up in this folder. `npm run testees -- --write`',
    'makes this page from [results.json](results.json); [README.md](README.md) says how.',
    '',
    ...table(rows),
    '',
    'A number counts the cases of a level that fail. A case is one fetch, or one request, under one policy,',
    'so one cause can fail many cases; each section lists the causes. A **must** is demanded by the Fetch',
    'standard, or by the policy that the server is set up for. A **should** is advised by the standard or',
    'an RFC, or browsers lose little without it. An **info** is legal, but useless or risky. “ok” means',
    'that no case of the group failed, and “–” that none applied. “policies” counts the standard policies',
    'that the options of the server can express. The date is that of the run that found all this; a later',
    'run that finds the same does not change it.',
    ...rows.flatMap(section),
  ];
  return `${lines.join('\n')}\n`;
}

function table(rows: readonly Row[]): string[] {
  const titles = groups.map((group) => groupTitles[group]);
  return aligned([
    ['language', 'implementation', 'version', 'date', 'policies', ...titles],
    ...rows.map((row) => [
      row.language,
      `[${escapeMarkdown(row.name)}](#${anchorOf(row.id)})`,
      escapeMarkdown(row.version),
      row.date,
      policiesOf(row),
      ...groups.map((group) => cellOf(row, group)),
    ]),
  ]);
}

function policiesOf({ policies: { expressed, leftOut } }: Row): string {
  return `${expressed.length} of ${expressed.length + leftOut.length}`;
}

/** A table whose columns stand below each other, the first row being its head. */
function aligned([head = [], ...rows]: readonly string[][]): string[] {
  const widths = head.map((_, column) =>
    Math.max(...[head, ...rows].map((cells) => cells[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[], filler = ' ') =>
    `| ${widths.map((width, column) => (cells[column] ?? '').padEnd(width, filler)).join(' | ')} |`;
  return [line(head), line([], '-'), ...rows.map((cells) => line(cells))];
}

/** What GitHub makes of a heading. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\w -]/g, '')
    .replaceAll(' ', '-');
}

function section(row: Row): string[] {
  const { leftOut } = row.policies;
  const nothing = row.findings.length === 0 ? ' Nothing was found.' : '';
  return [
    '',
    `## ${row.id}`,
    '',
    `![cors-conformance: ${escapeMarkdown(badgeText(row))}](badges/${row.id}.svg)`,
    '',
    `[${escapeMarkdown(fullNameOf(row))}](${row.link}), ${escapeMarkdown(row.licence)}: ${totalsOf(row)}.${nothing}`,
    ...groups.flatMap((group) => {
      const inGroup = row.findings.filter((finding) => groupOf(finding) === group);
      if (inGroup.length === 0) return [];
      return ['', `**${groupTitles[group]}**`, '', ...inGroup.flatMap(findingLines)];
    }),
    ...(leftOut.length === 0 ? [] : ['', '**Policies that it cannot express**', '']),
    ...leftOut.map(({ policy, why }) => `- \`${policy}\`: ${escapeMarkdown(why)}`),
  ];
}

/** That of the first requirement, which matters most. */
function groupOf({ requirements: [first = ''] }: Finding) {
  return requirementOf(first).group;
}

function findingLines({ level, requirements, cases, evidence, ...finding }: Finding): string[] {
  const count = cases.count === 1 ? '1 case' : `${cases.count} cases`;
  const ids = requirements.map((id) => `[${id}](${requirementOf(id).link})`);
  const evidenceText = evidence === undefined ? '' : evidenceOf(evidence);
  return [
    `- **${level}**, ${count}: ${escapeMarkdown(sentencesOf(finding))}`,
    `  - ${ids.join(', ')}`,
    ...(evidenceText === '' ? [] : [`  - ${evidenceText}`]),
  ];
}

function sentencesOf({ what, why, by, right }: Pick<Finding, 'what' | 'why' | 'by' | 'right'>) {
  const sentences = [
    // The message of a case is no whole sentence.
    what.replace(/[^.]$/, '$&.'),
    why,
    by === 'set-up' && 'Its set-up causes this.',
    right === 'either' && 'The standard allows both.',
    right === 'disputed' && 'It is disputed whether the standard is right.',
    by === undefined && 'This has not been examined yet.',
  ];
  return sentences.filter((sentence) => sentence).join(' ');
}

function evidenceOf({ source, issues = [] }: Evidence): string {
  const links = issues.map((url) => `[${escapeMarkdown(shortName(url))}](${url})`);
  return [...(source === undefined ? [] : [escapeMarkdown(source)]), ...links].join('; ');
}

/** `koajs/cors#96` for an issue on GitHub. */
export function shortName(url: string): string {
  const [, repository, number] =
    /^https:\/\/github\.com\/([^/]+\/[^/]+)\/(?:issues|pull)\/(\d+)$/.exec(url) ?? [];
  return repository === undefined ? url.replace('https://', '') : `${repository}#${number}`;
}
