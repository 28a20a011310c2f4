/** Reading a JSON report that this or another machine wrote: nothing in the file is taken on trust. */
import { readFile, stat } from 'node:fs/promises';
import { schemaCheck } from '../../conformance/schema-check.ts';
import knownDeviations from '../../conformance/schemas/known-deviations.schema.json' with {
  type: 'json',
};
import clientSchema from '../client/reports/client-report.schema.json' with { type: 'json' };
import { clientReportVersion, type ReportedClients } from '../client/reports/reported-client.ts';
import { InputError } from '../output/input-error.ts';
import { messageOf } from '../output/message-of.ts';
import { withoutControls } from '../output/without-controls.ts';
import projectSchema from '../run/project-report.schema.json' with { type: 'json' };
import { type ProjectReport, projectReportVersion } from '../run/project-report.ts';
import serverSchema from '../server/reports/report.schema.json' with { type: 'json' };
import { type Report, reportVersion } from '../server/reports/report.ts';
import { clientMistake, projectMistake, serverMistake } from './mistakes.ts';

export type ReadReport =
  | { readonly of: 'server'; readonly report: Report }
  | { readonly of: 'client'; readonly report: ReportedClients }
  | { readonly of: 'project'; readonly report: ProjectReport };

/** A report on a testee with all policies has 20 MB. */
const mostBytes = 100_000_000;
const longestMessage = 400;

const kinds = {
  server: {
    version: reportVersion,
    check: schemaCheck(serverSchema, [knownDeviations], 'first'),
    command: 'cors-conformance server <url> --report json',
  },
  client: {
    version: clientReportVersion,
    check: schemaCheck(clientSchema, [knownDeviations], 'first'),
    command: 'cors-conformance client <name> --report json',
  },
  project: {
    version: projectReportVersion,
    check: schemaCheck(projectSchema, [serverSchema, knownDeviations], 'first'),
    command: 'cors-conformance run --report json',
  },
};

/** As it is in the file: for a report that is shown, use `readReportToShow`.
 *  @throws InputError with the place of the mistake and its fix */
export async function readReport(file: string): Promise<ReadReport> {
  const wrong = (what: string) => {
    const message = `${file}: ${what.replaceAll(/\s+/g, ' ')}`;
    return new InputError(
      message.length > longestMessage ? `${message.slice(0, longestMessage)}…` : message,
    );
  };
  const text = await textOf(file, wrong);
  if (isList(text)) {
    throw wrong('a list of results: use merge, which takes lists whose names end in .jsonl');
  }
  const json = parsed(text, wrong);
  const of = kindOf(json);
  if (of === null) {
    throw wrong(`not a report of cors-conformance: make one with --report json`);
  }
  const { version, check, command } = kinds[of];
  const found = (json as { version?: unknown }).version;
  if (found !== version) {
    throw wrong(
      `version: this command reads version ${version} of reports on ${of}s, not ${JSON.stringify(found)}: make the report again with ${command}`,
    );
  }
  const mistake = shapeMistake(json, check);
  if (mistake !== undefined) throw wrong(`${mistake}: make the report again with ${command}`);
  const read = { of, report: json } as ReadReport;
  const contradiction = contradictionIn(read);
  if (contradiction !== null) throw wrong(contradiction);
  return read;
}

/** The text report takes for granted that ids and the like have no controls. In the report on a run, they
 *  have none.
 *  @throws InputError */
export async function readReportToShow(file: string): Promise<ReadReport> {
  return withoutControls(await readReport(file));
}

function contradictionIn({ of, report }: ReadReport): string | null {
  if (of === 'server') return serverMistake(report);
  return of === 'client' ? clientMistake(report) : projectMistake(report);
}

type Wrong = (what: string) => InputError;

async function textOf(file: string, wrong: Wrong): Promise<string> {
  try {
    const { size, isFile } = await statOf(file);
    if (!isFile) throw wrong('not a file: name a JSON report');
    if (size > mostBytes) {
      throw wrong(
        `larger than ${mostBytes / 1e6} MB: run fewer cases with --filter, or remove what is not a report`,
      );
    }
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof InputError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw wrong('there is no such file: name a JSON report');
    throw wrong(messageOf(error));
  }
}

async function statOf(file: string): Promise<{ size: number; isFile: boolean }> {
  const found = await stat(file);
  return { size: found.size, isFile: found.isFile() };
}

function parsed(text: string, wrong: Wrong): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw wrong(`not JSON: ${messageOf(error)}: make a report with --report json`);
  }
}

/** Whether it is what a run over a list writes: its first line is a header that no report has. */
function isList(text: string): boolean {
  const end = text.indexOf('\n');
  // The first line of a list is short; that of a report may be all of it.
  if (end === -1 || end > 1_000_000) return false;
  try {
    const first: unknown = JSON.parse(text.slice(0, end));
    const isObject = typeof first === 'object' && first !== null && kindOf(first) === null;
    return isObject && 'tool' in first && 'corpus' in first && 'options' in first;
  } catch {
    return false;
  }
}

function kindOf(json: unknown): ReadReport['of'] | null {
  if (typeof json !== 'object' || json === null || !('version' in json)) return null;
  if ('target' in json) return 'server';
  if ('clients' in json) return 'client';
  return 'targets' in json ? 'project' : null;
}

function shapeMistake(json: unknown, check: (json: unknown) => string[]): string | undefined {
  try {
    return check(json)[0];
  } catch (error) {
    if (error instanceof RangeError) return 'nested too deeply';
    throw error;
  }
}
