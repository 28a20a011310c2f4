/** Judgements over the response headers that a page can read. */
import { exposes } from '../../../conformance/servers/index.ts';
import {
  getHeader,
  isCorsSafelistedResponseHeaderName,
  isForbiddenResponseHeaderName,
  type Outcome,
} from '../../../reference/index.ts';
import type { Transcript } from '../replay.ts';
import type { Judgement } from '../result.ts';
import { decidedBy, failed, passed, skipped } from './judgement.ts';
import type { FetchPlan } from './judgements.ts';
import { judgeOutcome } from './sharing.ts';

/** The page can read every response header that the policy exposes. */
export function judgeExposed(transcript: Transcript, planned: FetchPlan): Judgement {
  const { fetch, outcome } = transcript;
  const names = namesWhere(outcome, (name) =>
    exposes(planned.place.policy, name, fetch.credentials === 'include'),
  );
  if (!fetch.intent.allowed || names.length === 0) {
    const expected = 'a response with a header that the policy exposes';
    return skipped(decidedBy(outcome), expected, 'the policy exposes none of its headers');
  }
  if (outcome.type === 'error') return judgeOutcome(transcript, planned);
  const expected = `${names.join(', ')} can be read`;
  const missing = names.filter((name) => !isReadable(outcome, name));
  if (missing.length === 0) return passed(decidedBy(outcome), expected, 'all of them can');
  const message = `the page cannot read ${missing.join(', ')}`;
  const difference = { on: 'page', name: 'exposed', found: 'hidden', expected: missing };
  const judgement = failed(decidedBy(outcome), expected, message, difference);
  const isAboutError = outcome.status >= 400;
  return isAboutError ? { ...judgement, requirement: 'error-response-shared' } : judgement;
}

/** The page cannot read a response header that the policy does not expose. */
export function judgeHidden({ fetch, outcome }: Transcript, planned: FetchPlan): Judgement {
  if (outcome.type === 'error') {
    const expected = 'a response that is shared';
    return skipped(decidedBy(outcome), expected, 'the response is not shared at all');
  }
  const expected = 'only headers that the policy exposes can be read';
  const shown = namesWhere(
    outcome,
    (name) =>
      !exposes(planned.place.policy, name, fetch.credentials === 'include') &&
      !isCorsSafelistedResponseHeaderName(name, []) &&
      isReadable(outcome, name),
  );
  if (shown.length === 0) return passed(decidedBy(outcome), expected, 'no others can be read');
  const message = `the page can read ${shown.join(', ')}`;
  const difference = { on: 'page', name: 'hidden', found: shown, expected: [] };
  return failed(decidedBy(outcome), expected, message, difference);
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
