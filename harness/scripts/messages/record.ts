/** Runs cases in an engine, one at a time, so that what its console prints belongs to one case. */
import type { ExchangeCase } from '../../../conformance/exchanges.ts';
import type { Client } from '../../client/client.ts';
import type { EngineName } from '../../client/engines/engines.ts';
import { openEngine } from '../../client/engines/open-engine.ts';
import type { OpenedClient } from '../../client/opened-client.ts';
import { runCorpus } from '../../client/run-corpus.ts';
import type { Seen } from '../../client/seen.ts';
import { CaseServer } from '../../client/wire/case-server.ts';
import type { Placement } from '../../client/wire/placement.ts';
import { showProgress } from '../../output/progress.ts';
import { attributed, type Recorded, type Run } from './attributed.ts';
import { consoleOf, type EngineConsole } from './consoles.ts';

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

async function runOne(
  exchangeCase: ExchangeCase,
  { server, opened, console, interrupt }: Recorder,
): Promise<Run> {
  const { client, origins } = opened;
  let placement: Placement | null = null;
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

/** Not what the harness says for events. */
function thrownBy(seen: readonly Seen[]): string[] {
  return seen.flatMap((one) =>
    one.type === 'error' && /^\w*Error: /.test(one.message) ? [one.message] : [],
  );
}
