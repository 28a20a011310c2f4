/** The report on a run against a server, as data: every format is made of this, and of nothing else. */
import type { Level, Policy } from '../../../conformance/servers/index.ts';
import type { Difference } from '../../deviations/difference.ts';
import type { ReportedExchange } from '../../output/exchange-json.ts';
import type { Comparison } from '../compare-protocols.ts';
import type { Observed } from '../observe.ts';
import type { Verdict } from '../result.ts';
import type { Counts } from './summary.ts';

/** It changes when the shape does. */
export const reportVersion = 2;

export interface Report {
  readonly version: typeof reportVersion;
  readonly tool: { readonly name: 'cors-conformance'; readonly version: string };
  readonly standard: { readonly url: string; readonly commit: string; readonly date: string };
  /** Reports with equal digests asked the same questions. */
  readonly corpus: { readonly digest: string };
  /** When the run began, as an ISO 8601 date and time, and how many seconds it took. */
  readonly started: string;
  readonly seconds: number;
  readonly target: ReportedTarget;
  readonly options: ReportedOptions;
  /** Which part of a run this is; null if it is the whole. */
  readonly shard: ReportedShard | null;
  readonly summary: Summary;
  /** Why cases fail, the most important cause first. */
  readonly causes: readonly Cause[];
  /** The results that neither pass nor fail, grouped by what they say. */
  readonly others: readonly OtherResults[];
  /** In the order of the cases. */
  readonly results: readonly ReportedResult[];
}

export interface ReportedTarget {
  readonly url: string;
  /** Null if the target is not a testee. */
  readonly testee: { readonly name: string; readonly version: string } | null;
  readonly protocol: 'HTTP/1.1' | 'HTTP/2';
  /** Of a target with which HTTP/2 was spoken: whether it behaves in the same way over HTTP/1.1. */
  readonly compared?: Comparison;
  readonly policies: readonly (Policy & {
    readonly path: string;
    readonly kind: 'testee' | 'declared' | 'undeclared';
  })[];
  readonly leftOut: readonly { readonly policy: string; readonly why: string }[];
  /** What the user should know about how the target was understood. */
  readonly notes: readonly string[];
  /** Of a target without a policy: what it was seen to share. */
  readonly observed: Observed | null;
}

export interface ReportedOptions {
  /** The lowest level that fails the run. */
  readonly level: Level;
  readonly filter: string | null;
  readonly generated: { readonly runs: number; readonly seed: number } | null;
  readonly allowUnsafeMethods: boolean;
  readonly insecure: boolean;
  /** The names of the headers that were added to every request but preflights. Their values are secret. */
  readonly addedHeaders: readonly string[];
}

/** A part of a run, and what it takes to put the whole together. */
export interface ReportedShard {
  /** From 1. */
  readonly index: number;
  readonly count: number;
  /** The ids of the results of the whole run, in their order. */
  readonly due: readonly string[];
  /** The patterns of the list of known deviations that were met, and whether a case deviates as they say. */
  readonly patterns: Readonly<Record<string, boolean>>;
  /** By the id of a result: which of the generated fetches went wrong first, from 1. */
  readonly wrongRuns: Readonly<Record<string, number>>;
}

export interface Summary {
  /** 0, 1 or 2, or 130 or 143 if the run was interrupted. */
  readonly exitCode: number;
  readonly conclusion: 'PASSED' | 'FAILED' | 'INCOMPLETE';
  /** Whether every case was run. */
  readonly complete: boolean;
  /** Why cases were not run, and how many; null if all were. */
  readonly cutShort: string | null;
  readonly verdicts: Counts;
  readonly failures: Readonly<Record<Level, number>>;
  /** Known deviations that match no case. */
  readonly unknownDeviations: readonly string[];
  /** Known deviations all of whose cases pass. */
  readonly goneDeviations: readonly string[];
  /** What lies outside CORS and explains failures, to be read before any of them. */
  readonly outsideCauses: readonly OutsideCause[];
}

/** One thing outside CORS that explains many failures. */
export interface OutsideCause {
  readonly what: string;
  readonly fix: string;
  /** The ids of the results that it explains. */
  readonly results: readonly string[];
}

/** What several failures have in common: one requirement, one deciding step, one difference. */
export interface Cause {
  /** Unique in the report, and fit for a link. */
  readonly id: string;
  readonly requirement: string;
  readonly level: Level;
  readonly step: string | null;
  readonly reason: string | null;
  /** How to fix it. */
  readonly fix: string;
  /** What `cors-conformance recipes` takes to show the settings of real servers; null if it has none. */
  readonly settings: string | null;
  /** The policies under which it shows. */
  readonly policies: readonly string[];
  /** The ids of the failures; the first one is the example. */
  readonly results: readonly string[];
}

export interface OtherResults {
  readonly verdict: Exclude<Verdict, 'pass' | 'fail'>;
  /** Why they were skipped, not sent or not judged; of known deviations, what they are. */
  readonly why: string;
  /** The ids of the results. */
  readonly results: readonly string[];
}

export interface ReportedResult {
  /** `<policy>/<case>`, with `#2` and so on for further variants. */
  readonly id: string;
  readonly policy: string;
  readonly requirement: string;
  readonly level: Level;
  readonly verdict: Verdict;
  /** The step that decided, where one did, with its reason and the path down to it. */
  readonly step: string | null;
  readonly reason: string | null;
  readonly path: readonly string[];
  readonly expected: string;
  readonly message: string;
  readonly why: string;
  readonly fix: string;
  /** What the list of known deviations says about it. */
  readonly known: string | null;
  readonly differences: readonly Difference[];
  readonly exchanges: readonly ReportedExchange[];
  /** Commands that show the failure again; none where nothing was sent. */
  readonly reproduce: readonly string[];
}
