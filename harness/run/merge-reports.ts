/** From the reports on the shards of one run to the report on the whole, as an unsharded run gives it. */
import { InputError } from '../output/input-error.ts';
import { causesOf, otherResultsOf } from '../server/causes.ts';
import { agreement } from '../server/prepared-run.ts';
import type { Report, ReportedResult, ReportedShard } from '../server/reports/report.ts';
import { summaryOf } from '../server/reports/summary-of.ts';
import { missingShards, type Named, sameRun, spanOf } from './shards-of-one-run.ts';

type Sharded = Report & { readonly shard: ReportedShard };

/** @param files the reports on shards, with the names of their files
 *  @param absent why a shard says nothing about this target, by its number
 *  @throws InputError if they are not shards of one run */
export function mergeReports(
  files: readonly Named<Report>[],
  absent: ReadonlyMap<number, string> = new Map(),
): Report {
  const shards = sameRun(files, sharedPart) as readonly Named<Sharded>[];
  const reports = shards.map(({ report }) => report);
  const [first] = reports;
  if (first === undefined) throw new InputError('no report: name those of the shards');
  const { due, count } = first.shard;
  const isWhole = reports.length === count;
  const results = due.flatMap((id) => {
    const found = reports.flatMap((report) => {
      const result = byIdOf(report).get(id);
      return result === undefined ? [] : [{ result, shard: report.shard }];
    });
    return mergedResult(found, first, isWhole) ?? [];
  });
  const left = due.length - results.length;
  const why = [...missingShards(reports, absent), ...reports.flatMap(shortening)];
  return {
    ...first,
    ...spanOf(reports),
    target: {
      ...first.target,
      ...comparedIn(reports),
      observed: reports.find(({ target }) => target.observed !== null)?.target.observed ?? null,
    },
    shard: null,
    summary: summaryOf(results, {
      level: first.options.level,
      cutShort:
        left === 0 ? null : `${why.join('; ')}: ${left} of ${due.length} cases were not run`,
      unknownDeviations: first.summary.unknownDeviations,
      goneDeviations: goneIn(reports),
    }),
    causes: causesOf(results),
    others: otherResultsOf(results),
    results,
  };
}

/** What the reports on all shards have in common. */
function sharedPart({ version, tool, standard, corpus, target, options, shard }: Report) {
  return {
    'version of the report': version,
    'version of cors-conformance': tool.version,
    standard: standard.commit,
    corpus: corpus.digest,
    target: { ...target, observed: null, compared: null },
    options,
    'cases of the whole run': shard?.due,
  };
}

const indexes = new WeakMap<Report, Map<string, ReportedResult>>();

function byIdOf(report: Report): Map<string, ReportedResult> {
  const known = indexes.get(report) ?? new Map(report.results.map((each) => [each.id, each]));
  indexes.set(report, known);
  return known;
}

interface Found {
  readonly result: ReportedResult;
  readonly shard: ReportedShard;
}

/** Of a case, one shard has the result. Of generated fetches, each has a part of it.
 *  @returns null if it is not known */
function mergedResult(
  found: readonly Found[],
  { options }: Report,
  isWhole: boolean,
): ReportedResult | null {
  const [first] = found;
  if (first === undefined) return null;
  const { result, shard } = first;
  if (options.generated === null || result.id !== `${result.policy}/generated`) return result;
  const runOf = (each: Found) => each.shard.wrongRuns[each.result.id] ?? Number.POSITIVE_INFINITY;
  const wrong = found.filter(({ result: each }) => each.verdict !== 'pass');
  if (wrong.length > 0) return wrong.reduce((a, b) => (runOf(b) < runOf(a) ? b : a)).result;
  if (!isWhole || found.length < shard.count) return null;
  return {
    ...result,
    message: agreement(options.generated, options.generated.runs),
    // Its text is there only where the list has it, and it passes.
    verdict: result.known === null ? 'pass' : 'gone',
  };
}

function shortening({ shard, summary }: Sharded): string[] {
  if (summary.cutShort === null) return [];
  const why = summary.cutShort.slice(0, summary.cutShort.lastIndexOf(': '));
  return [`shard ${shard.index} of ${shard.count}: ${why}`];
}

/** Each shard compares its own cases. */
function comparedIn(reports: readonly Sharded[]): Pick<Report['target'], 'compared'> {
  const all = reports.flatMap(({ target }) => target.compared ?? []);
  const sum = (counts: readonly number[]) => counts.reduce((a, b) => a + b, 0);
  if (all.length === 0) return {};
  return {
    compared: {
      cases: sum(all.map(({ cases }) => cases)),
      differing: sum(all.map(({ differing }) => differing)),
      failure: all.find(({ failure }) => failure !== null)?.failure ?? null,
    },
  };
}

/** Patterns that some shard has met, and under which no case deviates in any. */
function goneIn(reports: readonly Sharded[]): string[] {
  const met = new Map<string, boolean>();
  for (const { shard } of reports) {
    for (const [pattern, deviates] of Object.entries(shard.patterns)) {
      met.set(pattern, (met.get(pattern) ?? false) || deviates);
    }
  }
  const gone = [...met].filter(([, deviates]) => !deviates);
  return gone.map(([pattern]) => pattern).sort();
}
