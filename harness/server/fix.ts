/** How to meet a requirement: what the deciding step asks for, or else what the requirement says. */
import { requirementOf } from '../../conformance/servers/index.ts';
import { getHeader } from '../../reference/index.ts';
import { isPreflight } from './replay.ts';
import type { Judgement } from './result.ts';

/** @param isAllowed whether the policy allows what a step refused */
export function fixFor(
  { step, reason, exchanges, verdict }: Judgement,
  requirement: string,
  isAllowed: boolean,
): string {
  const last = exchanges.at(-1);
  const byStep =
    verdict === 'fail' && isAllowed && step !== null && last !== undefined
      ? fixForReason(reason, {
          on: isPreflight(last.request) ? 'the preflight' : 'the response',
          asked: (name) => getHeader(last.request.headers, name) ?? '',
        })
      : null;
  return byStep ?? requirementOf(requirement).fix;
}

interface Circumstances {
  /** The response that was checked: `the preflight` or `the response`. */
  readonly on: string;
  /** A header of its request. */
  readonly asked: (name: string) => string;
}

/** What would let a refused fetch through; null if the server cannot change it. */
export function fixForReason(reason: string | null, { on, asked }: Circumstances): string | null {
  switch (reason) {
    case 'allow-origin-missing':
    case 'allow-origin-mismatch':
      return `Send exactly one line Access-Control-Allow-Origin: ${asked('Origin')} on ${on}, and Vary: Origin.`;
    case 'allow-credentials-not-true':
      return `Send Access-Control-Allow-Credentials: true on ${on}.`;
    case 'preflight-status-not-ok':
      return 'Answer the preflight with a status of 200 to 299, before authentication, routing and redirects.';
    case 'allow-list-malformed':
      return 'Send only names, separated by commas, in Access-Control-Allow-Methods and Access-Control-Allow-Headers.';
    case 'method-not-allowed':
      return `Add ${asked('Access-Control-Request-Method')} to Access-Control-Allow-Methods on the preflight, in this spelling.`;
    case 'authorization-not-listed':
      return 'Add Authorization to Access-Control-Allow-Headers on the preflight. A wildcard does not cover it.';
    case 'header-not-allowed':
      return `Add the missing names of ${asked('Access-Control-Request-Headers')} to Access-Control-Allow-Headers on the preflight.`;
    default:
      return null;
  }
}
