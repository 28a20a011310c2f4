/** A fetch that was explained, and all that a report of it needs. */
import type { EngineDifference } from './engines/engine-differences.ts';
import type { Story } from './story/index.ts';

export interface Explained {
  /** The number of its entry in a recording, from 0; null if it was made. */
  readonly entry: number | null;
  /** What the input does not say, what was assumed, and what one fetch cannot show: sentences. */
  readonly notes: readonly string[];
  readonly story: Story;
  /** What the engines do otherwise in this fetch. */
  readonly engines: readonly EngineDifference[];
  /** A `curl` line that sends the request that decided; null if none was sent. */
  readonly reproduce: string | null;
}

/** What is in a recording besides the fetches that are explained. */
export interface Recording {
  /** The program that wrote it. */
  readonly creator: string;
  readonly entries: number;
  /** Entries that are not CORS fetches. */
  readonly others: number;
  /** Entries that could not be read. */
  readonly unreadable: number;
}

/** 0 if the page can read the response, or nothing speaks against it; 1 if it cannot; 2 if that could not
 *  be told. */
export type ExitCode = 0 | 1 | 2;

export function exitCodeOf({ verdict }: Story): ExitCode {
  return exitCodes[verdict];
}

/** 1 if a response is not shared, whatever became of the others; 2 if there is none. */
export function totalExitCode(fetches: readonly Explained[]): ExitCode {
  const codes = fetches.map(({ story }) => exitCodeOf(story));
  if (codes.includes(1)) return 1;
  return codes.includes(2) || codes.length === 0 ? 2 : 0;
}

const exitCodes: Readonly<Record<Story['verdict'], ExitCode>> = {
  shared: 0,
  granted: 0,
  opaque: 1,
  'not-shared': 1,
  unknown: 2,
};
