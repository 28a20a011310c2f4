/** The cases against a server as a Mocha run: one test per case, in the order of the plan. */
import Mocha from 'mocha';
import { interruptible } from '../output/interruption.ts';
import { coloursFor } from '../output/terminal.ts';
import { failsRun, type Run } from '../server/prepared-run.ts';
import { reportOf } from '../server/reports/report-of.ts';
import { bodyLines, endingLines } from '../server/reports/text.ts';
import type { Result } from '../server/result.ts';
import { results } from '../server/run.ts';
import {
  endRun,
  finishRun,
  prepareServerRun,
  type ServerRunOptions,
} from '../server/run-and-report.ts';

/**
 * The same run as `cors-conformance server`, shown by Mocha.
 *
 * @returns the exit code, the same as that of the command
 * @throws InputError
 */
export async function runTarget(url: URL, options: ServerRunOptions): Promise<number> {
  const run = await prepareServerRun(url, options);
  return interruptible((interrupt) => runWithMocha(run, options, interrupt)).finally(() =>
    run.target.network.close(),
  );
}

async function runWithMocha(
  run: Run,
  options: ServerRunOptions,
  interrupt: AbortSignal,
): Promise<number> {
  const collected: Result[] = [];
  const arrivals = new Map(run.due.map(({ id }) => [id, arrival()]));
  const end = AbortSignal.any([interrupt, run.target.network.stopped]);
  const engine = (async () => {
    for await (const result of results(run, end)) {
      collected.push(result);
      arrivals.get(result.id)?.arrive(result);
    }
  })();
  // Other formats than text own standard output: then Mocha keeps quiet.
  const isShown = options.report === 'text' && options.output === undefined;
  await new Promise<void>((resolve) => {
    const mocha = suiteOf(run, (id) => arrivals.get(id)?.result as Promise<Result>);
    mocha.reporter(isShown ? ProgressReporter : QuietReporter);
    const runner = mocha.run(() => resolve());
    end.addEventListener('abort', () => {
      runner.abort();
      resolve();
    });
  });
  await engine;
  if (!isShown) return finishRun(run, collected, interrupt, options);
  const ended = await endRun(run, collected, interrupt);
  const report = reportOf(ended);
  const colours = coloursFor(process.stdout);
  const lines = [
    ...bodyLines(report, colours, options.verbose ?? false),
    ...endingLines(report, colours),
  ];
  process.stdout.write(`\n${lines.join('\n')}\n`);
  return ended.exitCode;
}

/** A result that Mocha waits for. */
function arrival() {
  let arrive: (result: Result) => void = () => {};
  const result = new Promise<Result>((resolve) => {
    arrive = resolve;
  });
  return { result, arrive };
}

/** Shows each test. What failed, and why, is told by the report that follows. */
class ProgressReporter extends Mocha.reporters.Spec {
  override epilogue(): void {
    const { passes = 0, failures = 0, pending = 0 } = this.stats;
    Mocha.reporters.Base.consoleLog(`  ${passes} passing, ${failures} failing, ${pending} pending`);
  }
}

/** A reporter that says nothing. */
class QuietReporter extends Mocha.reporters.Base {
  override epilogue(): void {}
}

function suiteOf(run: Run, resultOf: (id: string) => Promise<Result>): Mocha {
  const mocha = new Mocha({ timeout: 0 });
  const suites = new Map<string, Mocha.Suite>();
  const suite = (parent: Mocha.Suite, title: string) => {
    const key = `${parent.fullTitle()}/${title}`;
    const known = suites.get(key) ?? Mocha.Suite.create(parent, title);
    suites.set(key, known);
    return known;
  };
  for (const { id, policy, requirement } of run.due) {
    const parent = suite(suite(mocha.suite, policy), requirement);
    parent.addTest(
      new Mocha.Test(id, async function (this: Mocha.Context) {
        const result = await resultOf(id);
        if (failsRun(run.options.level, result) || result.verdict === 'error')
          throw new Error(result.message);
        if (result.verdict !== 'pass') this.skip();
      }),
    );
  }
  return mocha;
}
