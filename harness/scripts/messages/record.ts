/** Runs cases in an engine, one at a time, so that what its console prints belongs to one case. */
import type { ExchangeCase } from '../../../conformance/exchanges.ts';
import type { Client } from '../../client/client.ts';
import type { EngineName } from '../../client/engines/engines.ts';
import { openEngine } from '../../client/engines/open-engine.ts';
import type { OpenedClient } from '../../client/opened-client.ts';
import { type CaseResult, runCorpus } from '../../client/run-corpus.ts';
import type { Seen } from '../../client/seen.ts';
import { CaseServer } from '../../client/wire/case-server.ts';
import { type Placement, unplace } from '../../client/wire/placement.ts';
import { showProgress } from '../../output/progress.ts';
import { type ConsoleEntry, consoleOf, type EngineConsole } from './consoles.ts';

export interface Recorded {
  readonly case: ExchangeCase;
  readonly verdict: CaseResult['verdict'];
  /** What the console printed, and the errors that the page's own code got. In the words of the corpus: `{B}/`
   *  for a URL of B. */
  readonly texts: readonly string[];
}

export interface Recording {
  readonly version: string;
  readonly recorded: readonly Recorded[];
}

/** Opens the engine, and runs the cases in it. */
export async function record(
  engine: EngineName,
  cases: readonly ExchangeCase[],
  interrupt: AbortSignal,
): Promise<Recording> {
  const server = await CaseServer.start();
  const console = await consoleOf(engine);
  try {
    const options = { timeout: 5000, extras: console.extras };
    const opened = await openEngine(engine, server, options, interrupt);
    opened.page?.announce(`Console messages of ${engine}`, cases.length);
    try {
      await console.take();
      const runs: Run[] = [];
      for (const each of cases) {
        runs.push(await runOne(each, { server, opened, console, interrupt }));
        showProgress(`${engine}: ${runs.length} of ${cases.length} cases`);
      }
      showProgress('');
      return { version: opened.client.version, recorded: attributed(runs) };
    } finally {
      await opened.close();
    }
  } finally {
    console.close();
    await server.close();
  }
}

interface Recorder {
  readonly server: CaseServer;
  readonly opened: OpenedClient;
  readonly console: EngineConsole;
  readonly interrupt: AbortSignal;
}

interface Run {
  readonly case: ExchangeCase;
  readonly verdict: CaseResult['verdict'];
  readonly placement: Placement;
  readonly thrown: readonly string[];
  /** What the console printed during the run. */
  readonly entries: readonly ConsoleEntry[];
}

async function runOne(
  exchangeCase: ExchangeCase,
  { server, opened, console, interrupt }: Recorder,
): Promise<Run> {
  const { client, origins } = opened;
  let placement: Placement = { origins, token: '' };
  let seen: readonly Seen[] = [];
  const watched: Client = {
    name: client.name,
    version: client.version,
    features: client.features,
    concurrency: 1,
    run: async (running) => {
      placement = running.placement;
      seen = await client.run(running);
      return seen;
    },
    close: async () => {},
  };
  const [result] = await runCorpus({
    server,
    client: watched,
    origins,
    cases: [exchangeCase],
    interrupt,
  });
  interrupt.throwIfAborted();
  return {
    case: exchangeCase,
    verdict: result?.verdict ?? 'error',
    placement,
    thrown: thrownBy(seen),
    entries: await console.take(),
  };
}

/** Some messages come late. Most have a URL, which tells their case. */
function attributed(runs: readonly Run[]): Recorded[] {
  const entries = runs.flatMap((run) =>
    run.entries.map((entry) => ({ ...entry, run: runOf(entry, runs) ?? run })),
  );
  return runs.map((run) => {
    const printed = entries.filter((entry) => entry.run === run).map(({ text }) => text);
    const texts = unplace([...printed, ...run.thrown], run.placement);
    return { case: run.case, verdict: run.verdict, texts };
  });
}

function runOf({ text, url }: ConsoleEntry, runs: readonly Run[]): Run | undefined {
  return runs.find(
    ({ placement: { token } }) => token !== '' && (text.includes(token) || url.includes(token)),
  );
}

/** Not what the harness says for events. */
function thrownBy(seen: readonly Seen[]): string[] {
  return seen.flatMap((one) =>
    one.type === 'error' && /^\w*Error: /.test(one.message) ? [one.message] : [],
  );
}
