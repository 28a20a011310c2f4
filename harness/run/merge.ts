/** What `cors-conformance merge` does: reads the reports on shards, and writes that on the whole. */
import { InputError } from '../output/input-error.ts';
import { checkReportFile } from '../output/report-file.ts';
import { type ReportOptions, writeReported } from '../server/reports/write-report.ts';
import { mergeProjects } from './merge-projects.ts';
import { mergeReports } from './merge-reports.ts';
import { readReports } from './read-reports.ts';
import { writeProject, writeProjectFile } from './write-project.ts';

/** @returns the exit code, as an unsharded run has it
 *  @throws InputError */
export async function merge(paths: readonly string[], options: ReportOptions): Promise<number> {
  const { report: format, output } = options;
  if (output !== undefined) await checkReportFile(output);
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
