/** How properties are run: how often, from which seed, and what is printed when one fails. */
import fc from 'fast-check';

/**
 * The parameters of a property: `FC_RUNS` runs instead of `numRuns`, from the seed `FC_SEED`, if the
 * environment has them; without it from the same seed each time, so that a test run says the same of
 * the same code. A failure shows seed and path, and the counterexample as `toCase` writes it.
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
