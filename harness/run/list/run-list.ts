/** A run over a list of targets of any length: each result is written as soon as it is there. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Level, Policy } from '../../../conformance/servers/index.ts';
import type { Header } from '../../../reference/index.ts';
import { counted } from '../../output/counted.ts';
import { InputError } from '../../output/input-error.ts';
import { checkInputFile } from '../../output/input-file.ts';
import { interruptedCode, interruptible } from '../../output/interruption.ts';
import { messageOf } from '../../output/message-of.ts';
import { showProgress } from '../../output/progress.ts';
import { coloursFor } from '../../output/terminal.ts';
import { toolUserAgent, toolVersion } from '../../output/tool-version.ts';
import { settled } from '../../server/doubt.ts';
import { readPolicyFile } from '../../server/policy-file.ts';
import { exitCodeOf } from '../../server/prepared-run.ts';
import type { Report } from '../../server/reports/report.ts';
import { corpusDigest, reportOf } from '../../server/reports/report-of.ts';
import type { Result } from '../../server/result.ts';
import { results } from '../../server/run.ts';
import { prepareTargetRun } from '../../server/run-and-report.ts';
import type { Conclusion } from '../project-report.ts';
import type { Shard } from '../shard.ts';
import { byHost } from './by-host.ts';
import { linesOf } from './lines.ts';
import {
  digestOf,
  entryOf,
  hostOf,
  isInShard,
  type ListEntry,
  type ListTarget,
} from './list-entry.ts';
import { fileOutput, type ListOutput, standardOutput } from './list-output.ts';
import {
  type ListHeader,
  type ListResult,
  listResult,
  listVersion,
  unjudged,
} from './list-result.ts';
import { exitCodeFor, summaryOfLists, summaryText } from './list-summary.ts';

export interface ListOptions {
  /** Path of the list; `-` for standard input. */
  readonly targets: string;
  readonly output?: string;
  /** Whether to go on where the output ends. */
  readonly resume?: boolean;
  /** Path of the policy of targets without one of their own. */
  readonly policy?: string;
  readonly origin?: readonly string[];
  readonly header?: readonly Header[];
  readonly level: Level;
  readonly filter?: string;
  /** How many hosts at once. */
  readonly concurrency: number;
  /** Requests a second, for each host. */
  readonly rate?: number;
  readonly timeout: number;
  /** Milliseconds for each target. */
  readonly maxTime: number;
  readonly insecure?: boolean;
  readonly userAgent?: string;
  readonly shard?: Shard;
}

/** @returns the exit code
 *  @throws InputError */
export async function runList(options: ListOptions): Promise<number> {
  const { targets, output, resume = false, concurrency } = options;
  if (resume && output === undefined) {
    throw new InputError('--resume: name with --output the file to go on with');
  }
  if (options.policy !== undefined && options.origin !== undefined) {
    throw new InputError('--policy and --origin: leave one out; a policy already names origins');
  }
  if (targets !== '-') await checkList(targets);
  const policy = options.policy === undefined ? undefined : await readPolicyFile(options.policy);
  const header = headerOf(options, policy);
  const written =
    output === undefined ? standardOutput() : await fileOutput(output, header, resume);
  if (output === undefined) await written.write(header);
  return interruptible(async (interrupt) => {
    const found = new Set<Conclusion>();
    try {
      await runAll({ options, policy, written, interrupt, concurrency, found });
    } finally {
      await written.close();
    }
    // What is on standard output cannot be read again.
    if (output === undefined) return interruptedCode(interrupt) ?? exitCodeFor(found);
    const summary = await summaryOfLists([output]);
    process.stdout.write(summaryText(summary, coloursFor(process.stdout)));
    return interruptedCode(interrupt) ?? summary.exitCode;
  });
}

interface ListRun {
  readonly options: ListOptions;
  readonly policy: Policy | undefined;
  readonly written: ListOutput;
  readonly interrupt: AbortSignal;
  readonly concurrency: number;
  /** What came out, in any order. */
  readonly found: Set<Conclusion>;
}

