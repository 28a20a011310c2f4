/** Results: what became of one case against one target. */
import type { Level } from '../../conformance/servers/index.ts';
import type { Exchange } from '../../reference/index.ts';
import type { Difference } from '../deviations/difference.ts';

/** `error` is trouble on our side, or the network's: never a verdict about the target. `known`: it
 *  deviates as listed; `gone`: it is listed as deviating, and passes. */
export const verdicts = ['pass', 'fail', 'skip', 'not-sent', 'error', 'known', 'gone'] as const;

export type Verdict = (typeof verdicts)[number];

/** What a judgement says of the transcripts of a case. */
export interface Judgement {
  readonly verdict: 'pass' | 'fail' | 'skip' | 'not-sent' | 'error';
  /** The requirement that is not met, where the deciding step shows another than the case's. */
  readonly requirement?: string | undefined;
  /** What was expected, in one sentence. */
  readonly expected: string;
  /** What was observed, in one sentence; of a skip, the reason. */
  readonly message: string;
  /** Of a failure, the same as values: equal defects have equal differences. */
  readonly differences: readonly Difference[];
  /** The step that decided, where one did, with its reason and the path down to it. */
  readonly step: string | null;
  readonly reason: string | null;
  readonly path: readonly string[];
  readonly exchanges: readonly Exchange[];
}

export interface Result extends Omit<Judgement, 'verdict' | 'requirement'> {
  /** `<policy>/<case>`, with `#2` and so on for further variants. */
  readonly id: string;
  readonly policy: string;
  readonly requirement: string;
  readonly level: Level;
  readonly verdict: Verdict;
  /** Why the case matters. */
  readonly why: string;
  /** How to meet the requirement. */
  readonly fix: string;
  /** What the list of known deviations says about it. */
  readonly known: string | null;
  /** Whether the exchanges are of HTTP/1.1 in a run over HTTP/2. */
  readonly isOverHTTP1?: boolean;
  /** Of generated fetches: which of them went wrong first, from 1. */
  readonly run?: number;
}
