/** A run of all targets of a project, one after the other, to one report. */
import { existsSync } from 'node:fs';
import { InputError } from '../output/input-error.ts';
import { interruptedCode, interruptible, interruption } from '../output/interruption.ts';
import { checkReportFile } from '../output/report-file.ts';
import { reportOf } from '../server/reports/report-of.ts';
import type { ReportFormat } from '../server/reports/write-report.ts';
import { prepareTargetRun, runToEnd } from '../server/run-and-report.ts';
import { type Project, type ProjectTarget, type ReportFile, readConfig } from './config.ts';
import { withoutSecrets } from './environment.ts';
import type { Program } from './program.ts';
import {
  conclusionOf,
  type ProjectReport,
  projectReportOf,
  type TargetReport,
} from './project-report.ts';
import type { Shard } from './shard.ts';
import { StartError, startedProgram } from './started-program.ts';
import { writeProject } from './write-project.ts';

export interface ProjectOptions {
  /** Path of the configuration. */
  readonly config: string;
  /** One report in place of those of the configuration, and the file that it goes to. */
  readonly report?: ReportFormat;
  readonly output?: string;
  /** Whether the text shows every failure in full. */
  readonly verbose?: boolean;
  /** Which part of the run this is. */
  readonly shard?: Shard;
}

/** @returns the exit code
 *  @throws InputError */
export async function runProject(options: ProjectOptions): Promise<number> {
  if (!existsSync(options.config)) {
    throw new InputError(
      `${options.config}: there is no such file: write a first one with cors-conformance init`,
    );
  }
  const project = await readConfig(options.config);
  if (options.shard !== undefined) checkSeeds(project);
  const files = filesOf(project, options);
  for (const { output } of files) await checkReportFile(output);
  return interruptible(async (interrupt) => {
    const report = await reportOnProject(project, interrupt, options.shard);
    await writeProject(report, { ...options, files });
    return report.summary.exitCode;
  });
}

/** @throws InputError */
function filesOf({ reports }: Project, { report, output }: ProjectOptions): readonly ReportFile[] {
  if (report === undefined && output === undefined) return reports;
  if (output === undefined) {
    if (report !== 'html') return [];
    throw new InputError('--report html: name a file with --output, since each target has a page');
  }
  return [{ format: report ?? 'text', output }];
}

/** Without one seed, every shard would generate other fetches.
 *  @throws InputError */
function checkSeeds({ targets }: Project): void {
  const without = targets.find(({ options }) => options.runs !== undefined && !('seed' in options));
  if (without === undefined) return;
  throw new InputError(`${without.name}: --shard needs the seed of runs: add it to the target`);
}

/** Runs the targets. If it is interrupted, the report is about what was run. */
export async function reportOnProject(
  project: Project,
  interrupt: AbortSignal,
  shard?: Shard,
): Promise<ProjectReport> {
  const started = new Date();
  const secrets = project.targets.flatMap((target) => target.secrets);
  const targets: TargetReport[] = [];
  let program: Program | null = null;
  let failure: unknown = null;
  try {
    if (project.start !== null) program = await startedProgram(project.start, interrupt);
  } catch (error) {
    failure = error;
  }
  try {
    for (const target of project.targets) {
      const done =
        failure === null ? await reportOnTarget(target, interrupt, shard) : notRun(target, failure);
      targets.push(program === null ? done : withOutput(done, program));
    }
  } finally {
    await program?.stop();
  }
  return withoutSecrets(
    projectReportOf(targets, {
      started: started.toISOString(),
      seconds: Math.round((Date.now() - started.getTime()) / 100) / 10,
      shard: shard ?? null,
      interruptedCode: interruptedCode(interrupt),
    }),
    secrets,
  );
}

async function reportOnTarget(
  target: ProjectTarget,
  interrupt: AbortSignal,
  shard: Shard | undefined,
): Promise<TargetReport> {
  let program: Program | null = null;
  try {
    interrupt.throwIfAborted();
    if (target.start !== null) program = await startedProgram(target.start, interrupt);
    const run = await Promise.race([
      prepareTargetRun(target.url, { ...target.options, shard }),
      interruption(interrupt),
    ]);
    const ended = await runToEnd(run, interrupt, `${target.name}: `).finally(() =>
      run.target.network.close(),
    );
    const { name, url } = target;
    const done = { name, url: url.href, report: reportOf(ended), error: null, output: null };
    return program === null ? done : withOutput(done, program);
  } catch (error) {
    const done = notRun(target, error);
    return program === null ? done : withOutput(done, program);
  } finally {
    await program?.stop();
  }
}

/** @throws what is neither a mistake of the user nor an interruption */
function notRun({ name, url }: ProjectTarget, error: unknown): TargetReport {
  const isInterrupted = interruptedBy(error);
  if (!(error instanceof InputError) && !isInterrupted) throw error;
  const output = error instanceof StartError ? error.output : '';
  return {
    name,
    url: url.href,
    report: null,
    error: isInterrupted ? 'not run: interrupted' : (error as Error).message,
    output: output === '' ? null : output,
  };
}

function interruptedBy(error: unknown): boolean {
  return interruptedCode({ reason: error } as AbortSignal) !== null;
}

/** What a program printed matters where its target is not as expected. */
function withOutput(done: TargetReport, program: Program): TargetReport {
  const output = program.output();
  if (conclusionOf(done) === 'PASSED' || output === '' || done.output !== null) return done;
  return { ...done, output };
}
