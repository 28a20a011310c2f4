/** A run against a server, from its options to its report: for the command and `npm test` alike. */
import type { Level, Policy } from '../../conformance/servers/index.ts';
import type { Header } from '../../reference/index.ts';
import type { DeviationList } from '../deviations/known-deviations.ts';
import { InputError } from '../output/input-error.ts';
import { interruptedCode, interruptible } from '../output/interruption.ts';
import { showProgress } from '../output/progress.ts';
import { checkReportFile } from '../output/report-file.ts';
import type { Shard } from '../run/shard.ts';
import { withComparison } from './compare-protocols.ts';
import { settled } from './doubt.ts';
import { readKnownDeviations } from './known-deviations-file.ts';
import { observeUndeclared } from './observe.ts';
import { readPolicyFile } from './policy-file.ts';
import { type Ended, exitCodeOf, failsRun, prepareRun, type Run } from './prepared-run.ts';
import { type ReportOptions, writeReport } from './reports/write-report.ts';
import type { Result } from './result.ts';
import { results } from './run.ts';
import { findTarget } from './target.ts';
import { findTargetOverHTTP2 } from './target-over-http2.ts';

export interface ServerRunOptions extends ReportOptions {
  /** Path of the policy file. */
  readonly policy?: string;
  /** Without a policy: origins believed to be allowed. */
  readonly origin?: readonly string[] | undefined;
  /** The lowest level that fails the run. */
  readonly level: Level;
  readonly filter?: string | undefined;
  /** Path of the file of known deviations. */
  readonly knownDeviations?: string;
  readonly concurrency: number;
  readonly rate?: number | undefined;
  readonly timeout: number;
  readonly maxTime?: number | undefined;
  readonly header?: readonly Header[] | undefined;
  readonly insecure?: boolean | undefined;
  /** Whether to speak HTTP/2 if the target offers it. */
  readonly http2?: boolean | undefined;
  readonly allowUnsafeMethods?: boolean | undefined;
  /** Generated fetches for each policy, and where generating them starts. */
  readonly runs?: number | undefined;
  readonly seed?: number | undefined;
  /** Which part of the run this is. */
  readonly shard?: Shard | undefined;
}

/** @returns the exit code
 *  @throws InputError */
export async function runAndReport(url: URL, options: ServerRunOptions): Promise<number> {
  const run = await prepareServerRun(url, options);
  return interruptible(async (interrupt) => {
    const ended = await runToEnd(run, interrupt);
    await writeReport(ended, options);
    return ended.exitCode;
  }).finally(() => run.target.network.close());
}

/** Runs all cases, or those before an interruption.
 *  @param name of the target, for the line of progress */
export async function runToEnd(run: Run, interrupt: AbortSignal, name = ''): Promise<Ended> {
  const collected: Result[] = [];
  let failures = 0;
  const end = AbortSignal.any([interrupt, run.target.network.stopped]);
  for await (const result of results(run, end)) {
    collected.push(result);
    if (failsRun(run.options.level, result)) failures += 1;
    const failed = failures === 0 ? '' : `, ${failures} failed`;
    showProgress(`${name}${collected.length} of ${run.due.length} cases${failed}`);
  }
  const compared = await withComparison(run, collected, end);
  showProgress('');
  return endRun(compared.run, compared.results, interrupt);
}

/** Everything that a run needs before its first case.
 *  @throws InputError */
export async function prepareServerRun(url: URL, options: ServerRunOptions): Promise<Run> {
  if (options.policy !== undefined && options.origin !== undefined) {
    throw new InputError('--policy and --origin: leave one out; a policy already names origins');
  }
  if (options.seed !== undefined && options.runs === undefined) {
    throw new InputError('--seed: say with --runs how many fetches to generate');
  }
  if (options.shard !== undefined && options.runs !== undefined && options.seed === undefined) {
    throw new InputError(
      '--shard and --runs: say with --seed what to generate, the same everywhere',
    );
  }
  if (options.output !== undefined) await checkReportFile(options.output);
  const policy = options.policy === undefined ? undefined : await readPolicyFile(options.policy);
  const knownDeviations =
    options.knownDeviations === undefined
      ? undefined
      : await readKnownDeviations(options.knownDeviations);
  return prepareTargetRun(url, { ...options, policy, knownDeviations });
}

/** The options of a run whose files are read. */
export interface TargetRunOptions
  extends Omit<ServerRunOptions, keyof ReportOptions | 'policy' | 'knownDeviations'> {
  readonly policy?: Policy | undefined;
  readonly knownDeviations?: DeviationList | undefined;
  readonly userAgent?: string | undefined;
  /** Whether the target is judged as one URL, even if it is a testee. */
  readonly isOneURL?: boolean | undefined;
}

/** @throws InputError if the target cannot be reached, or there is nothing to judge it by */
export async function prepareTargetRun(url: URL, options: TargetRunOptions): Promise<Run> {
  const { concurrency, filter, level, insecure, runs, allowUnsafeMethods } = options;
  const target = await (options.http2 ? findTargetOverHTTP2 : findTarget)({
    url,
    policy: options.policy,
    origins: options.origin,
    headers: options.header,
    concurrency,
    rate: options.rate,
    timeout: options.timeout,
    maxTime: options.maxTime,
    insecure,
    allowUnsafeMethods,
    userAgent: options.userAgent,
    isOneURL: options.isOneURL,
  });
  const seed = options.seed ?? Date.now() % 2 ** 31;
  const run = prepareRun(target, {
    concurrency,
    filter,
    knownDeviations: options.knownDeviations,
    level,
    insecure,
    allowUnsafeMethods,
    addedHeaders: options.header?.map(([name]) => name),
    generated: runs === undefined ? undefined : { runs, seed },
    shard: options.shard,
  });
  if (run.whole.length === 0) {
    await target.network.close();
    throw new InputError(
      filter === undefined
        ? `${url.href}: the manifest of this testee names no policy`
        : `--filter ${filter}: no case and no requirement contains this`,
    );
  }
  return run;
}

/** Looks once more at a target without a policy, and writes the report.
 *  @returns the exit code
 *  @throws InputError */
export async function finishRun(
  run: Run,
  collected: readonly Result[],
  interrupt: AbortSignal,
  options: ReportOptions,
): Promise<number> {
  const ended = await endRun(run, collected, interrupt);
  await writeReport(ended, options);
  return ended.exitCode;
}

/** Everything that a report is made of. */
export async function endRun(
  run: Run,
  collected: readonly Result[],
  interrupt: AbortSignal,
): Promise<Ended> {
  const isOver = interrupt.aborted || run.target.network.stopped.aborted;
  const observed = isOver ? null : await observeUndeclared(run.target);
  const order = new Map(run.due.map(({ id }, index) => [id, index]));
  const results = (await settled(run, collected)).toSorted(
    (a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0),
  );
  const exitCode = interruptedCode(interrupt) ?? exitCodeOf(run, results);
  return { run, results, observed, exitCode };
}
