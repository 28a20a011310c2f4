/**
 * `npm run spec:extract -- <fetch.bs>`: moves the pin to this text of the standard. Writes
 * `spec/fetch.json` and `spec/reasons.json`, and renumbers what cites steps. What we wrote in the map
 * ourselves (gists, reasons, what is not modelled) stays with its step. To add an algorithm, first add
 * `{ "id", "anchor", "gist" }` to `spec/fetch.json`.
 */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command, InvalidArgumentError } from 'commander';
import type { Standard } from '../../spec/index.ts';
import { formatMap, formatReasons } from '../../spec/map-file.ts';
import { runCommand } from '../output/ending.ts';
import { InputError } from '../output/input-error.ts';
import { driftReport } from './drift-report.ts';
import { gone, type MovedPin, movePin } from './move-pin.ts';
import { citingFiles } from './project-files.ts';
import { outlineOfFile, pinOf } from './spec-command.ts';

const top = fileURLToPath(new URL('../../', import.meta.url));

await runCommand(
  new Command('npm run spec:extract --')
    .description(
      'Moves the pin to another text of the Fetch standard: updates spec/fetch.json and spec/reasons.json, ' +
        'renumbers the steps that code, cases, tests and documents cite, and lists what is left to do by hand.',
    )
    .argument('<fetch.bs>', 'the Bikeshed source of the standard')
    .option(
      '--commit <sha>',
      'its commit; required if the text has changed',
      matching(/^[0-9a-f]{40}$/, 'write 40 hex digits.'),
    )
    .option(
      '--date <date>',
      'the date of that commit',
      matching(/^\d{4}-\d\d-\d\d$/, 'write yyyy-mm-dd.'),
    )
    .action(extract),
);

function matching(pattern: RegExp, advice: string) {
  return (text: string): string => {
    if (!pattern.test(text)) throw new InvalidArgumentError(advice);
    return text;
  };
}

function extract(file: string, pin: { readonly commit?: string; readonly date?: string }): void {
  const map = JSON.parse(readFileSync(join(top, 'spec/fetch.json'), 'utf8')) as Standard;
  const outline = outlineOfFile(file, map);
  const lost = map.algorithms.filter(
    ({ id, kind }) => kind !== 'grammar' && !outline.some((entry) => entry.id === id),
  );
  if (lost.length > 0) {
    const names = lost.map(({ id, anchor }) => `${id} (#${anchor})`).join(', ');
    throw new InputError(
      `${file} no longer defines ${names}: in spec/fetch.json, correct the anchor or remove the entry`,
    );
  }
  const files = citingFiles(top);
  const moved = movePin({ ...map, ...pin }, outline, files);
  const hasChanged = moved.difference.changes.length > 0;
  if (hasChanged && (pin.commit === undefined || pin.date === undefined)) {
    throw new InputError(
      `${file} differs from the ${pinOf(map)}: pass the --commit and the --date of this text`,
    );
  }
  write('spec/fetch.json', formatMap(moved.map));
  write('spec/reasons.json', formatReasons(moved.map));
  for (const { path, text } of moved.rewritten) write(path, text);
  console.log(`spec/fetch.json now follows commit ${moved.map.commit} of ${moved.map.date}.`);
  if (!hasChanged) console.log('Nothing has changed that concerns CORS.');
  console.log([...driftReport(moved.difference, map, files), ...endingLines(moved)].join('\n'));
}

function write(path: string, text: string): void {
  writeFileSync(join(top, path), text);
}

/** What was done, and what is left to do by hand. */
function endingLines({ difference: { changes }, rewritten, toWrite }: MovedPin): string[] {
  const has = (...kinds: string[]) => changes.some(({ kind }) => kinds.includes(kind));
  const toDo = [
    toWrite.length > 0 ? [`Write these gists in spec/fetch.json: ${toWrite.join(', ')}.`] : [],
    has('added') ? ['Write the code and the comment of each added step in reference/.'] : [],
    has('reworded', 'moved')
      ? ['Read each reworded or moved step again: its gist, its code and what cites it.']
      : [],
    has('removed')
      ? [`Delete the code of each removed step, and what cites it: search for "${gone}".`]
      : [],
  ].flat();
  if (rewritten.length === 0 && toDo.length === 0) return [];
  const files = rewritten.length === 1 ? 'one file' : `${rewritten.length} files`;
  return [
    ...(rewritten.length > 0 ? ['', `Renumbered the steps cited in ${files}.`] : []),
    '',
    'Left to do:',
    ...toDo.map((line) => `  ${line}`),
    '  Run npm run format, then npm test.',
  ];
}
