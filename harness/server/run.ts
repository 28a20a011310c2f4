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
  const arrived: Result[] = [];
  let wake = () => {};
  const add = (result: Result) => {
    arrived.push(result);
    wake();
  };
  const onInterrupt = () => wake();
  interrupt.addEventListener('abort', onInterrupt);
  let isDone = false;
  const all = runAll(run, add, interrupt).finally(() => {
    isDone = true;
    wake();
  });
  while (!interrupt.aborted && !(isDone && arrived.length === 0)) {
    if (arrived.length === 0) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    for (const result of arrived.splice(0)) yield result;
  }
  interrupt.removeEventListener('abort', onInterrupt);
  if (!interrupt.aborted) await all;
  const { generated } = run.options;
  // Loaded only if it is needed: loading fast-check takes as long as many cases.
  if (interrupt.aborted || generated === undefined) return;
  const { generatedResults } = await import('./generated.ts');
  yield* generatedResults(run, generated, interrupt);
}

async function runAll(
  run: Run,
  add: (result: Result) => void,
  interrupt: AbortSignal,
): Promise<void> {
  /** Cases of a row run one after the other; rows run at the same time. */
  const inParallel = async (rows: readonly (readonly PlannedCase[])[], concurrency: number) => {
    const waiting = rows.values();
    const worker = async () => {
      for (const row of waiting) {
        for (const planned of row) {
          if (interrupt.aborted) return;
          add(await runCase(run, planned));
        }
      }
    };
    await Promise.all(Array.from({ length: concurrency }, worker));
  };
  const { concurrency } = run.options;
  const those = (alone?: 'policy' | 'target') =>
    run.cases.filter((planned) => planned.case.alone === alone);
  const together = those().map((planned) => [planned]);
  await inParallel(together, concurrency);
  // What one request does to the next shows only if no others come in between.
  const forPolicies = those('policy');
  const ofPolicies = run.target.places.map((place) =>
    forPolicies.filter((planned) => planned.place === place),
  );
  await inParallel(ofPolicies, concurrency);
  // How long a response takes shows only if the target has nothing else to do.
  await inParallel([those('target')], 1);
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
