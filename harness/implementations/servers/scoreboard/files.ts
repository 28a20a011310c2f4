/** The files of the scoreboard: `results.json`, and what is made from it. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { badgeOf } from './badge.ts';
import { layout } from './layout.ts';
import { scoreboard } from './markdown.ts';
import { type Row, saysTheSame } from './row.ts';

interface Results {
  readonly $schema: string;
  readonly servers: readonly Row[];
}

const serversFolder = new URL('../', import.meta.url);

export function readRows(): readonly Row[] {
  const text = readFileSync(new URL('results.json', serversFolder), 'utf8');
  return (JSON.parse(text) as Results).servers;
}

/**
 * The rows with new ones among them. One that says the same as before stays, with its date.
 *
 * @param ids the servers that exist: rows of others go
 */
export function withRows(
  old: readonly Row[],
  found: readonly Row[],
  ids: readonly string[],
): readonly Row[] {
  const rows = new Map(old.map((row) => [row.id, row]));
  for (const row of found) {
    const before = rows.get(row.id);
    if (before === undefined || !saysTheSame(before, row)) rows.set(row.id, row);
  }
  return [...rows.values()]
    .filter(({ id }) => ids.includes(id))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** The text of each file, by its path beside the servers. */
export function scoreboardFiles(rows: readonly Row[]): Map<string, string> {
  const results: Results = { $schema: './results.schema.json', servers: rows };
  return new Map([
    ['results.json', `${layout(results)}\n`],
    ['RESULTS.md', scoreboard(rows)],
    ...rows.map((row): [string, string] => [`badges/${row.id}.svg`, badgeOf(row)]),
  ]);
}

/** Writes the files, and removes the badges of servers that are gone. */
export function writeScoreboard(rows: readonly Row[]): void {
  const files = scoreboardFiles(rows);
  for (const badge of badgeFiles()) if (!files.has(badge)) rmSync(new URL(badge, serversFolder));
  for (const [path, text] of files) {
    const file = new URL(path, serversFolder);
    mkdirSync(new URL('.', file), { recursive: true });
    writeFileSync(file, text);
  }
}

/** The badges that there are, by their paths beside the servers. */
export function badgeFiles(): string[] {
  return readdirSync(new URL('badges', serversFolder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.svg'))
    .map((path) => `badges/${path.replaceAll('\\', '/')}`);
}
