/** Results: what became of one case against one target. */
import type { Level } from '../../conformance/servers/index.ts';
import type { Exchange } from '../../reference/index.ts';

/** `error` is trouble on our side, or the network's: never a verdict about the target. */
export type Verdict =
  | 'pass'
  | 'fail'
  | 'skip'
  | 'not-sent'
  | 'error'
  | 'known-failing'
  | 'unexpected-pass';

export const verdicts: readonly Verdict[] = [
  'pass',
  'fail',
  'skip',
  'not-sent',
  'error',
  'known-failing',
  'unexpected-pass',
];

/** What a judgement says of the transcripts of a case. */
export interface Judgement {
  readonly verdict: 'pass' | 'fail' | 'skip' | 'not-sent' | 'error';
  /** What was expected, in one sentence. */
  readonly expected: string;
  /** What was observed instead, in one sentence; of a skip, the reason. */
  readonly message: string;
  /** The step that decided, where one did, with its reason and the path down to it. */
  readonly step: string | null;
  readonly reason: string | null;
  readonly path: readonly string[];
  readonly exchanges: readonly Exchange[];
}

export interface Result extends Omit<Judgement, 'verdict'> {
  /** `<policy>/<case>`, with `#2` and so on for further variants. */
  readonly id: string;
  readonly policy: string;
  readonly requirement: string;
  readonly level: Level;
  readonly verdict: Verdict;
  /** Why the case asks. */
  readonly why: string;
  /** The evidence that the known-failing file gives. */
  readonly evidence: string | null;
}
