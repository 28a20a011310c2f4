/** The judgement over all that a preflight response grants, whether or not it was asked for. */
import { intentOf } from '../../../conformance/servers/index.ts';
import {
  type Exchange,
  isCorsPreflightRequest,
  isCorsSafelistedMethod,
  isForbiddenMethod,
  isForbiddenRequestHeader,
  normalizeMethod,
} from '../../../reference/index.ts';
import type { Transcript } from '../replay.ts';
import type { Judgement } from '../result.ts';
import { decidedBy, failed, passed, skipped, undecided } from './judgement.ts';
import type { FetchPlan } from './plans.ts';
import { isHeldBack, namesIn } from './transcript.ts';

/** A preflight that is granted grants no method and no header that the policy does not allow: browsers
 *  remember all that its lists name, not only what they asked for. */
export function judgeListsAllowed(transcript: Transcript, planned: FetchPlan): Judgement {
  const { fetch, outcome } = transcript;
  const expected = 'a preflight that grants no method and no header but those of the policy';
  const preflight = outcome.exchanges.find(({ request }) => isCorsPreflightRequest(request));
  if (preflight === undefined || !isHeldBack(outcome) || !fetch.intent.allowed) {
    return skipped(decidedBy(outcome), expected, 'no preflight is allowed and granted');
  }
  const decision = undecided([preflight]);
  const [first, ...others] = refusedIn(preflight, transcript, planned);
  if (first === undefined) return passed(decision, expected, 'it grants no others');
  const { header, requirement } = first;
  const names = [first, ...others].filter((each) => each.header === header).map(nameOf);
  // Some servers keep a list in a hash table, and its order differs from run to run.
  const found = [...new Set(names)].sort();
  const message = `${header} also has ${found.join(', ')}`;
  const difference = { on: 'preflight', name: header, found, expected: [] };
  return { ...failed(decision, expected, message, difference), requirement };
}

interface Refused {
  readonly header: string;
  readonly name: string;
  readonly requirement: string;
}

function nameOf({ name }: Refused): string {
  return name;
}

/** The granted names that the policy refuses. A wildcard shows where other names are asked for. */
function refusedIn(preflight: Exchange, { fetch }: Transcript, { place }: FetchPlan): Refused[] {
  const wish = { origin: fetch.origin, credentials: fetch.credentials === 'include' };
  const methods = namesIn(preflight, 'Access-Control-Allow-Methods')
    .filter(isWorthAsking)
    .filter((method) => {
      const intent = intentOf(place.policy, { ...wish, method, unsafeHeaderNames: [] });
      return !intent.allowed && intent.because === 'method';
    })
    .map((name) => ({
      header: 'Access-Control-Allow-Methods',
      name,
      requirement: 'unlisted-method-refused',
    }));
  const isUnderWildcard = place.policy.allowHeaders?.includes('*') ?? false;
  const ofAuthorization = isUnderWildcard
    ? 'wildcard-authorization-refused'
    : 'authorization-refused';
  const headers = namesIn(preflight, 'Access-Control-Allow-Headers')
    .map((name) => name.toLowerCase())
    .filter((name) => name !== '*' && !harmless.has(name) && !isForbiddenRequestHeader(name, ''))
    .filter((name) => {
      const { method } = fetch;
      const intent = intentOf(place.policy, { ...wish, method, unsafeHeaderNames: [name] });
      return !intent.allowed && intent.because === 'header';
    })
    .map((name) => ({
      header: 'Access-Control-Allow-Headers',
      name,
      requirement: name === 'authorization' ? ofAuthorization : 'unlisted-header-refused',
    }));
  return [...methods, ...headers];
}

/** Whether a page could send the method only with a preflight that grants it. OPTIONS is not counted:
 *  many servers list it since they answer it. */
function isWorthAsking(method: string): boolean {
  return (
    method !== '*' &&
    method !== 'OPTIONS' &&
    !isCorsSafelistedMethod(method) &&
    !isForbiddenMethod(method) &&
    normalizeMethod(method) === method
  );
}

/** With usual values, pages send these headers without a preflight. A case of its own is about unusual
 *  values of Content-Type. */
const harmless = new Set([
  'accept',
  'accept-language',
  'content-language',
  'content-type',
  'range',
]);
