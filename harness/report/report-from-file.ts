/** What `cors-conformance report` does: makes a report of a JSON report, without a run. */
import { realpath } from 'node:fs/promises';
import { writeReported as writeClients } from '../client/reports/write-reports.ts';
import { InputError } from '../output/input-error.ts';
import { checkReportFile } from '../output/report-file.ts';
import { writeProjectAs } from '../run/write-project.ts';
import { writeReported as writeServer } from '../server/reports/write-report.ts';
import { readReportToShow } from './read-report.ts';

export type MadeFormat = 'text' | 'markdown' | 'junit' | 'html' | 'github';

export interface MadeOptions {
  readonly report: MadeFormat;
  /** The file to write; standard output if left out. */
  readonly output?: string;
  /** Whether text and Markdown show every failure in full. */
  readonly verbose?: boolean;
}

/** @throws InputError if the file is not a report, or the other cannot be written */
export async function reportFromFile(file: string, options: MadeOptions): Promise<void> {
  const { output } = options;
  if (output !== undefined) {
    await checkReportFile(output);
    const [from, to] = await Promise.all(
      [file, output].map((each) => realpath(each).catch(() => null)),
    );
    if (from !== null && from === to) {
      throw new InputError(`--output ${output}: this is the JSON report: name another file`);
    }
  }
  const read = await readReportToShow(file);
  if (read.of === 'server') await writeServer(read.report, options);
  else if (read.of === 'client') await writeClients(read.report, options);
  else await writeProjectAs(read.report, options);
}
