/** Judgements over the response headers that a page can read. */
import { exposes, type PlannedCase } from '../../../conformance/servers/index.ts';
import {
  getHeader,
  isCorsSafelistedResponseHeaderName,
  isForbiddenResponseHeaderName,
  type Outcome,
} from '../../../reference/index.ts';
import type { Transcript } from '../replay.ts';
import type { Judgement } from '../result.ts';
import { judgeOutcome } from './sharing.ts';
import { decidedBy } from './words.ts';

type FetchCase = PlannedCase & { kind: 'fetch' };

export function judgeExposed(transcript: Transcript, planned: FetchCase): Judgement {
  const { fetch, outcome } = transcript;
  const expectedNames = namesWhere(outcome, (name) =>
    exposes(planned.place.policy, name, fetch.credentials === 'include'),
  );
  if (!fetch.intent.allowed || expectedNames.length === 0) {
    return {
      ...decidedBy(outcome),
      verdict: 'skip',
      expected: 'a response with a header that the policy exposes',
      message: 'the policy exposes none of its headers',
    };
  }
  if (outcome.type === 'error') return judgeOutcome(transcript);
  const missing = expectedNames.filter((name) => !isReadable(outcome, name));
  return {
    ...decidedBy(outcome),
    verdict: missing.length === 0 ? 'pass' : 'fail',
    expected: `${expectedNames.join(', ')} to be readable`,
    message: missing.length === 0 ? 'all are' : `the page cannot read ${missing.join(', ')}`,
  };
}

export function judgeHidden({ fetch, outcome }: Transcript, planned: FetchCase): Judgement {
  if (outcome.type === 'error') {
    const expected = 'a response that is shared';
    return { ...decidedBy(outcome), verdict: 'skip', expected, message: 'it is not shared at all' };
  }
  const shown = namesWhere(
    outcome,
    (name) =>
      !exposes(planned.place.policy, name, fetch.credentials === 'include') &&
      !isCorsSafelistedResponseHeaderName(name, []) &&
      isReadable(outcome, name),
  );
  return {
    ...decidedBy(outcome),
    verdict: shown.length === 0 ? 'pass' : 'fail',
    expected: 'no header to be readable but those that the policy exposes',
    message: shown.length === 0 ? 'none is' : `the page can read ${shown.join(', ')}`,
  };
}

/** The names of the response's headers for which `condition` holds, each once. */
function namesWhere(outcome: Outcome, condition: (name: string) => boolean): string[] {
  const names = outcome.exchanges.at(-1)?.response?.headers.map(([name]) => name.toLowerCase());
  const readable = (names ?? []).filter((name) => !isForbiddenResponseHeaderName(name));
  return [...new Set(readable)].filter(condition);
}

function isReadable(outcome: Outcome, name: string): boolean {
  return outcome.type !== 'error' && getHeader([...outcome.headers], name) !== null;
}
