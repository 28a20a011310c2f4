/** A run: every case for every policy of a target, and the results as they come. */
import {
  type Level,
  levels,
  type PlannedCase,
  plan,
  requirementOf,
  serverCases,
} from '../../conformance/servers/index.ts';
import { DeviationList } from '../deviations/known-deviations.ts';
import { fixFor } from './fix.ts';
import type { GeneratedOptions } from './generated.ts';
import { judgeCase } from './judge.ts';
import { troubled } from './judgements/judgement.ts';
import type { Observed } from './observe.ts';
import type { Judgement, Result, Verdict } from './result.ts';
import type { Target } from './target.ts';

export interface RunOptions {
  /** Cases in flight at once. */
  readonly concurrency: number;
  /** Only results whose id or requirement contains this text. */
  readonly filter?: string | undefined;
  readonly knownDeviations?: DeviationList | undefined;
  /** Whether certificates are not verified: then `curl` must not verify them either. */
  readonly insecure?: boolean | undefined;
  /** The lowest level that fails the run. */
  readonly level: Level;
  /** How many fetches to generate for each policy, after the cases, and from which seed. */
  readonly generated?: GeneratedOptions | undefined;
}

/** What is known of a run before, or without, its end. */
export interface Run {
  readonly target: Target;
  readonly options: RunOptions;
  readonly knownDeviations: DeviationList;
  /** In the order of policies and cases. */
  readonly cases: readonly PlannedCase[];
  /** The results to come, in their order: those of the cases, then those of generated fetches. */
  readonly due: readonly {
    readonly id: string;
    readonly policy: string;
    readonly requirement: string;
  }[];
  /** Known deviations that name no case of this target. */
  readonly unknownEntries: readonly string[];
}

/** A run that is over, or was interrupted: everything that a report is made of. */
export interface Ended {
  readonly run: Run;
  /** In the order in which they were due. */
  readonly results: readonly Result[];
  /** What was seen of a target without a policy. */
  readonly observed: Observed | null;
  readonly exitCode: number;
}

export function prepareRun(target: Target, options: RunOptions): Run {
  const all = target.places.flatMap((place) => plan(serverCases, place));
  const generated =
    options.generated === undefined
      ? []
      : target.places
          .filter(({ kind }) => kind !== 'undeclared')
          .map(({ policy }) => ({ id: `${policy.id}/generated`, policy: policy.id }));
  const { filter, knownDeviations = new DeviationList() } = options;
  const cases = all.filter(
    ({ id, requirement }) =>
      filter === undefined || id.includes(filter) || requirement.includes(filter),
  );
  const due = cases.map(({ id, place, requirement }) => ({
    id,
    policy: place.policy.id,
    requirement,
  }));
  return {
    target,
    options,
    knownDeviations,
    cases,
    due: [...due, ...generated.map((one) => ({ ...one, requirement: 'generated' }))],
    unknownEntries: knownDeviations.keysWithout([...all, ...generated].map(({ id }) => id)),
  };
}

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
  for await (const result of generatedResults(run, generated)) {
    if (interrupt.aborted) return;
    yield result;
  }
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
  return resultOf(run, planned, judgement);
}

/** A judgement in the light of what the target is known to get wrong. */
export function resultOf(run: Run, planned: PlannedCase, judgement: Judgement): Result {
  const { requirement = planned.requirement, ...judged } = judgement;
  const isAllowed = planned.kind === 'fetch' && (planned.fetches[0]?.intent.allowed ?? false);
  return {
    ...judged,
    ...standing(run, planned.id, judgement),
    id: planned.id,
    policy: planned.place.policy.id,
    requirement,
    level: requirementOf(requirement).level,
    why: planned.why,
    fix: fixFor(judgement, requirement, isAllowed),
  };
}

function standing(
  { knownDeviations }: Run,
  id: string,
  { verdict, differences }: Judgement,
): { verdict: Verdict; known: string | null } {
  if (verdict !== 'fail' && verdict !== 'pass') return { verdict, known: null };
  const known = knownDeviations.entryFor(id)?.what ?? null;
  switch (knownDeviations.standingOf(id, differences)) {
    case 'as-listed':
      return { verdict: 'known', known };
    case 'gone':
      return { verdict: 'gone', known };
    case 'otherwise':
      return { verdict, known };
    case 'unlisted':
      return { verdict, known: null };
  }
}

/** Our own mistake says nothing about the target. */
function ownBug(error: unknown): Judgement {
  const stack = error instanceof Error ? error.stack : error;
  return troubled([], `this is a bug in cors-conformance; please report it: ${stack}`);
}

/** Known deviations that a whole run has not met, though their cases ran. */
export function goneEntries({ knownDeviations, options }: Run): string[] {
  return options.filter === undefined ? knownDeviations.gonePatterns() : [];
}

/** 1 if the target failed, else 2 if something could not be judged, else 0. */
export function exitCodeOf(run: Run, results: readonly Result[]): 0 | 1 | 2 {
  const failed = results.some((result) => failsRun(run.options.level, result));
  const isComplete = results.length === run.due.length;
  const isListStale = run.unknownEntries.length > 0 || (isComplete && goneEntries(run).length > 0);
  if (failed || isListStale) return 1;
  return results.some(({ verdict }) => verdict === 'error') ? 2 : 0;
}

/** Whether a result fails a run in which `lowest` is the lowest level that does. */
export function failsRun(lowest: Level, { verdict, level }: Result): boolean {
  if (verdict === 'gone') return true;
  return verdict === 'fail' && levels.indexOf(level) <= levels.indexOf(lowest);
}
