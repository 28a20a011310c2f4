/** A run before its first case, what fails it, and what is known once it has ended. */
import {
  type Level,
  levels,
  type PlannedCase,
  plan,
  serverCases,
} from '../../conformance/servers/index.ts';
import { DeviationList } from '../deviations/known-deviations.ts';
import { dealt, type Shard } from '../run/shard.ts';
import { stopReason } from './limited-connection.ts';
import type { Observed } from './observe.ts';
import type { Result } from './result.ts';
import type { Target } from './target.ts';

/** Generated fetches. */
export interface GeneratedOptions {
  /** For each policy. */
  readonly runs: number;
  readonly seed: number;
}

export interface RunOptions {
  /** Cases in flight at once. */
  readonly concurrency: number;
  /** Only results whose id or requirement contains this text. */
  readonly filter?: string | undefined;
  readonly knownDeviations?: DeviationList | undefined;
  /** Whether certificates are not verified: then `curl` must not verify them either. */
  readonly insecure?: boolean | undefined;
  readonly allowUnsafeMethods?: boolean | undefined;
  /** The names of the headers that are added to every request but preflights. */
  readonly addedHeaders?: readonly string[] | undefined;
  /** The lowest level that fails the run. */
  readonly level: Level;
  /** How many fetches to generate for each policy, after the cases, and from which seed. */
  readonly generated?: GeneratedOptions | undefined;
  /** Which part of the run this is; the whole if left out. */
  readonly shard?: Shard | undefined;
}

/** What is known of a run before, or without, its end. */
export interface Run {
  readonly target: Target;
  readonly options: RunOptions;
  readonly started: Date;
  readonly knownDeviations: DeviationList;
  /** The ids of the results of the whole run, of which `due` are those of this shard. */
  readonly whole: readonly string[];
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
  const wanted = all.filter(
    ({ id, requirement }) =>
      filter === undefined || id.includes(filter) || requirement.includes(filter),
  );
  const cases = casesOf(options.shard, wanted);
  const due = cases.map(({ id, place, requirement }) => ({
    id,
    policy: place.policy.id,
    requirement,
  }));
  return {
    target,
    options,
    started: new Date(),
    knownDeviations,
    whole: [...wanted, ...generated].map(({ id }) => id),
    cases,
    due: [...due, ...generated.map((one) => ({ ...one, requirement: 'generated' }))],
    unknownEntries: knownDeviations.keysWithout([...all, ...generated].map(({ id }) => id)),
  };
}

/** Those of a shard. What runs alone is dealt by itself, since it takes the time of a run. */
function casesOf(shard: Shard | undefined, cases: readonly PlannedCase[]): readonly PlannedCase[] {
  if (shard === undefined) return cases;
  const isAlone = (planned: PlannedCase) => planned.case.alone !== undefined;
  const inTurn = [...cases.filter((each) => !isAlone(each)), ...cases.filter(isAlone)];
  const mine = new Set(dealt(inTurn, shard));
  return cases.filter((each) => mine.has(each));
}

/** Known deviations that a whole run has not met, though their cases ran. */
export function goneEntries({ knownDeviations, options }: Run): string[] {
  const isWhole = options.filter === undefined && options.shard === undefined;
  return isWhole ? knownDeviations.gonePatterns() : [];
}

/** 1 if the target failed, else 2 if something could not be judged, or was not run, else 0. */
export function exitCodeOf(run: Run, results: readonly Result[]): 0 | 1 | 2 {
  return codeOf(results, {
    level: run.options.level,
    isComplete: results.length === run.due.length,
    unknownEntries: run.unknownEntries,
    goneEntries: goneEntries(run),
  });
}

/** What decides on a run besides its results. */
export interface Standing {
  /** The lowest level that fails the run. */
  readonly level: Level;
  /** Whether every case was run. */
  readonly isComplete: boolean;
  readonly unknownEntries: readonly string[];
  readonly goneEntries: readonly string[];
}

/** The rule of `exitCodeOf`, of a run or of a report. */
export function codeOf(
  results: readonly Pick<Result, 'verdict' | 'level'>[],
  { level, isComplete, unknownEntries, goneEntries: gone }: Standing,
): 0 | 1 | 2 {
  const failed = results.some((result) => failsRun(level, result));
  const isListStale = unknownEntries.length > 0 || (isComplete && gone.length > 0);
  if (failed || isListStale) return 1;
  return isComplete && !results.some(({ verdict }) => verdict === 'error') ? 0 : 2;
}

/** The exit codes in one word. A run is incomplete if something could not be judged, or was not run. */
export const conclusions = { 0: 'PASSED', 1: 'FAILED', 2: 'INCOMPLETE' } as const;

/** What is said where generated fetches end as the policy means. */
export function agreement({ seed }: GeneratedOptions, count: number): string {
  return `${count} of them do (seed ${seed})`;
}

/** Why cases were not run; null if all were. */
export function cutShort({ target, due }: Run, results: readonly Result[]): string | null {
  const left = due.length - results.length;
  if (left === 0) return null;
  const why = stopReason(target.network) ?? 'interrupted';
  return `${why}: ${left} of ${due.length} cases were not run`;
}

/** Whether a result fails a run in which `lowest` is the lowest level that does. */
export function failsRun(
  lowest: Level,
  { verdict, level }: Pick<Result, 'verdict' | 'level'>,
): boolean {
  if (verdict === 'gone') return true;
  return verdict === 'fail' && levels.indexOf(level) <= levels.indexOf(lowest);
}
