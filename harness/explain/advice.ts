/** How to fix a server so that a refused fetch is shared. */
import { getHeader, type RefusedOutcome } from '../../reference/index.ts';
import { isPreflight } from '../server/replay.ts';

export function adviceFor(outcome: RefusedOutcome, origin: string, credentials: boolean): string {
  const last = outcome.exchanges.at(-1);
  const on = last !== undefined && isPreflight(last.request) ? 'the preflight' : 'the response';
  const sentOrigin = getHeader(last?.request.headers ?? [], 'Origin') ?? origin;
  const asked = (name: string) => getHeader(last?.request.headers ?? [], name) ?? '';
  const allowOrigin = `Access-Control-Allow-Origin: ${sentOrigin}`;
  switch (outcome.reason) {
    case 'allow-origin-missing':
      return credentials
        ? `if this origin may read it, send ${allowOrigin} and Access-Control-Allow-Credentials: true on ${on}, and Vary: Origin`
        : `if this origin may read it, send ${allowOrigin} on ${on}, and Vary: Origin; or send * if everyone may read it`;
    case 'allow-origin-mismatch':
      return `if this origin may read it, send exactly one line ${allowOrigin} on ${on}, byte for byte${
        credentials ? ', Access-Control-Allow-Credentials: true' : ''
      }, and Vary: Origin`;
    case 'allow-credentials-not-true':
      return `if this origin may act for the signed-in user, send Access-Control-Allow-Credentials: true on ${on}`;
    case 'preflight-status-not-ok':
      return 'answer the preflight with a status from 200 to 299, before authentication, routing and redirects';
    case 'allow-list-malformed':
      return 'send only names, separated by commas, in Access-Control-Allow-Methods and Access-Control-Allow-Headers';
    case 'method-not-allowed':
      return `add ${asked('Access-Control-Request-Method')} to Access-Control-Allow-Methods on the preflight, in exactly this letter case`;
    case 'authorization-not-listed':
      return 'add Authorization to Access-Control-Allow-Headers on the preflight: a wildcard does not cover it';
    case 'header-not-allowed':
      return `list every one of ${asked('Access-Control-Request-Headers')} in Access-Control-Allow-Headers on the preflight`;
    case 'location-invalid':
      return 'send one Location that is a URL';
    case 'location-scheme-not-http':
      return 'redirect to an http: or https: URL';
    case 'location-credentials-cross-origin':
    case 'location-credentials-after-cors':
      return 'remove the user name and the password from the URL in Location';
    case 'too-many-redirects':
      return 'redirect at most twenty times';
    default:
      return 'the server cannot fix this: the page has to fetch in another way';
  }
}
