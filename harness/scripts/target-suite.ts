/** The cases against a server as a Mocha run: one test a case, in the order of the plan. */
import Mocha from 'mocha';
import { finishRun, prepareServerRun, type ServerOptions } from '../commands/server.ts';
import { coloursFor } from '../output/terminal.ts';
import { observeUndeclared } from '../server/observe.ts';
import { endingLines, loneResultLines, observedLines } from '../server/reports/text.ts';
import type { Result } from '../server/result.ts';
import { exitCodeOf, failsRun, type Run, results } from '../server/run.ts';

/**
 * The same run as `cors-conformance server`, shown by Mocha.
 *
 * @returns the exit code, the same as that of the command
 * @throws InputError
 */
export async function runTarget(url: string, options: ServerOptions): Promise<number> {
  const run = await prepareServerRun(url, options);
  const collected = new Map<string, Result>();
  const arrive = new Map<string, (result: Result) => void>();
  const arrival = new Map(
    run.due.map(({ id }) => [
      id,
      new Promise<Result>((resolve) => {
        arrive.set(id, resolve);
      }),
    ]),
  );
  const interrupt = new AbortController();
  const onInterrupt = () => interrupt.abort();
  process.once('SIGINT', onInterrupt);
  const engine = (async () => {
    for await (const result of results(run, interrupt.signal)) {
      collected.set(result.id, result);
      arrive.get(result.id)?.(result);
    }
  })();
  // Other formats than text own standard output: then Mocha keeps quiet.
  const isShown = options.report === 'text' && options.output === undefined;
  await new Promise<void>((resolve) => {
    const mocha = suiteOf(run, (id) => arrival.get(id) as Promise<Result>);
    if (!isShown) mocha.reporter(QuietReporter);
    const runner = mocha.run(() => resolve());
    interrupt.signal.addEventListener('abort', () => {
      runner.abort();
      resolve();
    });
  });
  try {
    await engine;
    const all = [...collected.values()];
    if (!isShown) return await finishRun(run, all, interrupt.signal, options);
    const observed = await observeUndeclared(run.target);
    const colours = coloursFor(process.stdout);
    const lines = observed === null ? [] : [...observedLines(observed, colours), ''];
    process.stdout.write(`${[...lines, ...endingLines(run, all, colours)].join('\n')}\n`);
    return interrupt.signal.aborted ? 130 : exitCodeOf(run, all);
  } finally {
    process.removeListener('SIGINT', onInterrupt);
    await run.target.network.close();
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
          throw failure(run, result);
        if (result.verdict !== 'pass') this.skip();
      }),
    );
  }
  return mocha;
}

/** All that the report says, without a stack: the mistake is not in the suite. */
function failure(run: Run, result: Result): Error {
  const error = new Error(loneResultLines(result, run).join('\n'));
  error.name = result.verdict;
  error.stack = '';
  return error;
}
