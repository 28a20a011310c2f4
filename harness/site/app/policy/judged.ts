/** Whether a policy allows a fetch, and what the plainest correct server answers to it. */
import { type Intent, intentOf, type Policy } from '../../../../conformance/servers/policy.ts';
import {
  type CredentialsMode,
  corsUnsafeRequestHeaderNames,
  isMethod,
  normalizeMethod,
  type Outcome,
  parseOrigin,
  UserAgent,
} from '../../../../reference/index.ts';
import { correctParts } from '../../../self-test/correct-server.ts';
import { networkOf, serve } from '../../../self-test/serve.ts';
import { mistakeText } from '../why/question.ts';
import { readHeaders } from '../why/response-text.ts';
import type { Fields } from './written-policy.ts';

export const api = 'https://api.example';

export interface Judged {
  readonly intent: Intent;
  readonly outcome: Outcome;
}

export interface TriedFetch {
  readonly mistakes: Partial<Record<keyof Fields, string>>;
  /** Null if the fields cannot be read. */
  readonly judged: Judged | null;
}

export async function tryFetch(policy: Policy, written: Fields): Promise<TriedFetch> {
  const mistakes: Partial<Record<keyof Fields, string>> = {};
  const origin = written.origin.trim();
  const method = written.method.trim();
  if (parseOrigin(origin) === null) mistakes.origin = 'Write an origin, or null.';
  if (!isMethod(method)) mistakes.method = 'Write a method.';
  const { headers, mistakes: wrong } = readHeaders(written.requestHeaders);
  if (wrong.length > 0) mistakes.requestHeaders = mistakeText(wrong);
  if (Object.keys(mistakes).length > 0) return { mistakes, judged: null };
  const credentials = written.mode as CredentialsMode;
  const intent = intentOf(policy, {
    origin,
    credentials: credentials === 'include',
    method: normalizeMethod(method),
    unsafeHeaderNames: corsUnsafeRequestHeaderNames(headers),
  });
  const respond = serve(correctParts(policy), () => ({ status: 200, headers: [], body: '' }));
  const userAgent = new UserAgent({ network: networkOf(respond), now: () => 0 });
  const outcome = await userAgent.fetch(`${api}/`, { origin, method, headers, credentials });
  return { mistakes, judged: { intent, outcome } };
}
