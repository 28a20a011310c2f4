/** What is read of the JSON report on one server, and what the terminal says of it. */
import type { Level } from '../../../conformance/servers/index.ts';
import type { Difference } from '../../deviations/difference.ts';
import type { Verdict } from '../../server/result.ts';

export interface Report {
  readonly server: { readonly name: string; readonly version: string };
  readonly target: {
    readonly policies: readonly { readonly id: string }[];
    readonly leftOut: readonly { readonly policy: string; readonly why: string }[];
  };
  readonly summary: {
    readonly exitCode: number;
    readonly complete: boolean;
    readonly unknownDeviations: readonly string[];
    readonly goneDeviations: readonly string[];
  };
  readonly results: readonly CaseResult[];
}

export interface CaseResult {
  readonly id: string;
  readonly requirement: string;
  readonly level: Level;
  readonly verdict: Verdict;
  readonly message: string;
  readonly differences: readonly Difference[];
}

/** Whether every case was judged. */
export function isWhole({ summary, results }: Report): boolean {
  return summary.complete && results.every(({ verdict }) => verdict !== 'error');
}

/** `1986 passed, 47 known deviations, 1 failed`. */
export function tally({ results }: Report): string {
  const count = (verdict: Verdict) => results.filter((one) => one.verdict === verdict).length;
  const known = count('known');
  const parts = [
    `${count('pass')} passed`,
    known === 1 ? '1 known deviation' : `${known} known deviations`,
  ];
  for (const [verdict, text] of Object.entries(others)) {
    const number = count(verdict as Verdict);
    if (number > 0) parts.push(`${number} ${text}`);
  }
  return parts.join(', ');
}

const others = {
  fail: 'failed',
  gone: 'no longer deviating',
  error: 'could not be judged',
  'not-sent': 'not sent',
} as const;

/** What is not as `known-deviations.json` says, a line for each. */
export function surprisesOf({ results, summary }: Report): string[] {
  const surprising: readonly Verdict[] = ['fail', 'gone', 'error'];
  return [
    ...results
      .filter(({ verdict }) => surprising.includes(verdict))
      .map(({ id, verdict, level, message }) => `${verdict} (${level}) ${id}: ${message}`),
    ...summary.unknownDeviations.map((id) => `known-deviations.json: ${id} matches no case`),
    ...summary.goneDeviations.map((id) => `known-deviations.json: every case of ${id} passes`),
  ];
}
