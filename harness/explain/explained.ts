/** A fetch that was explained, and all that a report of it needs. */
import type { EngineDifference } from './engines/engine-differences.ts';
import type { Story } from './story/index.ts';

export interface Explained {
  readonly story: Story;
  /** What the engines do otherwise in this fetch. */
  readonly engines: readonly EngineDifference[];
  /** A `curl` line that sends the request that decided; null if none was sent. */
  readonly reproduce: string | null;
}

/** 0 if the page can read the response, or nothing speaks against it; 1 if it cannot; 2 if that could not
 *  be told. */
export type ExitCode = 0 | 1 | 2;

export function exitCodeOf({ verdict }: Story): ExitCode {
  return exitCodes[verdict];
}

const exitCodes: Readonly<Record<Story['verdict'], ExitCode>> = {
  shared: 0,
  granted: 0,
  opaque: 1,
  'not-shared': 1,
  unknown: 2,
};
