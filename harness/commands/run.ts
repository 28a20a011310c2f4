/** `cors-conformance run`: checks all targets of a project. */
import { Command, Option } from 'commander';
import type { ProjectOptions } from '../run/run-project.ts';
import { file, shard } from './arguments.ts';
import { reportFormats } from './server.ts';

const epilogue = `
The file lists the targets: each has a name and a URL, and says what it is meant to share. It can
name a program to start before and to stop after. The README of the project shows it.

Exit codes:
  0: PASSED, all targets are as expected
  1: FAILED, a case of a target failed
  2: INCOMPLETE, something could not be judged or was not run, or the command could not run
  130, 143: interrupted`;

export function projectCommand(): Command {
  return new Command('run')
    .summary('check all servers of a project')
    .description('Checks the servers that a file lists, and reports on them together.')
    .option('--config <file>', 'the file that lists the servers', file, 'cors-conformance.json')
    .addOption(
      new Option(
        '--report <format>',
        'the format of the file that --output names, in place of the reports of the configuration',
      ).choices(reportFormats),
    )
    .option('--output <file>', 'write the report to this file, beside the text', file)
    .option(
      '--shard <i/n>',
      'run only the i-th of n parts; merge puts their reports together',
      shard,
    )
    .option('--verbose', 'show every failure in full, not only one of each cause')
    .addHelpText('after', epilogue)
    .action(async (options: ProjectOptions) => {
      const { runProject } = await import('../run/run-project.ts');
      process.exitCode = await runProject(options);
    });
}
