/** What a run of a client came to, whatever is written about it. */
import type { KnownDeviations } from '../deviations/known-deviations.ts';
import type { GeneratedRun } from './generated/run-generated.ts';
import { isListedVersion, type JudgedResult } from './known.ts';
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
  /** Null if there is no list for the client. */
  readonly known: KnownDeviations | null;
  /** Keys of the list that match no case that deviates. */
  readonly unmatched: readonly string[];
  readonly generated: GeneratedRun | null;
}

export type Verdict = JudgedResult['verdict'];

export function countsOf(results: readonly JudgedResult[]): Partial<Record<Verdict, number>> {
  const counts: Partial<Record<Verdict, number>> = {};
  for (const { verdict } of results) counts[verdict] = (counts[verdict] ?? 0) + 1;
  return counts;
}

/** Whether what is not listed fails the run; on a version that the list is not about it only warns. */
export function isStrict({ known, version }: ClientReport): boolean {
  return isListedVersion(known, version);
}

/** 1 if the client differs from what is listed, else 2 if something could not be judged, else 0. */
export function exitCodeOf(report: ClientReport): 0 | 1 | 2 {
  if (!report.implementsCORS) return 2;
  const { results, unmatched, generated } = report;
  const { fail = 0, gone = 0, error = 0 } = countsOf(results);
  const found = fail + gone + unmatched.length + (generated?.disagreements.length ?? 0);
  if (found > 0 && isStrict(report)) return 1;
  const isEmpty = results.length === 0 && generated === null;
  return error > 0 || isEmpty ? 2 : 0;
}

/** One line for people. */
export function conclusionOf(report: ClientReport): string {
  if (!report.implementsCORS) {
    return 'This client does not implement CORS: it shares every response with every page, and sends no preflights.';
  }
  const { results, known: list, unmatched, generated } = report;
  if (generated !== null) return generatedConclusion(generated);
  const { pass = 0, known = 0, fail = 0, gone = 0, skip = 0, error = 0 } = countsOf(results);
  return listed([
    [pass, 'as the standard says', true],
    [known, known === 1 ? 'known deviation' : 'known deviations'],
    [fail, list === null ? 'not as the standard says' : 'not as the standard says, and not listed'],
    [gone, 'listed, but as the standard says'],
    [unmatched.length, 'listed, but not found'],
    [error, 'could not be judged'],
    [skip, 'skipped'],
  ]);
}

function generatedConclusion({ runs, discarded, explained, disagreements }: GeneratedRun): string {
  const known = explained.reduce((sum, { count }) => sum + count, 0);
  const others = disagreements.reduce((sum, { count }) => sum + count, 0);
  const counts = listed([
    [runs - discarded - known - others, 'as the reference does', true],
    [known, known === 1 ? 'known deviation' : 'known deviations'],
    [others, 'otherwise, and not listed'],
    [discarded, 'could not be compared'],
  ]);
  return `${runs} generated cases: ${counts}`;
}

/** Leaves out what there is none of, unless it is always shown. */
function listed(
  parts: readonly (readonly [count: number, what: string, isAlways?: true])[],
): string {
  const shown = parts.filter(([count, , isAlways]) => count > 0 || isAlways);
  return `${shown.map(([count, what]) => `${count} ${what}`).join(', ')}.`;
}
