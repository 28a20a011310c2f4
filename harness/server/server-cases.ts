/** The cases against a server as plain functions, for any test runner. */
import type { Level, Policy } from '../../conformance/servers/index.ts';
import { requirementOf } from '../../conformance/servers/index.ts';
import type { Header } from '../../reference/index.ts';
import type { DeviationList } from '../deviations/known-deviations.ts';
import { parsePolicy } from './policy-file.ts';
import { failsRun, prepareRun } from './prepared-run.ts';
import { reportedResult } from './reports/report-of.ts';
import { loneResultLines } from './reports/text.ts';
import type { Result } from './result.ts';
import { runCase } from './run.ts';
import { findTarget } from './target.ts';

export interface ServerCasesOptions {
  /** What the URL means to share, as in a policy file; a testee needs none, since it names its policies. */
  readonly policy?: Omit<Policy, 'id'> & { readonly id?: string };
  /** Without a policy: origins believed to be allowed. */
  readonly origins?: readonly string[];
  /** The lowest level that fails; `should` if left out. */
  readonly level?: Level;
  /** Only cases whose id or requirement contains this text. */
  readonly filter?: string;
  readonly knownDeviations?: DeviationList;
  /** Milliseconds for one request, from the connection to the last byte; 10,000 if left out. Waiting
   *  for a free connection is not part of it. */
  readonly timeout?: number;
  /** Connections at once, however many cases the runner starts; 16 if left out. */
  readonly concurrency?: number;
  /** Added to every request except preflights, such as credentials. */
  readonly headers?: readonly Header[];
  /** Whether invalid TLS certificates are accepted. */
  readonly insecure?: boolean;
  readonly allowUnsafeMethods?: boolean;
}

/** One case, to be given to `test(title, run)` of any runner. */
export interface ServerTest {
  readonly id: string;
  /** The id, and why the case asks. */
  readonly title: string;
  readonly level: Level;
  readonly requirement: string;
  /** Why it will be skipped, if that is known before it runs; for runners whose tests cannot skip
   *  themselves. Null otherwise. */
  readonly skip: string | null;
  /** Judges the case, for code that looks at the result itself. */
  judge(): Promise<Result>;
  /** Judges the case, for a runner: rejects, with all that explains it, if the case fails or cannot be
   *  judged. If the runner gives a context with a method `skip()`, as its argument or as `this`, a case
   *  that is skipped calls it. */
  run(this: unknown, context?: unknown): Promise<void>;
}

/**
 * The cases for a running server.
 *
 * @throws InputError if the policy is not valid, if there is nothing to judge the server by, or if it
 *   cannot be reached
 */
export async function serverCases(
  url: string | URL,
  options: ServerCasesOptions = {},
): Promise<ServerTest[]> {
  const { level = 'should', filter, knownDeviations, insecure, headers } = options;
  const { timeout = 10_000, concurrency = 16 } = options;
  const policy =
    options.policy === undefined ? undefined : parsePolicy(options.policy, 'the policy');
  const target = await findTarget({ ...options, policy, url: new URL(url), timeout, concurrency });
  const addedHeaders = headers?.map(([name]) => name);
  const run = prepareRun(target, {
    concurrency,
    level,
    filter,
    knownDeviations,
    insecure,
    addedHeaders,
  });
  return run.cases.map((planned) => {
    const judge = () => runCase(run, planned);
    return {
      id: planned.id,
      title: `${planned.id}: ${planned.why}`,
      level: requirementOf(planned.requirement).level,
      requirement: planned.requirement,
      skip: planned.kind === 'skip' ? planned.reason : null,
      judge,
      // Without named parameters: some runners wait for a callback if they see one.
      run: async function (this: unknown, ...contexts: unknown[]): Promise<void> {
        const result = await judge();
        if (result.verdict === 'error' || failsRun(level, result)) {
          throw new Error(loneResultLines(reportedResult(result, run.options)).join('\n'));
        }
        if (result.verdict === 'skip' || result.verdict === 'not-sent') {
          skipIn([...contexts, this], result.message);
        }
      },
    };
  });
}

interface Skipping {
  skip(why: string): void;
}

function skipIn(contexts: readonly unknown[], why: string): void {
  contexts.find(canSkip)?.skip(why);
}

function canSkip(context: unknown): context is Skipping {
  return typeof (context as Partial<Skipping> | null | undefined)?.skip === 'function';
}
