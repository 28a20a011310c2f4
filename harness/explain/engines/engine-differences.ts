/** What real engines do otherwise in a fetch. */
import type { Story } from '../story/index.ts';

export interface EngineDifference {
  /** The engine and the version that was run, such as `Chromium 156`. */
  readonly engine: string;
  /** The id in its `known-deviations.json`. */
  readonly id: string;
  /** What it does, in one sentence. */
  readonly what: string;
}

export function engineDifferences(_story: Story): EngineDifference[] {
  return [];
}
