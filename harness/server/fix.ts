/** How to meet a requirement: what the deciding step asks for, or else what the requirement says. */
import { requirementOf } from '../../conformance/servers/index.ts';
import {
  type Exchange,
  getHeader,
  isCorsPreflightRequest,
  type RefusedOutcome,
} from '../../reference/index.ts';
import type { Judgement } from './result.ts';

/** What a page has to change if the server cannot. */
const fetchOtherwise = 'The server cannot fix this: the page has to fetch in another way.';

/** How to let a refused fetch through, whoever has to change something. */
export function fixForOutcome({ reason, exchanges }: RefusedOutcome): string {
  const last = exchanges.at(-1);
  return (last === undefined ? null : fixForReason(reason, last)) ?? fetchOtherwise;
}

/** @param isAllowed whether the policy allows what a step refused */
export function fixFor(
  { reason, exchanges, verdict }: Judgement,
  requirement: string,
  isAllowed: boolean,
): string {
  const last = exchanges.at(-1);
  const byStep =
    verdict === 'fail' && isAllowed && last !== undefined ? fixForReason(reason, last) : null;
  return byStep ?? requirementOf(requirement).fix;
}

/**
 * What would let a refused fetch through.
 *
 * @param last the exchange in which a step refused
 * @returns null if the server cannot change it
 */
export function fixForReason(
  reason: string | null,
  { request }: Pick<Exchange, 'request'>,
): string | null {
  const on = isCorsPreflightRequest(request) ? 'the preflight' : 'the response';
  const asked = (name: string) => getHeader(request.headers, name) ?? '';
  switch (reason) {
    case 'allow-origin-missing':
    case 'allow-origin-mismatch':
      return `Send exactly one line Access-Control-Allow-Origin: ${asked('Origin')} on ${on}, and Vary: Origin.`;
    case 'allow-credentials-not-true':
      return `Send Access-Control-Allow-Credentials: true on ${on}.`;
    case 'preflight-status-not-ok':
      return 'Answer the preflight with a status from 200 to 299, before authentication, routing and redirects.';
    case 'allow-list-malformed':
      return 'Send only names, separated by commas, in Access-Control-Allow-Methods and Access-Control-Allow-Headers.';
    case 'method-not-allowed':
      return `Add ${asked('Access-Control-Request-Method')} to Access-Control-Allow-Methods on the preflight, in exactly this letter case.`;
    case 'authorization-not-listed':
      return 'Add Authorization to Access-Control-Allow-Headers on the preflight. A wildcard does not cover it.';
    case 'header-not-allowed':
      return `List every one of ${asked('Access-Control-Request-Headers')} in Access-Control-Allow-Headers on the preflight.`;
    case 'location-invalid':
      return 'Send one Location that is a URL.';
    case 'location-scheme-not-http':
      return 'Redirect to an http: or https: URL.';
    case 'location-credentials-cross-origin':
    case 'location-credentials-after-cors':
      return 'Remove the user name and the password from the URL in Location.';
    case 'too-many-redirects':
      return 'Redirect at most twenty times.';
    default:
      return null;
  }
}
