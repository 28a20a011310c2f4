/** Writing the reports on clients, in any format, to standard output or to a file. */

import { escapeMarkdown } from '../../output/markdown.ts';
import { writeReportFile } from '../../output/report-file.ts';
import { coloursFor, noColours, printable } from '../../output/terminal.ts';
import type { ClientReport } from '../client-report.ts';
import { clientGitHub } from './client-github.ts';
import { clientHTML } from './client-html.ts';
import { jsonReport } from './client-json.ts';
import { clientJUnit } from './client-junit.ts';
import { markdownReport } from './client-markdown.ts';
import { textReport } from './client-text.ts';
import { countsText, verdictLine, worstOf } from './client-words.ts';
import { type ReportedClients, reportedClients } from './reported-client.ts';

export type ClientReportFormat = 'text' | 'json' | 'markdown' | 'junit' | 'html' | 'github';

export interface ReportOptions {
  readonly report: ClientReportFormat;
  /** The file to write; standard output if left out. */
  readonly output?: string;
  /** Whether text and Markdown show every case that differs in full, not only one of each cause. */
  readonly verbose?: boolean;
}

/** Whether the report on one client is complete without those on the others, and can be shown at once. */
export function writesAsItGoes({ report, output }: ReportOptions): boolean {
  return report === 'text' && output === undefined;
}

/** After the reports on single clients: the verdict on all of them; nothing if there is only one. */
export function verdictOnAll(reported: ReportedClients): string {
  return reported.clients.length === 1 ? '' : `\n${printable(verdictLine(reported))}\n`;
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
  { report, output, verbose = false }: ReportOptions,
): Promise<void> {
  const colours = output === undefined ? coloursFor(process.stdout) : noColours;
  const writers: Record<ClientReportFormat, () => string> = {
    text: () =>
      reported.clients.map((each) => textReport(each, colours, verbose)).join('\n') +
      verdictOnAll(reported),
    json: () => jsonReport(reported),
    markdown: () =>
      `${markdownReport(reported, verbose)}\n**${worstOf(reported)}**: ${escapeMarkdown(countsText(reported))}\n`,
    junit: () => clientJUnit(reported),
    html: () => clientHTML(reported),
    github: () => clientGitHub(reported),
  };
  const text = writers[report]();
  if (output === undefined) process.stdout.write(text);
  else await writeReportFile(output, text);
}
