/** `cors-conformance server <url>`: replays the cases against a server. */
import { writeFile } from 'node:fs/promises';
import { Command, Option } from 'commander';
import { type Level, levels } from '../../conformance/servers/index.ts';
import type { Header } from '../../reference/index.ts';
import { InputError } from '../output/input-error.ts';
import { coloursFor, noColours } from '../output/terminal.ts';
import { readKnownDeviations } from '../server/known-deviations-file.ts';
import { observeUndeclared } from '../server/observe.ts';
import { readPolicyFile } from '../server/policy-file.ts';
import { htmlReport } from '../server/reports/html.ts';
import { jsonReport } from '../server/reports/json.ts';
import { junitReport } from '../server/reports/junit.ts';
import { markdownReport } from '../server/reports/markdown.ts';
import { textReport } from '../server/reports/text.ts';
import type { Result } from '../server/result.ts';
import { type Ended, exitCodeOf, prepareRun, type Run, results } from '../server/run.ts';
import { findTarget } from '../server/target.ts';
import { headerLine, positiveNumber, repeatable, targetURL, wholeNumber } from './arguments.ts';

const reportFormats = ['text', 'json', 'markdown', 'junit', 'html'] as const;

export type ReportFormat = (typeof reportFormats)[number];

export interface ServerOptions {
  readonly policy?: string;
  readonly origin?: string[];
  readonly level: Level;
  readonly filter?: string;
  readonly knownDeviations?: string;
  readonly report: ReportFormat;
  readonly output?: string;
  readonly concurrency: number;
  readonly rate?: number;
  readonly timeout: number;
  readonly header?: Header[];
  readonly insecure?: boolean;
  readonly allowUnsafeMethods?: boolean;
  readonly runs?: number;
  readonly seed?: number;
}

/** The options of a run against a server, for the command and for `npm test` alike. */
export function withServerOptions(command: Command): Command {
  return command
    .option('--policy <file>', 'what the URL means to share, as JSON')
    .option(
      '--origin <origin>',
      'without a policy: an origin believed to be allowed (repeatable)',
      repeatable,
    )
    .addOption(
      new Option('--level <level>', 'the lowest level that fails the run')
        .choices(levels)
        .default('should'),
    )
    .option('--filter <text>', 'only cases whose id or requirement contains this')
    .option('--known-deviations <file>', 'what the target is known to get wrong, as JSON')
    .addOption(
      new Option('--report <format>', 'how to report').choices(reportFormats).default('text'),
    )
    .option('--output <file>', 'where to write the report, instead of standard output')
    .option('--concurrency <n>', 'cases in flight at once', wholeNumber(1, 256), 16)
    .option('--rate <n>', 'requests a second, at most', positiveNumber)
    .option('--timeout <ms>', 'for one request and its whole response', wholeNumber(1), 10_000)
    .option(
      '--header <line>',
      "'Name: value' for every request but preflights (repeatable)",
      headerLine,
    )
    .option('--insecure', 'take certificates that do not verify')
    .option('--runs <n>', 'then as many generated fetches for each policy', wholeNumber(1))
    .option('--seed <n>', 'where generating starts, to repeat a run', wholeNumber(0, 2 ** 31 - 1))
    .option(
      '--allow-unsafe-methods',
      'send POST, PUT and so on to a target that is no testee (it may change something)',
    );
}

const epilogue = `
A testee, a server set up for this suite, says at /.well-known/cors-conformance which policies it
has; every one is run. Any other target is one URL: say what it means to share with --policy.
Without a policy, --origin names origins believed to be allowed, and only what holds under any
policy is checked. A target that is no testee gets GET, HEAD and OPTIONS only.

Exit code: 0 as it should be, 1 a case failed, 2 something could not be judged, 130 interrupted.`;

