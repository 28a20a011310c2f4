/** From the reports on shards of clients to the report on the wholes. */
import { exchanges } from '../../conformance/exchanges.ts';
import type { ClientReport, ClientShard } from '../client/client-report.ts';
import type { ClientDifference } from '../client/differences.ts';
import {
  byDeviations,
  type Disagreement,
  type Explained,
  type GeneratedRun,
  maximumKinds,
} from '../client/generated/run-generated.ts';
import { type JudgedResult, readKnown, withKnown } from '../client/known.ts';
import type {
  ReportedCase,
  ReportedClient,
  ReportedClients,
} from '../client/reports/reported-client.ts';
import { unmatchedOf } from '../client/run-client.ts';
import { DeviationList, type KnownDeviations } from '../deviations/known-deviations.ts';
import { InputError } from '../output/input-error.ts';
import { missingShards, type Named, sameRun, spanOf } from './shards-of-one-run.ts';

type Part = ReportedClient & Pick<ReportedClients, 'tool' | 'standard'>;

/** @throws InputError if they are not shards of one run */
export async function mergeClients(
  files: readonly Named<ReportedClients>[],
): Promise<ClientReport[]> {
  const parts = files.flatMap(({ file, report: { clients, tool, standard } }) =>
    clients.map((client): Named<Part> => ({ file, report: { ...client, tool, standard } })),
  );
  const names = [...new Set(parts.map(({ report }) => report.client))];
  const merged: ClientReport[] = [];
  for (const name of names) {
    merged.push(await mergeClient(parts.filter(({ report }) => report.client === name)));
  }
  return merged;
}

async function mergeClient(files: readonly Named<Part>[]): Promise<ClientReport> {
  const reports = sameRun(files, sharedPart).map(({ report }) => report);
  const [first] = reports as [Part, ...Part[]];
  const { due, planned } = first.shard as ClientShard;
  const known = await readKnown(first.client);
  const list = new DeviationList(known ?? undefined);
  const results = resultsOf(due, reports, list);
  const cut = reports.filter(({ summary }) => summary.cutShort !== null);
  const missing = [
    ...missingShards(reports),
    ...cut.map(({ shard }) => `shard ${shard?.index} of ${shard?.count} was interrupted`),
  ];
  return {
    client: first.client,
    version: first.version,
    protocol: first.protocol,
    date: first.date,
    ...spanOf(reports),
    features: first.features as ClientReport['features'],
    implementsCORS: first.implementsCORS,
    planned,
    results,
    known: known as KnownDeviations | null,
    unmatched: unmatchedOf(list, results),
    generated: mergedGenerated(reports.flatMap(({ generated }) => generated ?? [])),
    stopReason: missing.length === 0 ? null : missing.join('; '),
    interruptedCode: null,
    shard: null,
  };
}

function sharedPart({ tool, standard, client, version, features, implementsCORS, ...rest }: Part) {
  const { shard, generated, protocol } = rest;
  return {
    'version of cors-conformance': tool.version,
    standard: standard.commit,
    'version of the client': `${client} ${version}`,
    protocol,
    'features of the client': features,
    'way in which it implements CORS': implementsCORS,
    corpus: shard?.corpus,
    seed: generated?.seed,
    'number of cases': shard?.planned,
    'cases of the whole run': shard?.due,
  };
}

function resultsOf(
  due: readonly string[],
  reports: readonly Part[],
  list: DeviationList,
): JudgedResult[] {
  const found = new Map(reports.flatMap(({ results }) => results.map((each) => [each.id, each])));
  const cases = new Map(exchanges.map((each) => [each.id, each]));
  return due.flatMap((id) => {
    const reported = found.get(id);
    const exchangeCase = cases.get(id);
    if (exchangeCase === undefined) {
      throw new InputError(
        `the corpus of this version has no case ${id}: merge with the version of the run`,
      );
    }
    if (reported === undefined) return [];
    const { verdict, differences, asksAgain, details, exchange } = reported;
    const judged = {
      case: exchangeCase,
      verdict: beforeList(verdict),
      differences: differences as readonly ClientDifference[],
      asksAgain,
      reason: verdict === 'skip' || verdict === 'error' ? details.join('; ') : null,
      exchange,
    };
    return [withKnown(judged, list)];
  });
}

/** What the list makes of a result, it makes of it again. */
function beforeList(verdict: ReportedCase['verdict']): 'pass' | 'fail' | 'skip' | 'error' {
  if (verdict === 'known') return 'fail';
  return verdict === 'gone' ? 'pass' : verdict;
}

function mergedGenerated(runs: readonly GeneratedRun[]): GeneratedRun | null {
  const [first] = runs;
  if (first === undefined) return null;
  const explained = new Map<string, Explained>();
  for (const each of runs.flatMap((run) => run.explained)) {
    const key = each.deviations.join();
    explained.set(key, { ...each, count: each.count + (explained.get(key)?.count ?? 0) });
  }
  const kinds = new Map<string, Disagreement>();
  for (const each of runs.flatMap((run) => run.disagreements)) {
    const known = kinds.get(each.kind);
    const earlier = known !== undefined && known.run < each.run ? known : each;
    kinds.set(each.kind, { ...earlier, count: each.count + (known?.count ?? 0) });
  }
  const inOrder = [...kinds.values()].sort((a, b) => a.run - b.run);
  const sum = (counts: readonly number[]) => counts.reduce((a, b) => a + b, 0);
  return {
    runs: sum(runs.map((run) => run.runs)),
    seed: first.seed,
    discarded: sum(runs.map((run) => run.discarded)),
    explained: [...explained.values()].sort(byDeviations),
    disagreements: inOrder.slice(0, maximumKinds),
    notShown: sum([
      ...inOrder.slice(maximumKinds).map(({ count }) => count),
      ...runs.map((run) => run.notShown),
    ]),
  };
}
