/**
 * Command: reads the Bikeshed source of the standard and updates the numbers, digests and titles in
 * `fetch.json`. Our own texts (gists, reasons, why a step is not modelled) stay with their steps.
 * To add an algorithm, first add `{ "id", "anchor", "gist" }` to the file.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Standard } from './index.ts';
import { formatMap, refresh } from './map-file.ts';
import { outlineOf } from './outline.ts';

const usage = 'usage: spec:extract <fetch.bs> [--commit <40 hex digits>] [--date <yyyy-mm-dd>]';
const mapFile = fileURLToPath(new URL('fetch.json', import.meta.url));

try {
  main(process.argv.slice(2));
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 2;
}

function main(args: string[]): void {
  const { file, commit, date } = options(args);
  const map = JSON.parse(readFileSync(mapFile, 'utf8')) as Standard;
  const wanted = map.algorithms.filter(({ kind }) => kind !== 'grammar');
  const outline = outlineOf(readFileSync(file, 'utf8'), wanted);
  const lost = wanted.filter(({ id }) => !outline.some((entry) => entry.id === id));
  if (lost.length === wanted.length) {
    throw new Error(`${file} is not the Bikeshed source of the Fetch standard`);
  }
  if (lost.length > 0) {
    const names = lost.map(({ id, anchor }) => `${id} (#${anchor})`).join(', ');
    throw new Error(`no longer defined: ${names}. First fix or remove these in spec/fetch.json`);
  }
  const pinned = { ...map, commit: commit ?? map.commit, date: date ?? map.date };
  const { map: fresh, changed, toWrite } = refresh(pinned, outline);
  writeFileSync(mapFile, formatMap(fresh));
  if (changed && commit === undefined) {
    console.error(
      `The text differs from commit ${map.commit}. If it is a different commit, pass --commit`,
    );
  }
  for (const id of toWrite) console.error(`${id}: add a gist`);
}

function options(args: string[]): { file: string; commit?: string; date?: string } {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { commit: { type: 'string' }, date: { type: 'string' } },
    });
    const [file] = positionals;
    const commit = /^[0-9a-f]{40}$/.test(values.commit ?? '0'.repeat(40));
    const date = /^\d{4}-\d\d-\d\d$/.test(values.date ?? '0000-00-00');
    if (file !== undefined && positionals.length === 1 && commit && date)
      return { file, ...values };
  } catch {
    // For an unknown option, show the usage.
  }
  throw new Error(usage);
}
