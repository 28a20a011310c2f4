/** Writing the report of a run, in any format, to standard output or to a file. */
import { writeReportFile } from '../../output/report-file.ts';
import { coloursFor, noColours } from '../../output/terminal.ts';
import type { Ended } from '../prepared-run.ts';
import { githubReport } from './github.ts';
import { htmlReport } from './html.ts';
import { jsonReport } from './json.ts';
import { junitReport } from './junit.ts';
import { markdownReport } from './markdown.ts';
import type { Report } from './report.ts';
import { reportOf } from './report-of.ts';
import { textReport } from './text.ts';

export type ReportFormat = 'text' | 'json' | 'markdown' | 'junit' | 'html' | 'github';

export interface ReportOptions {
  readonly report: ReportFormat;
  /** The file to write; standard output if left out. */
  readonly output?: string;
  /** Whether text and Markdown show every failure in full. */
  readonly verbose?: boolean;
}

/** Writes the report on a run that is over.
 *  @throws InputError if the file cannot be written */
export function writeReport(ended: Ended, options: ReportOptions): Promise<void> {
  return writeReported(reportOf(ended), options);
}

/** Writes a report that was made before.
 *  @throws InputError if the file cannot be written */
export async function writeReported(
  reported: Report,
  { report, output, verbose }: ReportOptions,
): Promise<void> {
  const colours = output === undefined ? coloursFor(process.stdout) : noColours;
  const writers: Record<ReportFormat, () => Iterable<string>> = {
    text: () => [textReport(reported, colours, verbose)],
    json: () => jsonReport(reported),
    markdown: () => [markdownReport(reported, verbose)],
    junit: () => [junitReport(reported)],
    html: () => [htmlReport(reported)],
    github: () => [githubReport(reported)],
  };
  const pieces = writers[report]();
  if (output !== undefined) await writeReportFile(output, pieces);
  else for (const piece of pieces) process.stdout.write(piece);
}