export function serverCommand(): Command {
  return withServerOptions(new Command('server'))
    .summary('replay the cases against a server')
    .description('Replays CORS cases against a server, as a browser would.')
    .argument('<url>', 'the server: a testee, or the URL of one resource')
    .addHelpText('after', epilogue)
    .action(async (url: string, options: ServerOptions) => {
      process.exitCode = await runAndReport(url, options);
    });
}

/** From the command line to a run.
 *  @throws InputError */
export async function prepareServerRun(url: string, options: ServerOptions): Promise<Run> {
  if (options.policy !== undefined && options.origin !== undefined) {
    throw new InputError('--policy and --origin exclude each other: a policy says which origins');
  }
  const policy = options.policy === undefined ? undefined : await readPolicyFile(options.policy);
  const knownDeviations =
    options.knownDeviations === undefined
      ? undefined
      : await readKnownDeviations(options.knownDeviations);
  const target = await findTarget({
    url: targetURL(url),
    policy,
    origins: options.origin,
    headers: options.header,
    concurrency: options.concurrency,
    rate: options.rate,
    timeout: options.timeout,
    insecure: options.insecure,
    allowUnsafeMethods: options.allowUnsafeMethods,
  });
  const { concurrency, filter, level, insecure, runs, seed = Date.now() % 2 ** 31 } = options;
  const generated = runs === undefined ? undefined : { runs, seed };
  const run = prepareRun(target, {
    concurrency,
    filter,
    knownDeviations,
    level,
    insecure,
    generated,
  });
  if (run.cases.length === 0) {
    throw new InputError(`--filter ${filter}: no case and no requirement contains this`);
  }
  return run;
}

/** @returns the exit code */
export async function runAndReport(url: string, options: ServerOptions): Promise<number> {
  const run = await prepareServerRun(url, options);
  const collected: Result[] = [];
  const interrupt = new AbortController();
  const onInterrupt = () => interrupt.abort();
  process.once('SIGINT', onInterrupt);
  try {
    for await (const result of results(run, interrupt.signal)) {
      collected.push(result);
      showProgress(collected.length, run.due.length);
    }
    return await finishRun(run, collected, interrupt.signal, options);
  } finally {
    process.removeListener('SIGINT', onInterrupt);
    await run.target.network.close();
  }
}

/** Looks at a target without a policy once more, and writes the report.
 *  @returns the exit code */
export async function finishRun(
  run: Run,
  collected: readonly Result[],
  interrupt: AbortSignal,
  options: Pick<ServerOptions, 'report' | 'output'>,
): Promise<number> {
  showProgress(0, 0);
  const observed = interrupt.aborted ? null : await observeUndeclared(run.target);
  const exitCode = interrupt.aborted ? 130 : exitCodeOf(run, collected);
  await writeReport({ run, results: collected, observed, exitCode }, options);
  return exitCode;
}

/** Writes the report to where the options want it, its results in the order of the cases. */
async function writeReport(
  { run, results, observed, exitCode }: Ended,
  { report, output }: Pick<ServerOptions, 'report' | 'output'>,
): Promise<void> {
  const order = new Map(run.due.map(({ id }, index) => [id, index]));
  const ordered = [...results].sort((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0));
  const ended = { run, results: ordered, observed, exitCode };
  const colours = output === undefined ? coloursFor(process.stdout) : noColours;
  const writers: Record<ReportFormat, () => string> = {
    text: () => textReport(ended, colours),
    json: () => jsonReport(ended),
    markdown: () => markdownReport(ended),
    junit: () => junitReport(ended),
    html: () => htmlReport(ended),
  };
  const text = writers[report]();
  if (output === undefined) process.stdout.write(text);
  else {
    await writeFile(output, text).catch((error: Error) => {
      throw new InputError(`--output ${output}: ${error.message}`);
    });
  }
}

function showProgress(done: number, total: number): void {
  if (!process.stderr.isTTY) return;
  process.stderr.write(total === 0 ? '\r\u001b[K' : `\r${done} of ${total} cases`);
}
