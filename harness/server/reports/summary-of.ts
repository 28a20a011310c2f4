/** What came out of a run, or of several shards of one. */
import { outsideCausesOf } from '../outside-causes.ts';
import { codeOf, conclusions, type Standing } from '../prepared-run.ts';
import type { ReportedResult, Summary } from './report.ts';
import { countsOf, failuresOf } from './summary.ts';

export interface Summarized
  extends Pick<Summary, 'cutShort' | 'unknownDeviations' | 'goneDeviations'>,
    Pick<Standing, 'level'> {
  /** That of an interruption, where there was one; else it follows from the results. */
  readonly exitCode?: number;
}

export function summaryOf(
  results: readonly ReportedResult[],
  { level, exitCode, cutShort, unknownDeviations, goneDeviations }: Summarized,
): Summary {
  const code = codeOf(results, {
    level,
    isComplete: cutShort === null,
    unknownEntries: unknownDeviations,
    goneEntries: goneDeviations,
  });
  return {
    exitCode: exitCode ?? code,
    conclusion: conclusions[code],
    complete: cutShort === null,
    cutShort,
    verdicts: countsOf(results),
    failures: failuresOf(results),
    unknownDeviations,
    goneDeviations,
    outsideCauses: outsideCausesOf(results),
  };
}
