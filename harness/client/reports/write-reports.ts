/** Writing the reports on clients, in any format, to standard output or to a file. */
import { writeReportFile } from '../../output/report-file.ts';
import { coloursFor, noColours } from '../../output/terminal.ts';
import type { ClientReport } from '../client-report.ts';
import { jsonReport } from './client-json.ts';
import { markdownReport } from './client-markdown.ts';
import { textReport } from './client-text.ts';
import { type ReportedClients, reportedClients } from './reported-client.ts';

export type ClientReportFormat = 'text' | 'json' | 'markdown';

export interface ReportOptions {
  readonly report: ClientReportFormat;
  /** The file to write; standard output if left out. */
  readonly output?: string;
}

/** Whether the report on one client is complete without those on the others, and can be shown at once. */
export function writesAsItGoes({ report, output }: ReportOptions): boolean {
  return report === 'text' && output === undefined;
}

/** Writes one file about all the clients.
 *  @throws InputError if the file cannot be written */
export function writeReports(
  reports: readonly ClientReport[],
  options: ReportOptions,
): Promise<void> {
  return writeReported(reportedClients(reports), options);
}

/** Writes a report that was made before.
 *  @throws InputError if the file cannot be written */
export async function writeReported(
  reported: ReportedClients,
  { report, output }: ReportOptions,
): Promise<void> {
  const colours = output === undefined ? coloursFor(process.stdout) : noColours;
  const writers: Record<ClientReportFormat, () => string> = {
    text: () => reported.clients.map((each) => textReport(each, colours)).join('\n'),
    json: () => jsonReport(reported),
    markdown: () => markdownReport(reported),
  };
  const text = writers[report]();
  if (output === undefined) process.stdout.write(text);
  else await writeReportFile(output, text);
}
