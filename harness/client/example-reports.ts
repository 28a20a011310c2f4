/** Example results and reports, for the tests of what is made of them. */
import { exchanges } from '../../conformance/exchanges.ts';
import type { Deviation, KnownDeviations } from '../deviations/known-deviations.ts';
import type { ClientReport } from './client-report.ts';
import type { ClientDifference } from './differences.ts';
import type { JudgedResult } from './known.ts';

export const [first, second, third, fourth] = exchanges as [
  (typeof exchanges)[number],
  (typeof exchanges)[number],
  (typeof exchanges)[number],
  (typeof exchanges)[number],
];
export const status: ClientDifference = { on: 'page', name: 'status', found: 201, expected: 200 };
export const hidden: ClientDifference = {
  on: 'page',
  name: 'hidden',
  found: 'x\u001b',
  expected: null,
};
export const deviation: Deviation = {
  id: 'some-deviation',
  what: 'It does *something* else.',
  right: 'disputed',
  why: 'So it is.',
  evidence: { issues: ['https://issues.example/1'] },
  cases: { [second.id]: [status] },
};
const unmet: Deviation = { ...deviation, id: 'rare-deviation', right: 'standard', cases: {} };
const list: KnownDeviations = {
  of: 'chromium',
  versions: ['1'],
  deviations: [deviation, unmet],
};

export const pass: JudgedResult = {
  case: first,
  verdict: 'pass',
  differences: [],
  asksAgain: false,
  reason: null,
  exchange: ['→ GET'],
  deviation: null,
  listed: [],
};
export const again: JudgedResult = { ...pass, asksAgain: true };
export const known: JudgedResult = {
  ...pass,
  case: second,
  verdict: 'known',
  differences: [status],
  deviation,
  listed: [status],
};
export const fail: JudgedResult = { ...pass, case: third, verdict: 'fail', differences: [hidden] };
export const skip: JudgedResult = { ...pass, case: fourth, verdict: 'skip', reason: 'no cookies' };
export const error: JudgedResult = { ...pass, case: fourth, verdict: 'error', reason: 'it broke' };

export function report(results: JudgedResult[], more: Partial<ClientReport> = {}): ClientReport {
  return {
    client: 'chromium',
    version: '1',
    protocol: 'http1',
    date: '2026-01-02',
    started: '2026-01-02T03:04:05.678Z',
    seconds: 1.5,
    features: ['fetch'],
    implementsCORS: true,
    planned: results.length,
    results,
    known: list,
    unmatched: [],
    generated: null,
    stopReason: null,
    interruptedCode: null,
    shard: null,
    ...more,
  };
}
