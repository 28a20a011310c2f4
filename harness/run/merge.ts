/** What `cors-conformance merge` does: reads the reports on shards, and writes that on the whole. */
import { exitCodeOf } from '../client/client-report.ts';
import { writeReports } from '../client/reports/write-reports.ts';
import { InputError } from '../output/input-error.ts';
import { jsonText } from '../output/json-text.ts';
import { checkReportFile, writeReportFile } from '../output/report-file.ts';
import { coloursFor, noColours } from '../output/terminal.ts';
import { type ReadReport, readReport, readReportToShow } from '../report/read-report.ts';
import { type ReportOptions, writeReported } from '../server/reports/write-report.ts';
import { summaryOfLists, summaryText } from './list/list-summary.ts';
import { mergeClients } from './merge-clients.ts';
import { mergeProjects } from './merge-projects.ts';
import { mergeReports } from './merge-reports.ts';
import type { Named } from './shards-of-one-run.ts';
import { writeProjectAs } from './write-project.ts';

/** @returns the exit code, as an unsharded run has it
 *  @throws InputError */
export async function merge(paths: readonly string[], options: ReportOptions): Promise<number> {
  if (options.output !== undefined) await checkReportFile(options.output);
  const lists = paths.filter((path) => path.endsWith('.jsonl'));
  if (lists.length === paths.length) return mergeLists(paths, options);
  if (lists.length > 0) {
    throw new InputError(
      `${lists[0]}: lists and reports do not mix: merge lists only, or reports only`,
    );
  }
  const read: { file: string; read: ReadReport }[] = [];
  const readOne = options.report === 'json' ? readReport : readReportToShow;
  for (const file of paths) read.push({ file, read: await readOne(file) });
  const [first] = read;
  const other = read.find((each) => each.read.of !== first?.read.of);
  if (other !== undefined) {
    throw new InputError(
      `${other.file}: this is the report of another command than ${first?.file}: merge only the shards of one run`,
    );
  }
  const of = <Of extends ReadReport['of']>(_of: Of) =>
    read.map(({ file, read: { report } }) => ({ file, report })) as unknown as Named<
      Extract<ReadReport, { of: Of }>['report']
    >[];
  if (first?.read.of === 'client') {
    const merged = await mergeClients(of('client'));
    await writeReports(merged, options);
    const codes = merged.map(exitCodeOf);
    return codes.includes(1) ? 1 : Math.max(...codes);
  }
  if (first?.read.of === 'project') {
    const merged = mergeProjects(of('project'));
    await writeProjectAs(merged, options);
    return merged.summary.exitCode;
  }
  const merged = mergeReports(of('server'));
  await writeReported(merged, options);
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
