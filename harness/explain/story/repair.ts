/** The smallest change of a response that removes one obstacle, as the fix of the obstacle says. */
import {
  getHeader,
  type Header,
  type NetworkRequest,
  type NetworkResponse,
} from '../../../reference/index.ts';

/** @returns null if no change of this response lets the fetch go on */
export function repaired(
  reason: string,
  { headers: asked, url }: NetworkRequest,
  response: NetworkResponse,
): NetworkResponse | null {
  const { headers } = response;
  const ask = (name: string) => getHeader(asked, name) ?? '';
  switch (reason) {
    case 'allow-origin-missing':
    case 'allow-origin-mismatch':
      return {
        ...response,
        headers: replaced(headers, 'Access-Control-Allow-Origin', ask('Origin')),
      };
    case 'allow-credentials-not-true':
      return {
        ...response,
        headers: replaced(headers, 'Access-Control-Allow-Credentials', 'true'),
      };
    case 'preflight-status-not-ok':
      return { ...response, status: 204 };
    case 'allow-list-malformed':
      return { ...response, headers: headers.map(withoutJunk) };
    case 'method-not-allowed':
      return {
        ...response,
        headers: [
          ...headers,
          ['Access-Control-Allow-Methods', ask('Access-Control-Request-Method')],
        ],
      };
    case 'authorization-not-listed':
      return { ...response, headers: [...headers, [allowHeaders, 'Authorization']] };
    case 'header-not-allowed':
      return {
        ...response,
        headers: [...headers, [allowHeaders, ask('Access-Control-Request-Headers')]],
      };
    case 'location-credentials-cross-origin':
    case 'location-credentials-after-cors':
      return { ...response, headers: headers.map((line) => withoutUser(line, url)) };
    default:
      return null;
  }
}

const allowHeaders = 'Access-Control-Allow-Headers';

/** One line of this name, in place of those that there are. */
export function replaced(headers: readonly Header[], name: string, value: string): Header[] {
  return [
    ...headers.filter(([other]) => other.toLowerCase() !== name.toLowerCase()),
    [name, value],
  ];
}

/** A list of all names that stand in a list, whatever stands between them. */
function withoutJunk([name, value]: Header): Header {
  if (!/^access-control-allow-(?:methods|headers)$/i.test(name)) return [name, value];
  return [name, (value.match(/[!#$%&'*+.^_`|~0-9A-Za-z-]+/g) ?? []).join(', ')];
}

function withoutUser([name, value]: Header, base: URL): Header {
  if (!/^location$/i.test(name) || !URL.canParse(value, base)) return [name, value];
  const url = new URL(value, base);
  [url.username, url.password] = ['', ''];
  return [name, url.href];
}
