/** Writing the report of a run, in any format, to standard output or to a file. */
import { writeReportFile } from '../../output/report-file.ts';
import { coloursFor, noColours } from '../../output/terminal.ts';
import type { Ended } from '../prepared-run.ts';
import { htmlReport } from './html.ts';
import { jsonReport } from './json.ts';
import { junitReport } from './junit.ts';
import { markdownReport } from './markdown.ts';
import { textReport } from './text.ts';

export type ReportFormat = 'text' | 'json' | 'markdown' | 'junit' | 'html';

export interface ReportOptions {
  readonly report: ReportFormat;
  /** The file to write; standard output if left out. */
  readonly output?: string;
}

/** Writes the report, its results in the order of the cases.
 *  @throws InputError if the file cannot be written */
export async function writeReport(ended: Ended, { report, output }: ReportOptions): Promise<void> {
  const order = new Map(ended.run.due.map(({ id }, index) => [id, index]));
  const results = ended.results.toSorted((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0));
  const ordered = { ...ended, results };
  const colours = output === undefined ? coloursFor(process.stdout) : noColours;
  const writers: Record<ReportFormat, () => Iterable<string>> = {
    text: () => [textReport(ordered, colours)],
    json: () => jsonReport(ordered),
    markdown: () => [markdownReport(ordered)],
    junit: () => [junitReport(ordered)],
    html: () => [htmlReport(ordered)],
  };
  const pieces = writers[report]();
  if (output !== undefined) await writeReportFile(output, pieces);
  else for (const piece of pieces) process.stdout.write(piece);
}
