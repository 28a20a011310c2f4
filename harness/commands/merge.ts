/** `cors-conformance merge`: puts the reports on shards together. */
import { Command, Option } from 'commander';
import type { ReportOptions } from '../server/reports/write-report.ts';
import { file } from './arguments.ts';
import { reportFormats } from './server.ts';

const epilogue = `
The reports are the JSON reports of run, server or client with --shard: all of one run, in any order.
The result is the report that the run would have given without --shard. If a shard is missing, it is
INCOMPLETE and says which.

Exit codes: those of the run.`;

export function mergeCommand(): Command {
  return new Command('merge')
    .summary('put the reports on shards together')
    .description('Puts the JSON reports on the shards of one run together.')
    .argument('<reports...>', 'the reports, one for each shard')
    .addOption(
      new Option('--report <format>', 'the format of the report')
        .choices(reportFormats)
        .default('text'),
    )
    .option('--output <file>', 'write the report to this file, not to standard output', file)
    .option('--verbose', 'show every failure in full, not only one of each cause')
    .addHelpText('after', epilogue)
    .action(async (files: string[], options: ReportOptions) => {
      const { merge } = await import('../run/merge.ts');
      process.exitCode = await merge(files, options);
    });
}
