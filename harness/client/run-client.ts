/** The run of one client that is open: the cases of the corpus, or generated ones. */
import { type ExchangeCase, exchanges } from '../../conformance/exchanges.ts';
import type { DeviationList } from '../deviations/known-deviations.ts';
import { interruptedCode, interruption } from '../output/interruption.ts';
import { messageOf } from '../output/message-of.ts';
import { showProgress } from '../output/progress.ts';
import { shareOf } from '../run/shard.ts';
import { type ClientReport, type ClientShard, verdictLine } from './client-report.ts';
import type { GeneratedRun } from './generated/run-generated.ts';
import { implementsCORS } from './implements-cors.ts';
import { type JudgedResult, listOver, readKnown, withKnown } from './known.ts';
import type { OpenedClient } from './opened-client.ts';
import { detailsOf } from './reports/difference-text.ts';
import { runCorpus } from './run-corpus.ts';
import type { CaseServer } from './wire/case-server.ts';

export interface ClientRun {
  readonly server: CaseServer;
  readonly opened: Omit<OpenedClient, 'close'>;
  readonly cases: readonly ExchangeCase[];
  /** How many cases to generate, and from which seed; then the others are not run. */
  readonly generated?: { readonly runs: number; readonly seed: number } | undefined;
  /** Which part of a run this is, where it is not the whole. */
  readonly shard?: ClientShard | undefined;
  readonly interrupt: AbortSignal;
}

/** Runs the cases. If it is interrupted, the report is about those that were run. */
export async function runClient(run: ClientRun): Promise<ClientReport> {
  const { server, opened, cases, interrupt } = run;
  const { client, origins, page } = opened;
  const { name, version, features } = client;
  const { shard, generated: asked } = run;
  const planned = asked === undefined ? cases.length : shareOf(asked.runs, shard);
  const started = new Date();
  page?.announce(`${name} ${version}`.trim(), planned);
  const known = await readKnown(name);
  const list = listOver(server.protocol, known);
  const isClient = await Promise.race([
    implementsCORS(server, client, origins),
    interruption(interrupt),
  ]);
  const isGenerated = run.generated !== undefined;
  const results = isClient && !isGenerated ? await resultsOf(run, list) : [];
  const generated = isClient && isGenerated ? await generatedOf(run) : null;
  showProgress('');
  const report: ClientReport = {
    client: name,
    version,
    protocol: server.protocol,
    date: started.toISOString().slice(0, 10),
    started: started.toISOString(),
    seconds: Math.round((Date.now() - started.getTime()) / 100) / 10,
    features,
    implementsCORS: isClient,
    planned,
    results,
    known,
    unmatched: unmatchedOf(list, results),
    generated,
    stopReason:
      interrupt.aborted && interruptedCode(interrupt) === null ? messageOf(interrupt.reason) : null,
    interruptedCode: interruptedCode(interrupt),
    shard: shard ?? null,
  };
  page?.finish(verdictLine(report));
  return report;
}

/** The keys of the list that match no case that deviates. */
export function unmatchedOf(list: DeviationList, results: readonly JudgedResult[]): string[] {
  // Only all the cases together show that nothing is left of a pattern.
  const hasAll = results.length === exchanges.length;
  return [
    ...list.keysWithout(exchanges.map(({ id }) => id)),
    ...(hasAll ? list.gonePatterns() : []),
  ];
}

async function resultsOf(run: ClientRun, list: DeviationList): Promise<JudgedResult[]> {
  const { cases, opened } = run;
  const { client, origins, page } = opened;
  const judged = new Map<ExchangeCase, JudgedResult>();
  await runCorpus({
    server: run.server,
    client,
    origins,
    cases,
    interrupt: run.interrupt,
    onResult: (result) => {
      const known = withKnown(result, list);
      judged.set(result.case, known);
      const { id, why } = result.case;
      page?.show({ id, verdict: known.verdict, details: detailsOf(known), why });
      showProgress(`${client.name}: ${judged.size} of ${cases.length} cases`);
    },
  });
  return cases.flatMap((exchangeCase) => judged.get(exchangeCase) ?? []);
}

async function generatedOf(run: ClientRun): Promise<GeneratedRun | null> {
  const { server, opened, generated, shard, interrupt } = run;
  if (generated === undefined) return null;
  const { client, origins } = opened;
  // Loaded only if it is needed, since loading fast-check takes long.
  const { runGenerated } = await import('./generated/run-generated.ts');
  return runGenerated({
    server,
    client,
    origins,
    ...generated,
    shard,
    interrupt,
    onProgress: (done) => {
      const planned = shareOf(generated.runs, shard);
      showProgress(`${client.name}: ${done} of ${planned} generated cases`);
    },
  });
}
