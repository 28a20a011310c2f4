/** `cors-conformance.json`: which targets a project has, checked so that a mistake is named with its place. */
import { basename, dirname, resolve } from 'node:path';
import { schemaCheck } from '../../conformance/schema-check.ts';
import policySchema from '../../conformance/schemas/policy.schema.json' with { type: 'json' };
import type { Level, Policy } from '../../conformance/servers/index.ts';
import type { Header } from '../../reference/index.ts';
import { addedHeaders, origin as checkOrigin } from '../commands/arguments.ts';
import { InputError } from '../output/input-error.ts';
import { targetURL } from '../output/target-url.ts';
import { readKnownDeviations } from '../server/known-deviations-file.ts';
import { parsePolicy, readJSON, readPolicyFile } from '../server/policy-file.ts';
import type { ReportFormat } from '../server/reports/write-report.ts';
import type { TargetRunOptions } from '../server/run-and-report.ts';
import schema from './config.schema.json' with { type: 'json' };
import { filledIn } from './environment.ts';
import type { CommandLine } from './program.ts';

/** What `cors-conformance.json` says, with its files read and its paths made absolute. */
export interface Project {
  /** Started before the first target, and stopped after the last one. */
  readonly start: Start | null;
  readonly targets: readonly ProjectTarget[];
  readonly reports: readonly ReportFile[];
}

export interface ProjectTarget {
  readonly name: string;
  readonly url: URL;
  readonly options: TargetRunOptions;
  readonly start: Start | null;
  /** Values that no report may have. */
  readonly secrets: readonly string[];
}

/** A program that is started before a run. */
export interface Start {
  readonly command: CommandLine;
  readonly url: URL;
  /** Milliseconds until it has to be ready. */
  readonly timeout: number;
  readonly folder: string;
}

export interface ReportFile {
  readonly format: ReportFormat;
  readonly output: string;
}

/** As in the file. */
interface ConfigFile {
  readonly start?: StartMember;
  readonly targets: readonly TargetMember[];
  readonly reports?: readonly ReportFile[];
}

interface StartMember {
  readonly command: CommandLine;
  readonly url: string;
  readonly timeout?: number;
  readonly folder?: string;
}

interface TargetMember {
  readonly name: string;
  readonly url: string;
  readonly policy?: string | object;
  readonly origins?: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly knownDeviations?: string;
  readonly level?: Level;
  readonly filter?: string;
  readonly allowUnsafeMethods?: boolean;
  readonly insecure?: boolean;
  readonly runs?: number;
  readonly seed?: number;
  readonly concurrency?: number;
  readonly rate?: number;
  readonly timeout?: number;
  readonly maxTime?: number;
  readonly start?: StartMember;
}

const checkConfig = schemaCheck(schema, [policySchema]);

/** @throws InputError with one line that names the file and the member */
export async function readConfig(
  file: string,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<Project> {
  const json = await readJSON(file);
  const [mistake] = checkConfig(json);
  if (mistake !== undefined) throw new InputError(`${basename(file)}: ${mistake}`);
  return checked(json as ConfigFile, { file, environment });
}

/** Where a member of the file is, for messages and for paths. */
interface Context {
  readonly file: string;
  readonly environment: NodeJS.ProcessEnv;
}

async function checked({ start, targets, reports = [] }: ConfigFile, context: Context) {
  const folder = dirname(resolve(context.file));
  const place = (member: string) => `${basename(context.file)}: ${member}`;
  const read: ProjectTarget[] = [];
  for (const [index, target] of targets.entries()) {
    const member = `targets[${index}]`;
    if (read.some(({ name }) => name === target.name)) {
      throw new InputError(
        `${place(member)}.name: ${target.name} is the name of another target: change it`,
      );
    }
    read.push(await readTarget(target, member, context));
  }
  const outputs = reports.map(({ format, output }, index) => {
    const first = reports.findIndex((other) => resolve(other.output) === resolve(output));
    if (first < index) {
      throw new InputError(
        `${place(`reports[${index}].output`)}: reports[${first}] has the same file: change it`,
      );
    }
    return { format, output: resolve(folder, output) };
  });
  return {
    start: start === undefined ? null : readStart(start, place('start'), folder),
    targets: read,
    reports: outputs,
  };
}

async function readTarget(
  target: TargetMember,
  member: string,
  { file, environment }: Context,
): Promise<ProjectTarget> {
  const at = `${basename(file)}: ${member}`;
  const folder = dirname(resolve(file));
  const { name, origins, policy, headers = {}, knownDeviations, start, ...others } = target;
  if (policy !== undefined && origins !== undefined) {
    throw new InputError(
      `${at}: policy and origins: leave one out; a policy already names origins`,
    );
  }
  if (target.seed !== undefined && target.runs === undefined) {
    throw new InputError(`${at}.seed: say with runs how many fetches to generate`);
  }
  for (const [index, each] of (origins ?? []).entries()) {
    placed(`${at}.origins[${index}]: ${each}`, () => checkOrigin(each));
  }
  const lines: Header[] = [];
  const secrets: string[] = [];
  for (const [header, value] of Object.entries(headers)) {
    const filled = filledIn(value, `${at}.headers.${header}`, environment);
    // Without the text of the header: its value may be secret.
    lines.push(
      ...placed(`${at}.headers.${header}`, () => addedHeaders(`${header}: ${filled.text}`)),
    );
    secrets.push(filled.text, ...filled.values);
  }
  const url = placed(`${at}.url`, () => targetURL(target.url));
  const { level = 'should', timeout = 10_000, concurrency = 16 } = target;
  return {
    name,
    url,
    secrets,
    start: start === undefined ? null : readStart(start, `${at}.start`, folder),
    options: {
      ...others,
      level,
      timeout,
      concurrency,
      origin: origins,
      howToDeclare: `add policy or origins to ${member} in ${basename(file)}`,
      header: lines.length === 0 ? undefined : lines,
      policy: await readPolicy(policy, at, folder),
      knownDeviations:
        knownDeviations === undefined
          ? undefined
          : await readKnownDeviations(resolve(folder, knownDeviations)),
    },
  };
}

async function readPolicy(
  policy: string | object | undefined,
  at: string,
  folder: string,
): Promise<Policy | undefined> {
  if (policy === undefined) return undefined;
  if (typeof policy === 'string') return readPolicyFile(resolve(folder, policy));
  return parsePolicy(policy, `${at}.policy`);
}

function readStart(start: StartMember, at: string, folder: string): Start {
  const { command, timeout = 30_000 } = start;
  return {
    command,
    url: placed(`${at}.url`, () => targetURL(start.url)),
    timeout,
    folder: resolve(folder, start.folder ?? '.'),
  };
}

/** What is read from the command line in the same way says what is wrong, but not where.
 *  @throws InputError */
function placed<Value>(place: string, read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    throw new InputError(`${place}: ${(error as Error).message}`);
  }
}
