/** How many results of each kind there are. */
import type { Level } from '../../../conformance/servers/index.ts';
import { type Verdict, verdicts } from '../result.ts';

export type Counts = Readonly<Record<Verdict, number>>;

interface Judged {
  readonly verdict: Verdict;
  readonly level: Level;
}

export function countsOf(results: readonly Judged[]): Counts {
  const counts = Object.fromEntries(verdicts.map((verdict) => [verdict, 0]));
  for (const { verdict } of results) counts[verdict] = (counts[verdict] ?? 0) + 1;
  return counts as Counts;
}

/** The failures by their level. */
export function failuresOf(results: readonly Judged[]): Readonly<Record<Level, number>> {
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

/** `12 passed, 1 failed`: only kinds that occurred. With `failures`: `1 failed (1 must)`. */
export function countsText(counts: Counts, failures?: Readonly<Record<Level, number>>): string {
  const levels = Object.entries(failures ?? {})
    .filter(([, count]) => count > 0)
    .map(([level, count]) => `${count} ${level}`);
  const parts = verdicts
    .filter((verdict) => counts[verdict] > 0)
    .map((verdict) => {
      const text = `${counts[verdict]} ${words[verdict]}`;
      return verdict === 'fail' && levels.length > 0 ? `${text} (${levels.join(', ')})` : text;
    });
  return parts.length === 0 ? 'no cases' : parts.join(', ');
}
