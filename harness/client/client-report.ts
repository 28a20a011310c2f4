/** What a run of a client came to, whatever is written about it. */
import { type Divergences, isListedVersion, type JudgedResult } from './divergences.ts';
import type { GeneratedRun } from './generated/run-generated.ts';
import type { Feature } from './seen.ts';

export interface ClientReport {
  readonly client: string;
  readonly version: string;
  /** When it was run, as YYYY-MM-DD. */
  readonly date: string;
  readonly features: readonly Feature[];
  /** Whether it implements CORS at all; if not, there is nothing else to say. */
  readonly implementsCORS: boolean;
  readonly results: readonly JudgedResult[];
  readonly divergences: Divergences | null;
  readonly generated: GeneratedRun | null;
}

export type Verdict = JudgedResult['verdict'];

export function countsOf(results: readonly JudgedResult[]): Partial<Record<Verdict, number>> {
  const counts: Partial<Record<Verdict, number>> = {};
  for (const { verdict } of results) counts[verdict] = (counts[verdict] ?? 0) + 1;
  return counts;
}

/** Whether what is not listed fails the run; on a version that nobody listed it only warns. */
export function isStrict({ divergences, version }: ClientReport): boolean {
  return isListedVersion(divergences, version);
}

/** 1 if the client differs from what is listed, else 2 if something could not be judged, else 0. */
export function exitCodeOf(report: ClientReport): 0 | 1 | 2 {
  if (!report.implementsCORS) return 2;
  const { fail = 0, vanished = 0, error = 0 } = countsOf(report.results);
  const found = fail + vanished + (report.generated?.disagreements.length ?? 0);
  if (found > 0 && isStrict(report)) return 1;
  const isEmpty = report.results.length === 0 && report.generated === null;
  return error > 0 || isEmpty ? 2 : 0;
}

/** One line for people. */
export function conclusionOf(report: ClientReport): string {
  const {
    pass = 0,
    known = 0,
    fail = 0,
    vanished = 0,
    skip = 0,
    error = 0,
  } = countsOf(report.results);
  if (!report.implementsCORS) {
    return 'It shares every response with every page and sends no preflights: it implements no CORS, and is no client to be judged.';
  }
  if (report.generated !== null) {
    const { runs, explained, disagreements } = report.generated;
    const known = explained.reduce((sum, { count }) => sum + count, 0);
    return `${runs} generated cases: ${known} known divergences, ${disagreements.length} others.`;
  }
  const parts = [
    `${pass} as the standard says`,
    ...(report.divergences === null
      ? [`${fail} differ`]
      : [`${known} known divergences`, ...(fail > 0 ? [`${fail} that nobody listed`] : [])]),
    ...(vanished > 0 ? [`${vanished} that are listed and are gone`] : []),
    ...(error > 0 ? [`${error} could not be judged`] : []),
    `${skip} skipped`,
  ];
  return `${parts.join(', ')}.`;
}
