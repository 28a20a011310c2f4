/**
 * `npm run mutation:servers [-- <package>...]`: changes real middleware in every small way that there is,
 * and checks that the suite notices each change. The `known-mutants.json` beside each set-up lists those
 * that it does not notice, and why.
 */
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { Argument, Command } from 'commander';
import type { KnownDeviations } from '../deviations/known-deviations.ts';
import { runCommand } from '../output/ending.ts';
import { compareSurvivors } from './mutation-survivors.ts';
import { instrument } from './server-mutants/instrument.ts';
import { type Middleware, middlewareNames, middlewareOf } from './server-mutants/middlewares.ts';
import { type JudgedMutant, judgeMutants } from './server-mutants/pool.ts';
import { classOf, scoreLine, tally } from './server-mutants/score.ts';

await runCommand(
  new Command('npm run mutation:servers --')
    .description(
      'Mutates middleware, and checks that the suite notices every mutant that its known-mutants.json ' +
        'does not list. Both take several minutes.',
    )
    .addArgument(
      new Argument('[packages...]', 'only these; without any, all of them').choices(
        middlewareNames,
      ),
    )
    .option('--verbose', 'say of each mutant what noticed it')
    .addHelpText(
      'after',
      '\nExit codes: 0 all as listed, 1 a mutant survived that is not listed or one is listed that did not survive, 2 usage.',
    )
    .action(async (named: string[], { verbose = false }: { verbose?: boolean }) => {
      process.exitCode = 0;
      for (const name of named.length > 0 ? named : middlewareNames) {
        if (!(await isAsListed(middlewareOf(name), verbose))) process.exitCode = 1;
      }
    }),
);

async function isAsListed(middleware: Middleware, verbose: boolean): Promise<boolean> {
  const { mutants } = await instrument(middleware);
  const known: KnownDeviations = JSON.parse(readFileSync(middleware.knownFile, 'utf8'));
  const ids: string[] = [];
  await judgeMutants(middleware.name, mutants, availableParallelism(), (judged) => {
    const { id } = judged.mutant;
    if (judged.noticedBy === null) ids.push(id);
    else if (verbose) console.log(`noticed   ${id}  (${judged.noticedBy})`);
    if (judged.noticedBy === null && classOf(known, id) === null) console.log(describe(judged));
  });
  const { unlisted, gone } = compareSurvivors(ids, known, null);
  for (const id of gone) console.log(`gone      ${id}`);
  const classes = ids.map((id) => classOf(known, id));
  console.log(
    `${middleware.name} ${middleware.version}: ${scoreLine(tally(mutants.length, classes))}`,
  );
  return unlisted.length + gone.length === 0;
}

function describe({ mutant: { id, line }, places, response }: JudgedMutant): string {
  const what =
    places === 0
      ? 'no set-up runs it'
      : response === null
        ? 'no response differs'
        : `no case judges ${response}`;
  return `survived  ${id}  (line ${line}; ${what})`;
}
