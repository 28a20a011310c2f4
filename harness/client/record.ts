/** For maintainers: writes what a client does otherwise into its file, for a person to examine. Only a
 *  person can say what a divergence is, so new ones land in a class that the tests refuse. */
import { writeFile } from 'node:fs/promises';
import type { ClientReport } from './client-report.ts';
import type { DivergenceClass, JudgedResult } from './divergences.ts';

export const unexamined = 'unexamined';

/** A loop of redirects is told by its beginning. */
const evidenceLines = 14;

export async function recordDivergences({
  client,
  version,
  results,
  divergences,
}: ClientReport): Promise<void> {
  const differing = results.filter(({ verdict }) => verdict === 'fail' || verdict === 'known');
  const known = (divergences?.classes ?? []).filter(({ id }) => id !== unexamined);
  const classes = known.map((each) => ({ ...each, cases: casesOf(differing, each) }));
  const others = differing.filter(
    ({ case: { id } }) => !classes.some(({ cases }) => Object.hasOwn(cases, id)),
  );
  const all = [
    ...classes
      .filter(({ cases }, index) => isMetOrGenerated(cases, known[index]))
      .map(withExchange(differing)),
    ...(others.length === 0 ? [] : [unexaminedClass(others)]),
  ];
  const file = new URL(
    `../implementations/clients/${client}/known-deviations.json`,
    import.meta.url,
  );
  const json = { client, versions: [version], classes: all };
  await writeFile(file, `${JSON.stringify(json, null, 2)}\n`);
}

/** Classes that only generated cases meet have none in the corpus, and stay. */
function isMetOrGenerated(cases: object, before: DivergenceClass | undefined): boolean {
  return Object.keys(cases).length > 0 || Object.keys(before?.cases ?? {}).length === 0;
}

function casesOf(differing: readonly JudgedResult[], { cases }: DivergenceClass) {
  return Object.fromEntries(
    differing
      .filter(({ case: { id } }) => Object.hasOwn(cases, id))
      .map(({ case: { id }, details }) => [id, details]),
  );
}

/** The evidence is what was seen of the first case, unless another is named. */
function withExchange(differing: readonly JudgedResult[]) {
  return (each: DivergenceClass): DivergenceClass => {
    const named = each.evidence.exchange?.case;
    const id =
      named !== undefined && Object.hasOwn(each.cases, named) ? named : Object.keys(each.cases)[0];
    const result = differing.find((one) => one.case.id === id);
    if (result === undefined || result.exchange.length === 0) return each;
    const exchange = { case: result.case.id, lines: result.exchange.slice(0, evidenceLines) };
    return { ...each, evidence: { ...each.evidence, exchange } };
  };
}

function unexaminedClass(results: readonly JudgedResult[]): DivergenceClass {
  const [first] = results as [JudgedResult];
  return {
    id: unexamined,
    does: 'To be said by a person.',
    right: 'standard',
    why: 'To be said by a person.',
    evidence: { exchange: { case: first.case.id, lines: first.exchange.slice(0, evidenceLines) } },
    cases: Object.fromEntries(results.map(({ case: { id }, details }) => [id, details])),
  };
}
