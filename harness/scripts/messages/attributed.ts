/** Which case each message of a console belongs to. */
import type { ExchangeCase } from '../../../conformance/exchanges.ts';
import type { CaseResult } from '../../client/run-corpus.ts';
import { type Placement, prefixOf, unplace } from '../../client/wire/placement.ts';
import type { ConsoleEntry } from './consoles.ts';

/** A case that was run. */
export interface Run {
  readonly case: ExchangeCase;
  readonly verdict: CaseResult['verdict'];
  /** Null if the case was skipped. */
  readonly placement: Placement | null;
  readonly thrown: readonly string[];
  /** What the console printed during the run. */
  readonly entries: readonly ConsoleEntry[];
}

export interface Recorded {
  readonly case: ExchangeCase;
  readonly verdict: CaseResult['verdict'];
  /** What the console printed, and the errors that the page's own code got. In the words of the corpus: `{B}/`
   *  for a URL of B. */
  readonly texts: readonly string[];
}

/** Some messages come late. Most have a URL, which tells their case. */
export function attributed(runs: readonly Run[]): Recorded[] {
  const entries = runs.flatMap((run) =>
    run.entries.map((entry) => ({ ...entry, run: runOf(entry, runs) ?? run })),
  );
  return runs.map((run) => {
    const printed = entries.filter((entry) => entry.run === run).map(({ text }) => text);
    const texts = [...printed, ...run.thrown];
    return {
      case: run.case,
      verdict: run.verdict,
      texts: run.placement === null ? texts : unplace(texts, run.placement),
    };
  });
}

function runOf({ text, url }: ConsoleEntry, runs: readonly Run[]): Run | undefined {
  return runs.find(
    ({ placement }) =>
      placement !== null &&
      letters.some((letter) => `${text} ${url}`.includes(`${prefixOf(letter, placement)}/`)),
  );
}

const letters = ['A', 'B', 'C', 'D'] as const;
