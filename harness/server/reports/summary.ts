/** How many results of each kind there are. */
import type { Level } from '../../../conformance/servers/index.ts';
import { type Result, type Verdict, verdicts } from '../result.ts';

export type Counts = Readonly<Record<Verdict, number>>;

export function countsOf(results: readonly Result[]): Counts {
  const counts = Object.fromEntries(verdicts.map((verdict) => [verdict, 0]));
  for (const { verdict } of results) counts[verdict] = (counts[verdict] ?? 0) + 1;
  return counts as Counts;
}

/** The failures by their level. */
export function failuresOf(results: readonly Result[]): Readonly<Record<Level, number>> {
  const failed = (level: Level) =>
    results.filter((result) => result.verdict === 'fail' && result.level === level).length;
  return { must: failed('must'), should: failed('should'), info: failed('info') };
}

const words: Readonly<Record<Verdict, string>> = {
  pass: 'passed',
  fail: 'failed',
  skip: 'skipped',
  'not-sent': 'not sent',
  error: 'could not be judged',
  known: 'deviating as known',
  gone: 'no longer deviating',
};

/** `12 passed, 1 failed`: only kinds that occurred. */
export function countsText(counts: Counts): string {
  const parts = verdicts
    .filter((verdict) => counts[verdict] > 0)
    .map((verdict) => `${counts[verdict]} ${words[verdict]}`);
  return parts.length === 0 ? 'no cases' : parts.join(', ');
}
