/** How properties run: how often, from which seed, and what is printed if one fails. */
import fc from 'fast-check';

/**
 * The parameters of a property. The environment variable `FC_RUNS` overrides `numRuns`, and
 * `FC_SEED` overrides the seed, which is fixed so that the same code always gives the same result.
 * A failure shows the seed, the path, and the counterexample as `toCase` writes it.
 */
export function runs<Ts extends unknown[]>(
  numRuns: number,
  toCase: (...counterexample: Ts) => string,
): fc.Parameters<Ts> {
  const { FC_RUNS, FC_SEED } = process.env;
  return {
    numRuns: FC_RUNS === undefined ? numRuns : Number(FC_RUNS),
    seed: FC_SEED === undefined ? 586 : Number(FC_SEED),
    reporter(details) {
      if (!details.failed) return;
      const shrunk = details.counterexample;
      const asCase = shrunk === null ? '' : `\n\nAs a case:\n${toCase(...shrunk)}`;
      throw new Error(`${fc.defaultReportMessage(details)}${asCase}`, {
        cause: details.errorInstance,
      });
    },
  };
}