async function runAll({
  options,
  policy,
  written,
  interrupt,
  concurrency,
  found,
}: ListRun): Promise<void> {
  const { shard, targets, rate } = options;
  const { done } = written;
  let count = done.targets;
  const work = async (entry: ListEntry) => {
    const result = await judged(entry, options, policy, interrupt);
    // What is not finished is repeated by the next run.
    if (interrupt.aborted) return;
    await written.write(result);
    count += 1;
    found.add(result.conclusion);
    showProgress(counted(count, 'target'));
    if (rate !== undefined) await sleep(1000 / rate);
  };
  await byHost(entriesOf(targets, shard, written), work, { hostOf, concurrency, interrupt });
  showProgress('');
  const isNew = count > done.targets || !done.hasEnded;
  if (!interrupt.aborted && isNew) await written.write({ end: { targets: count } });
}

/** Those of the shard that are not done yet.
 *  @throws InputError if the list is not the one that the output is about */
async function* entriesOf(
  list: string,
  shard: Shard | undefined,
  { done }: ListOutput,
): AsyncGenerator<ListEntry, void, void> {
  const stream = list === '-' ? process.stdin : createReadStream(list);
  let number = 0;
  let isEmpty = true;
  for await (const { text } of linesOf(stream)) {
    number += 1;
    const digest = done.digestOf(number);
    const entry = entryOf(text, number);
    if (digest !== undefined && (entry === null || digest !== digestOf(entry.text))) {
      throw new InputError(
        `--targets ${list}: line ${number} is not the one that the output is about: go on with the same list`,
      );
    }
    if (entry !== null) isEmpty = false;
    if (entry !== null && digest === undefined && isInShard(entry, shard)) yield entry;
  }
  if (isEmpty) throw emptyList(list);
}

/** A target that cannot be judged is a result, too, and stops nothing. */
async function judged(
  entry: ListEntry,
  options: ListOptions,
  policy: Policy | undefined,
  interrupt: AbortSignal,
): Promise<ListResult> {
  const at = { line: entry.line, digest: digestOf(entry.text) };
  const began = new Date();
  try {
    if (entry.target === null) throw new InputError(entry.mistake ?? '');
    const report = await reportOnOne(entry.target, options, policy, interrupt);
    return listResult(report, at);
  } catch (error) {
    const why =
      error instanceof InputError
        ? error.message
        : `this is a bug in cors-conformance; please report it: ${messageOf(error)}`;
    const seconds = Math.round((Date.now() - began.getTime()) / 100) / 10;
    return unjudged(entry, why, { ...at, started: began.toISOString(), seconds });
  }
}

async function reportOnOne(
  target: ListTarget,
  options: ListOptions,
  policy: Policy | undefined,
  interrupt: AbortSignal,
): Promise<Report> {
  const declared = target.policy ?? (target.origins === undefined ? policy : undefined);
  const run = await prepareTargetRun(target.url, {
    policy: declared,
    origin: declared === undefined ? (target.origins ?? options.origin) : undefined,
    header: options.header,
    level: options.level,
    filter: options.filter,
    // One request at a time.
    concurrency: 1,
    rate: options.rate,
    timeout: options.timeout,
    maxTime: options.maxTime,
    insecure: options.insecure,
    allowUnsafeMethods: false,
    userAgent: options.userAgent ?? toolUserAgent,
    isOneURL: true,
  });
  try {
    const collected: Result[] = [];
    const end = AbortSignal.any([interrupt, run.target.network.stopped]);
    for await (const result of results(run, end)) collected.push(result);
    const order = new Map(run.due.map(({ id }, index) => [id, index]));
    const sorted = (await settled(run, collected)).toSorted(
      (a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0),
    );
    return reportOf({ run, results: sorted, observed: null, exitCode: exitCodeOf(run, sorted) });
  } finally {
    await run.target.network.close();
  }
}

function headerOf(options: ListOptions, policy: Policy | undefined): ListHeader {
  const { level, filter = null, origin = [], insecure = false, shard = null } = options;
  return {
    version: listVersion,
    tool: { name: 'cors-conformance', version: toolVersion },
    corpus: { digest: corpusDigest() },
    shard,
    options: { level, filter, policy: policy ?? null, origins: origin, insecure },
  };
}

/** Before the output has a line: an empty list is no reason to name another file.
 *  @throws InputError */
async function checkList(path: string): Promise<void> {
  await checkInputFile(path, `--targets ${path}`);
  // What is in a pipe can be read only once.
  if (!(await stat(path)).isFile()) return;
  let number = 0;
  for await (const { text } of linesOf(createReadStream(path))) {
    number += 1;
    if (entryOf(text, number) !== null) return;
  }
  throw emptyList(path);
}

function emptyList(path: string): InputError {
  return new InputError(`--targets ${path}: it names no target: write a URL on each line`);
}
