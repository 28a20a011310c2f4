/** `cors-conformance report <file>`: makes any report of a JSON report. */
import { Command, Option } from 'commander';
import type { MadeFormat, MadeOptions } from '../report/report-from-file.ts';
import { file } from './arguments.ts';

const reportFormats = ['text', 'markdown', 'junit', 'html', 'github'] satisfies MadeFormat[];

const epilogue = `
The JSON report is what the commands server, client, run and merge write with --report json.

Formats:
  text      for a terminal
  markdown  for the summary of a CI job, or an issue
  junit     XML for Jenkins, GitLab and other CI servers
  html      one page without anything outside it; of a project, a page for each target
            and one that links to them
  github    annotations of GitHub Actions

Exit codes:
  0: the report was written, whatever it says about the run
  2: the file is not a report, or the report could not be written`;

export function reportCommand(): Command {
  return new Command('report')
    .summary('make a page or another report of a JSON report')
    .description('Makes a report in another format of a JSON report, without running anything.')
    .argument('<file>', 'a JSON report', file)
    .addOption(
      new Option('--report <format>', 'the format of the report')
        .choices(reportFormats)
        .default('text'),
    )
    .option('--output <file>', 'write the report to this file, not to standard output', file)
    .option(
      '--verbose',
      'text and Markdown: show every failure in full, not only one of each cause',
    )
    .addHelpText('after', epilogue)
    .action(async (file: string, options: MadeOptions) => {
      const { reportFromFile } = await import('../report/report-from-file.ts');
      await reportFromFile(file, options);
    });
}
