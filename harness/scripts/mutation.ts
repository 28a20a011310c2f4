/**
 * `npm run mutation [-- <file of reference/>...]`: breaks the reference in every small way there is,
 * and has the corpus and the unit tests notice each time. What they cannot notice is listed, with
 * the reason, in `reference/mutation-survivors.json`: exits with 1 on a survivor that is not listed,
 * and on a listed one that was killed. Properties do not take part: what they find is to become a
 * case that is there every time.
 */
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Stryker } from '@stryker-mutator/core';
import { compareSurvivors, type KnownSurvivor, survivorOf } from './mutation-survivors.ts';

const project = fileURLToPath(new URL('../..', import.meta.url));
const listed: KnownSurvivor[] = JSON.parse(
  readFileSync(new URL('../../reference/mutation-survivors.json', import.meta.url), 'utf8'),
);

const files = process.argv.slice(2).map((file) => relative(project, file));
const mutants = await new Stryker(files.length === 0 ? {} : { mutate: files }).runMutationTest();

const survivors = mutants
  .filter(({ status }) => status === 'Survived' || status === 'NoCoverage')
  .map((mutant) => {
    const file = relative(project, mutant.fileName);
    const source = readFileSync(mutant.fileName, 'utf8');
    return { ...survivorOf(mutant, file, source), line: mutant.location.start.line };
  });
const known = listed.filter(({ file }) => files.length === 0 || files.includes(file));
const { unlisted, vanished } = compareSurvivors(survivors, known);

for (const survivor of unlisted) {
  const { file, line } = survivor as (typeof survivors)[number];
  console.log(`survived  ${file}:${line}  ${survivor.function}: ${survivor.mutation}`);
}
for (const { file, function: name, mutation } of vanished) {
  console.log(`listed, but killed or gone  ${file}  ${name}: ${mutation}`);
}
const killed = mutants.filter(({ status }) => status === 'Killed' || status === 'Timeout').length;
const all = killed + survivors.length;
console.log(
  `${killed} of ${all} mutants killed (${((100 * killed) / all).toFixed(1)} %), ` +
    `${survivors.length} survived, ${unlisted.length} of them unlisted, ${vanished.length} listed in vain`,
);
process.exitCode = unlisted.length + vanished.length > 0 ? 1 : 0;
