/** Runs every case for every policy of a target, and yields the results as they come. */
import type { PlannedCase } from '../../conformance/servers/index.ts';
import { withoutDoubt } from './doubt.ts';
import { judgeCase } from './judge.ts';
import { troubled } from './judgements/judgement.ts';
import type { Run } from './prepared-run.ts';
import type { Judgement, Result } from './result.ts';
import { resultOf } from './result-of.ts';

/** Runs the cases, several at once; yields each result as soon as it is there, in any order, until
 *  all are there or `interrupt` is aborted. */
export async function* results(
  run: Run,
  interrupt: AbortSignal = new AbortController().signal,
): AsyncGenerator<Result, void, void> {
  const isAlone = ({ case: { alone = false } }: PlannedCase) => alone;
  const together = run.cases.filter((planned) => !isAlone(planned));
  yield* inParallel(run, together, run.options.concurrency, interrupt);
  // What one request does to the next shows only if no others come in between.
  yield* inParallel(run, run.cases.filter(isAlone), 1, interrupt);
  if (interrupt.aborted) return;
  const { generated } = run.options;
  // Loaded only if it is needed: loading fast-check takes as long as many cases.
  if (generated === undefined) return;
  const { generatedResults } = await import('./generated.ts');
  yield* generatedResults(run, generated, interrupt);
}

async function* inParallel(
  run: Run,
  cases: readonly PlannedCase[],
  concurrency: number,
  interrupt: AbortSignal,
): AsyncGenerator<Result, void, void> {
  const arrived: Result[] = [];
  let wake = () => {};
  const onInterrupt = () => wake();
  interrupt.addEventListener('abort', onInterrupt);
  let isDone = false;
  const waiting = cases.values();
  const worker = async () => {
    for (const planned of waiting) {
      if (interrupt.aborted) return;
      arrived.push(await runCase(run, planned));
      wake();
    }
  };
  Promise.all(Array.from({ length: concurrency }, worker)).then(() => {
    isDone = true;
    wake();
  });
  while (!interrupt.aborted && !(isDone && arrived.length === 0)) {
    if (arrived.length === 0) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    yield* arrived.splice(0);
  }
  interrupt.removeEventListener('abort', onInterrupt);
}

/** One case, to its result. */
export async function runCase(run: Run, planned: PlannedCase): Promise<Result> {
  const judgement = await judgeCase(planned, run.target.network.send).catch(ownBug);
  return withoutDoubt(run, resultOf(run, planned, judgement));
}

/** Our own mistake says nothing about the target. */
function ownBug(error: unknown): Judgement {
  const stack = error instanceof Error ? error.stack : error;
  return troubled([], `this is a bug in cors-conformance; please report it: ${stack}`);
}
