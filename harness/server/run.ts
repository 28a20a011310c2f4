/** A run: every case for every policy of a target, and the results as they come. */

import type { Level } from '../../conformance/servers/index.ts';
import {
  levels,
  type PlannedCase,
  plan,
  requirementOf,
  serverCases,
} from '../../conformance/servers/index.ts';
import { judgeFetches } from './judge.ts';
import { judgeRequest } from './judgements/raw-requests.ts';
import type { KnownFailing } from './known-failing.ts';
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
}

/** What is known of a run before, or without, its end. */
export interface Run {
  readonly target: Target;
  readonly options: RunOptions;
  /** In the order of policies and cases. */
  readonly cases: readonly PlannedCase[];
  /** Entries of the known-failing file that name no case of this target. */
  readonly unknownEntries: readonly string[];
}

export function prepareRun(target: Target, options: RunOptions): Run {
  const all = target.places.flatMap((place) => plan(serverCases, place));
  const ids = new Set(all.map(({ id }) => id));
  const { filter } = options;
  return {
    target,
    options,
    cases:
      filter === undefined
        ? all
        : all.filter(({ id, requirement }) => id.includes(filter) || requirement.includes(filter)),
    unknownEntries: [...(options.knownFailing?.keys() ?? [])].filter((id) => !ids.has(id)),
  };
}

/** Runs the cases, several at once; yields each result as soon as it is there, in any order, until
 *  all are there or `interrupt` is aborted. */
export async function* results(
  run: Run,
  interrupt: AbortSignal = new AbortController().signal,
): AsyncGenerator<Result, void, void> {
  const interrupted = new Promise<null>((resolve) => {
    interrupt.addEventListener('abort', () => resolve(null));
  });
  const waiting = [...run.cases];
  const inFlight = new Map<PlannedCase, Promise<[PlannedCase, Result]>>();
  while (waiting.length > 0 || inFlight.size > 0) {
    while (waiting.length > 0 && inFlight.size < run.options.concurrency) {
      const next = waiting.shift() as PlannedCase;
      inFlight.set(
        next,
        runCase(run, next).then((result) => [next, result]),
      );
    }
    const next = await Promise.race([...inFlight.values(), interrupted]);
    if (next === null) return;
    const [finished, result] = next;
    inFlight.delete(finished);
    yield result;
  }
}

async function runCase(run: Run, planned: PlannedCase): Promise<Result> {
  const judgement = await judge(run.target, planned).catch(ownBug);
  const evidence = run.options.knownFailing?.get(planned.id) ?? null;
  const { level } = requirementOf(planned.requirement);
  return {
    ...judgement,
    id: planned.id,
    policy: planned.place.policy.id,
    requirement: planned.requirement,
    level,
    verdict: evidence === null ? judgement.verdict : knownVerdict(judgement.verdict),
    why: planned.case.why,
    evidence,
  };
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

function knownVerdict(verdict: Judgement['verdict']): Verdict {
  if (verdict === 'fail') return 'known-failing';
  return verdict === 'pass' ? 'unexpected-pass' : verdict;
}

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
