/** For maintainers: writes the deviations of a client into its file. Only a person can say what a deviation
 *  is, so new ones go into an entry that the tests refuse. */
import { writeFile } from 'node:fs/promises';
import type { Difference } from '../deviations/difference.ts';
import type { Deviation, KnownDeviations } from '../deviations/known-deviations.ts';
import type { ClientReport } from './client-report.ts';
import { holdsOver, type JudgedResult } from './known.ts';

export const unexamined = 'unexamined';

/** The beginning is enough to show a loop of redirects. */
const evidenceLines = 14;

export async function recordDeviations(report: ClientReport): Promise<void> {
  const { client } = report;
  const folder = new URL(`../implementations/clients/${client}/`, import.meta.url);
  const json = JSON.stringify(recorded(report));
  await writeFile(new URL('known-deviations.json', folder), `${json}\n`);
}

/** The list as it is for what was found. */
export function recorded({
  client,
  version,
  protocol,
  results,
  known,
}: ClientReport): KnownDeviations {
  const differing = results.filter(({ verdict }) => verdict === 'fail' || verdict === 'known');
  const before = (known?.deviations ?? []).filter(({ id }) => id !== unexamined);
  const skipped = results.filter(({ verdict }) => verdict === 'skip');
  const listed = before.flatMap((deviation) => {
    if (!holdsOver(protocol, deviation)) return [deviation];
    const its = differing.filter((result) => result.deviation === deviation);
    // What this run did not show stays as it is.
    const others = skipped.filter((result) => result.deviation === deviation);
    const cases = { ...listedOf(others), ...casesOf(its) };
    // Entries that only generated cases meet have no cases, and stay.
    if (Object.keys(cases).length === 0 && Object.keys(deviation.cases).length > 0) return [];
    return [withExchange({ ...deviation, cases }, its)];
  });
  const others = differing.filter(
    ({ deviation }) => deviation === null || deviation.id === unexamined,
  );
  const added = others.length === 0 ? [] : [unexaminedDeviation(others)];
  return { of: client, versions: [version], deviations: [...listed, ...added] };
}

function casesOf(results: readonly JudgedResult[]): Record<string, readonly Difference[]> {
  return Object.fromEntries(results.map(({ case: { id }, differences }) => [id, differences]));
}

function listedOf(results: readonly JudgedResult[]): Record<string, readonly Difference[]> {
  return Object.fromEntries(results.map(({ case: { id }, listed }) => [id, listed]));
}

/** The evidence is what was seen of the first case, unless another is named. */
function withExchange(deviation: Deviation, results: readonly JudgedResult[]): Deviation {
  const named = deviation.evidence?.exchange?.case;
  const shown = results.find((result) => result.case.id === named) ?? results[0];
  if (shown === undefined || shown.exchange.length === 0) return deviation;
  const exchange = { case: shown.case.id, lines: shown.exchange.slice(0, evidenceLines) };
  return { ...deviation, evidence: { ...deviation.evidence, exchange } };
}

function unexaminedDeviation(results: readonly JudgedResult[]): Deviation {
  const deviation: Deviation = {
    id: unexamined,
    what: 'Write here what the client does.',
    right: 'standard',
    why: 'Write here why neither the case nor the harness nor the reference is wrong.',
    evidence: {},
    cases: casesOf(results),
  };
  return withExchange(deviation, results);
}
