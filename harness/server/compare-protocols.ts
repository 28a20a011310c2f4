/** Whether a target that was judged over HTTP/2 behaves in the same way over HTTP/1.1. */
import { areSame } from '../deviations/difference.ts';
import { showProgress } from '../output/progress.ts';
import type { Run } from './prepared-run.ts';
import type { Result } from './result.ts';
import { results } from './run.ts';

/** How many cases were also run over HTTP/1.1, and how many of them end differently there. */
export interface Comparison {
  readonly cases: number;
  readonly differing: number;
  /** Why cases could not be compared; null if nothing kept the run from it. */
  readonly failure: string | null;
}

/** What is known of the run after the comparison. */
interface Compared {
  readonly run: Run;
  readonly results: readonly Result[];
}

/**
 * Runs the cases once more over HTTP/1.1, if HTTP/2 was spoken.
 *
 * @returns the run with the comparison, and its results: those that fail over one protocol only say so,
 *   and a case that fails over HTTP/1.1 only has that result
 */
export async function withComparison(
  run: Run,
  overHTTP2: readonly Result[],
  interrupt: AbortSignal,
): Promise<Compared> {
  if (run.target.overHTTP1 === undefined || interrupt.aborted) return { run, results: overHTTP2 };
  const target = await run.target.overHTTP1().catch(() => null);
  if (target === null) {
    const failure = 'it cannot be reached over HTTP/1.1';
    return { run: comparing(run, { cases: 0, differing: 0, failure }), results: overHTTP2 };
  }
  const overHTTP1 = await resultsOverHTTP1(run, target, interrupt);
  let cases = 0;
  let differing = 0;
  const merged = overHTTP2.map((result) => {
    const other = overHTTP1.get(result.id);
    if (other === undefined || !isJudged(other) || !isJudged(result)) return result;
    cases += 1;
    if (areSame(result.differences, other.differences)) return result;
    differing += 1;
    return mergedResult(result, other);
  });
  return { run: comparing(run, { cases, differing, failure: null }), results: merged };
}

function comparing(run: Run, compared: Comparison): Run {
  return { ...run, target: { ...run.target, compared } };
}

async function resultsOverHTTP1(
  run: Run,
  target: Run['target'],
  interrupt: AbortSignal,
): Promise<Map<string, Result>> {
  const { generated: _, ...options } = run.options;
  const again = { ...run, target, options };
  const end = AbortSignal.any([interrupt, target.network.stopped]);
  const found = new Map<string, Result>();
  try {
    for await (const result of results(again, end)) {
      found.set(result.id, result);
      showProgress(`${found.size} of ${run.cases.length} cases over HTTP/1.1`);
    }
  } finally {
    await target.network.close();
  }
  return found;
}

function isJudged({ verdict }: Result): boolean {
  return verdict === 'pass' || verdict === 'fail';
}

function mergedResult(result: Result, other: Result): Result {
  if (result.verdict === 'pass') {
    return { ...other, message: `only over HTTP/1.1: ${other.message}`, isOverHTTP1: true };
  }
  const which = other.verdict === 'pass' ? 'only over HTTP/2' : 'over HTTP/2';
  const otherwise = other.verdict === 'pass' ? '' : `; over HTTP/1.1: ${other.message}`;
  return { ...result, message: `${which}: ${result.message}${otherwise}` };
}
