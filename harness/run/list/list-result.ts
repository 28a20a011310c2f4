/** What a list run writes: a line about the run, a line for each target, a line at the end. */
import type { Level } from '../../../conformance/servers/index.ts';
import type { Report } from '../../server/reports/report.ts';
import type { Counts } from '../../server/reports/summary.ts';
import type { Shard } from '../shard.ts';
import type { ListEntry } from './list-entry.ts';

/** It changes when the shape of a line does. */
export const listVersion = 1;

/** The first line. Results go on only after one that is equal. */
export interface ListHeader {
  readonly version: typeof listVersion;
  readonly tool: Report['tool'];
  readonly corpus: Report['corpus'];
  readonly shard: Shard | null;
  readonly options: ListedOptions;
}

export interface ListedOptions {
  readonly level: Level;
  readonly filter: string | null;
  /** Of targets without a policy of their own. */
  readonly policy: object | null;
  readonly origins: readonly string[];
  readonly insecure: boolean;
}

/** A line about one target. */
export interface ListResult {
  /** The number of its line in the list, from 1, and a digest of its text. */
  readonly line: number;
  readonly digest: number;
  readonly url: string;
  readonly conclusion: Report['summary']['conclusion'];
  readonly started: string;
  readonly seconds: number;
  /** Null if no case was run. */
  readonly verdicts: Counts | null;
  readonly failures: Report['summary']['failures'] | null;
  /** What lies outside CORS and explains failures. */
  readonly outsideCauses: readonly string[];
  readonly causes: readonly ListCause[];
  /** Why cases were not run; null if all were. */
  readonly error: string | null;
}

export interface ListCause {
  readonly requirement: string;
  readonly level: Level;
  readonly reason: string | null;
  readonly count: number;
  /** The id of one failure, what was observed, and a command that shows it. */
  readonly example: string;
  readonly observed: string;
  readonly reproduce: string | null;
}

/** The last line: all targets of the list are done. */
export interface ListEnd {
  readonly end: { readonly targets: number };
}

/** The line about a target that was judged. */
export function listResult(report: Report, at: Pick<ListResult, 'line' | 'digest'>): ListResult {
  const { summary, target, started, seconds, causes } = report;
  const byId = new Map(report.results.map((result) => [result.id, result]));
  return {
    ...at,
    url: target.url,
    conclusion: summary.conclusion,
    started,
    seconds,
    verdicts: summary.verdicts,
    failures: summary.failures,
    outsideCauses: summary.outsideCauses.map(({ what }) => what),
    causes: causes.map(({ requirement, level, reason, results }) => {
      const [example = ''] = results;
      const found = byId.get(example);
      return {
        requirement,
        level,
        reason,
        count: results.length,
        example,
        observed: short(found?.message ?? ''),
        reproduce: found?.reproduce.at(-1) ?? null,
      };
    }),
    error: summary.cutShort,
  };
}

/** The line about a target that could not be judged at all. */
export function unjudged(
  entry: ListEntry,
  error: string,
  at: Pick<ListResult, 'line' | 'digest' | 'started' | 'seconds'>,
): ListResult {
  return {
    ...at,
    url: entry.target?.url.href ?? entry.text,
    conclusion: 'INCOMPLETE',
    verdicts: null,
    failures: null,
    outsideCauses: [],
    causes: [],
    error,
  };
}

/** Values of a target may be long, and there are many targets. */
function short(text: string): string {
  return text.length > 300 ? `${text.slice(0, 299)}…` : text;
}
