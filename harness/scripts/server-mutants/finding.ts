/** Findings: what must be the same of two results for the suite to see no difference. */
import type { Result } from '../../server/result.ts';

/** A text; equal for equal verdicts with equal differences. */
export type Finding = string;

/** The level does not matter: whatever is reported is noticed. */
export function findingOf({
  verdict,
  differences,
}: Pick<Result, 'verdict' | 'differences'>): Finding {
  const values = differences.map(({ fetch = null, on, name, found, expected }) => [
    fetch,
    on,
    name,
    found,
    expected,
  ]);
  return JSON.stringify([verdict, values]);
}
