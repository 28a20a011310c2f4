/** The cases against a server as plain functions, for any test runner. */
import type { Level, Policy } from '../../conformance/servers/index.ts';
import { requirementOf } from '../../conformance/servers/index.ts';
import type { Header } from '../../reference/index.ts';
import type { DeviationList, KnownDeviations } from '../deviations/known-deviations.ts';
import { InputError } from '../output/input-error.ts';
import { targetURL } from '../output/target-url.ts';
import { parsePolicy } from './policy-file.ts';
import { failsRun, prepareRun } from './prepared-run.ts';
import { reportedResult } from './reports/report-of.ts';
import { loneResultLines } from './reports/text.ts';
import type { Result } from './result.ts';
import { runCase } from './run.ts';
import { checkOptions, deviationsOf, linesIn } from './server-cases-options.ts';
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
  /** What the server is known to get wrong: the path of a file, or what it contains. */
  readonly knownDeviations?: string | KnownDeviations | DeviationList;
  /** Milliseconds for one request, from the connection to the last byte; 10,000 if left out. Waiting
   *  for a free connection is not part of it. */
  readonly timeout?: number;
  /** Connections at once, however many cases the runner starts; 16 if left out. */
  readonly concurrency?: number;
  /** Sent with every request except preflights, such as credentials: by name, or as lines. */
  readonly headers?: Readonly<Record<string, string>> | readonly Header[];
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
 * @throws InputError if an option or the policy is not valid, if there is nothing to judge the server by,
 *   if it cannot be reached, or if no case is left
 */
export async function serverCases(
  url: string | URL,
  options: ServerCasesOptions = {},
): Promise<ServerTest[]> {
  checkOptions(options);
  const { level = 'should', filter, insecure } = options;
  const { timeout = 10_000, concurrency = 16 } = options;
  const headers = linesIn(options.headers ?? []);
  const knownDeviations = await deviationsOf(options.knownDeviations);
  const policy =
    options.policy === undefined ? undefined : parsePolicy(options.policy, 'the policy');
  const target = await findTarget({
    url: targetURL(String(url)),
    policy,
    origins: options.origins,
    headers,
    timeout,
    concurrency,
    insecure,
    allowUnsafeMethods: options.allowUnsafeMethods,
    howToDeclare: 'declare what it shares with policy, or name an allowed origin with origins',
  });
  const run = prepareRun(target, {
    concurrency,
    level,
    filter,
    knownDeviations,
    insecure,
    addedHeaders: headers.map(([name]) => name),
  });
  if (run.cases.length === 0) {
    await target.network.close();
    throw new InputError(`filter: no case and no requirement contains ${filter}`);
  }
  const [unknown] = filter === undefined ? run.unknownEntries : [];
  if (unknown !== undefined) {
    await target.network.close();
    throw new InputError(`knownDeviations: ${unknown} matches no case of this server`);
  }
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
