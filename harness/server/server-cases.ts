/** The cases against a server as plain functions, for any test runner. */
import type { Level, Policy } from '../../conformance/servers/index.ts';
import { requirementOf } from '../../conformance/servers/index.ts';
import type { DeviationList } from '../deviations/known-deviations.ts';
import { failsRun, prepareRun } from './prepared-run.ts';
import { reportedResult } from './reports/report-of.ts';
import { loneResultLines } from './reports/text.ts';
import type { Result } from './result.ts';
import { runCase } from './run.ts';
import { findTarget } from './target.ts';

export interface ServerCasesOptions {
  /** What the URL means to share; a testee needs none, since it names its policies. */
  readonly policy?: Policy;
  /** Without a policy: origins believed to be allowed. */
  readonly origins?: readonly string[];
  /** The lowest level that fails; `should` if left out. */
  readonly level?: Level;
  readonly filter?: string;
  readonly knownDeviations?: DeviationList;
  /** Milliseconds for one request; 10,000 if left out. */
  readonly timeout?: number;
  readonly allowUnsafeMethods?: boolean;
}

/** One case, to be given to `test(title, run)` of whatever runner. */
export interface ServerTest {
  readonly id: string;
  /** The id, and why the case asks. */
  readonly title: string;
  readonly level: Level;
  readonly requirement: string;
  /** Resolves to the result: passed, skipped, or failed below the level. Rejects, with all that
   *  explains it, where the case fails or cannot be judged. */
  run(): Promise<Result>;
}

/**
 * The cases for a running server.
 *
 * @throws InputError if there is nothing to judge it by, or it cannot be reached
 */
export async function serverCases(
  url: string | URL,
  options: ServerCasesOptions = {},
): Promise<ServerTest[]> {
  const { level = 'should', filter, knownDeviations, timeout = 10_000 } = options;
  const concurrency = 16;
  const target = await findTarget({ ...options, url: new URL(url), timeout, concurrency });
  const run = prepareRun(target, { concurrency, level, filter, knownDeviations });
  return run.cases.map((planned) => ({
    id: planned.id,
    title: `${planned.id}: ${planned.why}`,
    level: requirementOf(planned.requirement).level,
    requirement: planned.requirement,
    run: async () => {
      const result = await runCase(run, planned);
      if (result.verdict === 'error' || failsRun(level, result)) {
        throw new Error(loneResultLines(reportedResult(result, {})).join('\n'));
      }
      return result;
    },
  }));
}
