/**
 * `npm run spec:drift -- <fetch.bs>`: whether a text of the standard still says what the pinned one
 * says. Where it does not, names each step that changed, the code that follows it and the cases that
 * cite it.
 */

import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { diff } from '../../spec/diff.ts';
import { spec } from '../../spec/index.ts';
import { runCommand } from '../output/ending.ts';
import { driftReport } from './drift-report.ts';
import { citingFiles } from './project-files.ts';
import { outlineOfFile, pinOf } from './spec-command.ts';

const top = fileURLToPath(new URL('../../', import.meta.url));

await runCommand(
  new Command('npm run spec:drift --')
    .description(
      'Checks whether a text of the Fetch standard still says what the pinned one says, as far as CORS goes.',
    )
    .argument('<fetch.bs>', 'the Bikeshed source of the standard')
    .addHelpText(
      'after',
      '\nExit codes: 0 no difference, 1 something differs, 2 the text cannot be read.',
    )
    .action((file: string) => {
      const difference = diff(spec, outlineOfFile(file, spec));
      const { length } = difference.changes;
      if (length === 0) {
        console.log(`${basename(file)} says the same as the ${pinOf(spec)}, as far as CORS goes.`);
        return;
      }
      const places = length === 1 ? 'one place' : `${length} places`;
      console.log(`${basename(file)} differs from the ${pinOf(spec)} in ${places}.`);
      console.log(driftReport(difference, spec, citingFiles(top)).join('\n'));
      process.exitCode = 1;
    }),
);
