/** Writing the report on a project: the text to standard output, other formats to files. */
import { basename, dirname, extname, join } from 'node:path';
import { InputError } from '../output/input-error.ts';
import { writeReportFile } from '../output/report-file.ts';
import { coloursFor, noColours } from '../output/terminal.ts';
import { htmlReport } from '../server/reports/html.ts';
import type { ReportFormat, ReportOptions } from '../server/reports/write-report.ts';
import type { ReportFile } from './config.ts';
import {
  projectGitHub,
  projectIndex,
  projectJSON,
  projectJUnit,
  projectMarkdown,
} from './project-formats.ts';
import type { ProjectReport } from './project-report.ts';
import { projectText } from './project-text.ts';

export interface WriteOptions {
  /** What goes to standard output: text if left out. */
  readonly report?: ReportFormat;
  readonly files: readonly ReportFile[];
  readonly verbose?: boolean | undefined;
}

/** @throws InputError if a file cannot be written */
export async function writeProject(
  report: ProjectReport,
  { report: format = 'text', files, verbose = false }: WriteOptions,
): Promise<void> {
  for (const file of files) await writeProjectFile(report, file, verbose);
  // A format that was asked for goes to the file that was named for it.
  const shown = files.some((file) => file.format === format) ? 'text' : format;
  if (shown === 'text')
    process.stdout.write(projectText(report, coloursFor(process.stdout), verbose));
  else for (const piece of piecesOf(report, shown, verbose)) process.stdout.write(piece);
}

/** One format, to one place.
 *  @throws InputError if it cannot be written */
export async function writeProjectAs(
  report: ProjectReport,
  { report: format, output, verbose }: ReportOptions,
): Promise<void> {
  if (output !== undefined) await writeProjectFile(report, { format, output }, verbose);
  else if (format !== 'html') await writeProject(report, { report: format, files: [], verbose });
  else {
    throw new InputError('--report html: name a file with --output, since each target has a page');
  }
}

/** For HTML, with a page for each target beside it.
 *  @throws InputError if it cannot be written */
export async function writeProjectFile(
  report: ProjectReport,
  { format, output }: ReportFile,
  isVerbose = false,
): Promise<void> {
  if (format === 'html') {
    for (const target of report.targets) {
      if (target.report === null) continue;
      const path = join(dirname(output), pageFor(output, target.name));
      await writeReportFile(path, htmlReport(target.report));
    }
  }
  await writeReportFile(output, piecesOf(report, format, isVerbose, output));
}

/** `report.api.html` beside `report.html`. */
function pageFor(output: string, name: string): string {
  const extension = extname(output);
  return `${basename(output, extension)}.${name}${extension}`;
}

function piecesOf(
  report: ProjectReport,
  format: ReportFormat,
  isVerbose: boolean,
  output = '',
): Iterable<string> {
  const writers: Record<ReportFormat, () => Iterable<string>> = {
    text: () => [projectText(report, noColours, isVerbose)],
    json: () => projectJSON(report),
    markdown: () => [projectMarkdown(report)],
    junit: () => [projectJUnit(report)],
    github: () => [projectGitHub(report)],
    html: () => [projectIndex(report, (name) => pageFor(output, name))],
  };
  return writers[format]();
}
