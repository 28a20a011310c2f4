/** A run: every case for every policy of a target, and the results as they come. */

import type { Level } from '../../conformance/servers/index.ts';
import {
  levels,
  type PlannedCase,
  plan,
  requirementOf,
  serverCases,
} from '../../conformance/servers/index.ts';
import type { GeneratedOptions } from './generated.ts';
import { judgeFetches } from './judge.ts';
import { judgeRequest } from './judgements/raw-requests.ts';
import type { KnownFailing } from './known-failing.ts';
import type { Observed } from './observe.ts';
import { replayFetches, replayRequest } from './replay.ts';
import type { Judgement, Result, Verdict } from './result.ts';
import type { Target } from './target.ts';

export interface RunOptions {
  /** Cases in flight at once. */
  readonly concurrency: number;
  /** Only results whose id or requirement contains this text. */
  readonly filter?: string | undefined;
  readonly knownFailing?: KnownFailing | undefined;
  /** Whether certificates are not verified: then `curl` must not either. */
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
  /** In the order of policies and cases. */
  readonly cases: readonly PlannedCase[];
  /** The results to come, in their order: those of the cases, then those of generated fetches. */
  readonly due: readonly {
    readonly id: string;
    readonly policy: string;
    readonly requirement: string;
  }[];
  /** Entries of the known-failing file that name no case of this target. */
  readonly unknownEntries: readonly string[];
}

/** A run that is over, or was interrupted: all that a report is made of. */
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
          .filter(({ isUndeclared }) => !isUndeclared)
          .map(({ policy }) => ({ id: `${policy.id}/generated`, policy: policy.id }));
  const ids = new Set([...all, ...generated].map(({ id }) => id));
  const { filter } = options;
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
    cases,
    due: [...due, ...generated.map((one) => ({ ...one, requirement: 'generated' }))],
    unknownEntries: [...(options.knownFailing?.keys() ?? [])].filter((id) => !ids.has(id)),
  };
}

/** Runs the cases, several at once; yields each result as soon as it is there, in any order, until
 *  all are there or `interrupt` is aborted. */
export async function* results(
  run: Run,
  interrupt: AbortSignal = new AbortController().signal,
): AsyncGenerator<Result, void, void> {
  // What one request does to the next shows only where no others come in between.
  const alone = run.cases.filter((planned) => planned.case.judge === 'stable');
  const together = run.cases.filter((planned) => planned.case.judge !== 'stable');
  yield* inParallel(run, together, run.options.concurrency, interrupt);
  yield* inParallel(run, alone, 1, interrupt);
  if (interrupt.aborted) return;
  const { generated } = run.options;
  // Only asked for in a run that knows fast-check: loading it takes as long as many cases.
  if (generated === undefined) return;
  const { generatedResults } = await import('./generated.ts');
  for await (const result of generatedResults(run.target, generated)) {
    if (interrupt.aborted) return;
    yield withEvidence(run, result);
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
  const judgement = await judge(run.target, planned).catch(ownBug);
  return withEvidence(run, {
    ...judgement,
    id: planned.id,
    policy: planned.place.policy.id,
    requirement: planned.requirement,
    level: requirementOf(planned.requirement).level,
    why: planned.case.why,
    evidence: null,
  });
}

/** A result in the light of what the target is known to get wrong. */
function withEvidence(run: Run, result: Result): Result {
  const evidence = run.options.knownFailing?.get(result.id);
  if (evidence === undefined) return result;
  const known: Partial<Record<Verdict, Verdict>> = {
    fail: 'known-failing',
    pass: 'unexpected-pass',
  };
  return { ...result, evidence, verdict: known[result.verdict] ?? result.verdict };
}

async function judge({ network }: Target, planned: PlannedCase): Promise<Judgement> {
  switch (planned.kind) {
    case 'fetch':
      return judgeFetches(planned, await replayFetches(planned, network.send));
    case 'raw':
      return judgeRequest(planned, await replayRequest(planned.request, network.send));
    case 'skip':
      return { ...noVerdict, verdict: 'skip', expected: '', message: planned.reason };
  }
}

/** What we did wrong ourselves is no verdict about the target. */
function ownBug(error: unknown): Judgement {
  const message = `a mistake of this suite: ${error instanceof Error ? error.stack : error}`;
  return { ...noVerdict, verdict: 'error', expected: '', message };
}

const noVerdict = { step: null, reason: null, path: [], exchanges: [] };

/** 1 if the target failed, else 2 if something could not be judged, else 0. */
export function exitCodeOf(run: Run, results: readonly Result[]): 0 | 1 | 2 {
  const failed = results.some((result) => failsRun(run.options.level, result));
  if (failed || run.unknownEntries.length > 0) return 1;
  return results.some(({ verdict }) => verdict === 'error') ? 2 : 0;
}

/** Whether a result fails a run in which `lowest` is the lowest level that does. */
export function failsRun(lowest: Level, { verdict, level }: Result): boolean {
  if (verdict === 'unexpected-pass') return true;
  return verdict === 'fail' && levels.indexOf(level) <= levels.indexOf(lowest);
}
