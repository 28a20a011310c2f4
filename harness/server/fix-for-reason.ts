/** How to let a refused fetch through, by the reason of the refusal. Browsers can load this module. */
import { type Exchange, getHeader, isCorsPreflightRequest } from '../../reference/index.ts';

/**
 * What would let a refused fetch through.
 *
 * @param last the exchange in which a step refused
 * @param names the headers that are not allowed; by default, all that the preflight asks for
 * @returns null if the server cannot change it
 */
export function fixForReason(
  reason: string | null,
  { request }: Pick<Exchange, 'request'>,
  names: readonly string[] = [],
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
      if (names.length > 0) {
        return `Add ${names.join(', ')} to Access-Control-Allow-Headers on the preflight.`;
      }
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
