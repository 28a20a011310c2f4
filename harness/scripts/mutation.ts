/**
 * `npm run mutation [-- <file>...]`: changes the reference in every small way that there is, and checks
 * that the corpus and the unit tests notice each change. `reference/known-mutants.json` lists those that
 * they cannot notice, and why. Properties do not take part: what they find should become a case that is
 * there every time.
 */

import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Stryker } from '@stryker-mutator/core';
import { Command } from 'commander';
import type { KnownDeviations } from '../deviations/known-deviations.ts';
import { runCommand } from '../output/ending.ts';
import { compareSurvivors, survivorIds } from './mutation-survivors.ts';

const top = fileURLToPath(new URL('../../', import.meta.url));

await runCommand(
  new Command('npm run mutation --')
    .description(
      'Mutates the reference, and checks that the corpus and the unit tests notice every mutant that ' +
        'reference/known-mutants.json does not list. All files take many minutes.',
    )
    .argument('[files...]', 'only these files, such as reference/method.ts')
    .addHelpText(
      'after',
      '\nExit codes: 0 all as listed, 1 a mutant survived that is not listed or one is listed that did not survive, 2 usage.',
    )
    .action(async (files: string[]) => {
      process.exitCode = await run(
        files.length === 0 ? null : files.map((file) => relative(top, file)),
      );
    }),
);

/** @returns the exit code */
async function run(files: string[] | null): Promise<number> {
  const mutants = await new Stryker(files === null ? {} : { mutate: files }).runMutationTest();
  // On a busy machine, tests of a harmless mutant can take too long: a timeout decides nothing.
  const survivors = mutants.filter(({ status }) =>
    ['Survived', 'NoCoverage', 'Timeout'].includes(status),
  );
  const named = [...new Set(survivors.map(({ fileName }) => fileName))].flatMap((fileName) => {
    const inFile = survivors.filter((mutant) => mutant.fileName === fileName);
    return survivorIds(inFile, relative(top, fileName), readFileSync(fileName, 'utf8'));
  });
  const known: KnownDeviations = JSON.parse(
    readFileSync(new URL('../../reference/known-mutants.json', import.meta.url), 'utf8'),
  );
  const ids = named.filter(({ mutant }) => mutant.status !== 'Timeout').map(({ id }) => id);
  const { unlisted } = compareSurvivors(ids, known, files);
  const { gone } = compareSurvivors(
    named.map(({ id }) => id),
    known,
    files,
  );
  for (const { id, mutant } of named) {
    if (unlisted.includes(id)) console.log(`survived  ${id}  (line ${mutant.location.start.line})`);
  }
  for (const id of gone) console.log(`gone      ${id}`);
  const killed = mutants.filter(({ status }) => status === 'Killed' || status === 'Timeout').length;
  const all = killed + ids.length;
  console.log(
    `${killed} of ${all} mutants killed (${((100 * killed) / all).toFixed(1)} %), ${ids.length} survived: ` +
      `${ids.length - unlisted.length} known, ${unlisted.length} not listed; ${gone.length} listed but gone`,
  );
  return unlisted.length + gone.length > 0 ? 1 : 0;
}
