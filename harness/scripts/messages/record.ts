/** Runs cases in an engine, one at a time, so that what its console prints belongs to one case. */
import type { ExchangeCase } from '../../../conformance/exchanges.ts';
import type { Client } from '../../client/client.ts';
import type { EngineName } from '../../client/engines/engines.ts';
import { openEngine } from '../../client/engines/open-engine.ts';
import { type CaseResult, runCorpus } from '../../client/run-corpus.ts';
import type { Seen } from '../../client/seen.ts';
import { CaseServer } from '../../client/wire/case-server.ts';
import { type Placement, unplace } from '../../client/wire/placement.ts';
import { showProgress } from '../../output/progress.ts';
import { consoleOf } from './consoles.ts';

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

export async function record(
  engine: EngineName,
  cases: readonly ExchangeCase[],
  interrupt: AbortSignal,
): Promise<Recording> {
  const server = await CaseServer.start();
  const tap = await consoleOf(engine);
  const options = { timeout: 5000, extras: tap.extras };
  const opened = await openEngine(engine, server, options, interrupt);
  const { client, origins } = opened;
  opened.page?.announce(`Console messages of ${engine}`, cases.length);
  const recorded: Recorded[] = [];
  try {
    await tap.take();
    for (const each of cases) {
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
        cases: [each],
        interrupt,
      });
      const texts = [...(await tap.take()), ...thrownBy(seen)];
      if (result === undefined) break;
      const { verdict } = result;
      recorded.push({ case: each, verdict, texts: unplace(texts, placement) });
      showProgress(`${engine}: ${recorded.length} of ${cases.length} cases`);
    }
    showProgress('');
    return { version: client.version, recorded };
  } finally {
    tap.close();
    await opened.close();
    await server.close();
  }
}

/** Not what the harness says for events. */
function thrownBy(seen: readonly Seen[]): string[] {
  return seen.flatMap((one) =>
    one.type === 'error' && /^\w*Error: /.test(one.message) ? [one.message] : [],
  );
}
