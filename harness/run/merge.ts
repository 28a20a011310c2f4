/** What `cors-conformance merge` does: reads the reports on shards, and writes that on the whole. */
import { InputError } from '../output/input-error.ts';
import { jsonText } from '../output/json-text.ts';
import { checkReportFile, writeReportFile } from '../output/report-file.ts';
import { coloursFor, noColours } from '../output/terminal.ts';
import { type ReportOptions, writeReported } from '../server/reports/write-report.ts';
import { summaryOfLists, summaryText } from './list/list-summary.ts';
import { mergeProjects } from './merge-projects.ts';
import { mergeReports } from './merge-reports.ts';
import { readReports } from './read-reports.ts';
import { writeProject, writeProjectFile } from './write-project.ts';

/** @returns the exit code, as an unsharded run has it
 *  @throws InputError */
export async function merge(paths: readonly string[], options: ReportOptions): Promise<number> {
  const { report: format, output } = options;
  if (output !== undefined) await checkReportFile(output);
  if (paths.every((path) => path.endsWith('.jsonl'))) return mergeLists(paths, options);
  const reports = await readReports(paths);
  if (reports.kind === 'server') {
    const merged = mergeReports(reports.files);
    await writeReported(merged, options);
    return merged.summary.exitCode;
  }
  const merged = mergeProjects(reports.files);
  if (output !== undefined) await writeProjectFile(merged, { format, output }, options.verbose);
  else if (format !== 'html') await writeProject(merged, { ...options, files: [] });
  else {
    throw new InputError('--report html: name a file with --output, since each target has a page');
  }
  return merged.summary.exitCode;
}

/** The outputs of `run --targets` need not be put together: their summary is read from all of them.
 *  @throws InputError */
async function mergeLists(
  paths: readonly string[],
  { report: format, output }: ReportOptions,
): Promise<number> {
  if (format !== 'text' && format !== 'json') {
    throw new InputError(
      `--report ${format}: the summary of a list is text or json: write one of these`,
    );
  }
  const summary = await summaryOfLists(paths);
  const isShown = output === undefined;
  const colours = isShown ? coloursFor(process.stdout) : noColours;
  const text = format === 'json' ? jsonText(summary) : summaryText(summary, colours);
  if (isShown) process.stdout.write(text);
  else await writeReportFile(output, text);
  return summary.exitCode;
}
