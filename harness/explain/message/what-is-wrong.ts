/** What is wrong in a fetch, in plain words, by the reason of the refusal and what the message says. */
import { whyNullAfterRedirect } from '../null-origin.ts';
import type { Facts } from './facts.ts';

export function whatIsWrong(reason: string, facts: Facts): string {
  const sentence = sentences[reason];
  if (sentence === undefined) throw new RangeError(`unknown reason ${reason}`);
  return typeof sentence === 'string' ? sentence : sentence(facts);
}

const sentences: Readonly<Record<string, string | ((facts: Facts) => string)>> = {
  'allow-origin-missing': (facts) =>
    `${theResponse(facts)} has no Access-Control-Allow-Origin. Without it, only pages of the same origin can read the response.${errorHint(facts)}${hiddenHint(facts)}`,
  'allow-origin-mismatch': (facts) =>
    `${theResponse(facts)} does not allow the origin of the page${named(facts.origin)}. ${mismatch(facts)}${hiddenHint(facts)}`,
  'allow-credentials-not-true': (facts) =>
    `The fetch includes credentials, such as cookies. ${theResponse(facts)} must say Access-Control-Allow-Credentials: true for that, in lower case.${facts.value ? ` It says ${facts.value}.` : ''}`,
  'preflight-status-not-ok': ({ status }) =>
    `Before this fetch, the browser sends a preflight: an OPTIONS request without cookies. The server answered it with ${status === null ? 'an error or a redirect' : `the status ${status}`}. Only a status from 200 to 299 allows the fetch.`,
  'allow-list-malformed': ({ list, value }) =>
    `${list ?? 'A list'} on the response to the preflight is not a list of names${value ? `: ${value}` : ''}.`,
  'method-not-allowed': ({ method }) =>
    `The response to the preflight does not allow ${method === null ? 'the method of the request' : `the method ${method}`}.${caseHint(method)}`,
  'authorization-not-listed':
    'The request has the header Authorization. The response to the preflight does not list it, and a wildcard does not cover it.',
  'header-not-allowed': ({ header }) =>
    `The request has ${header === null ? 'a header' : `the header ${header}`} that Access-Control-Allow-Headers on the response to the preflight does not list.`,
  'not-same-origin': ({ url }) =>
    `The page fetches in same-origin mode, but ${url ?? 'the URL'} belongs to another origin.`,
  'no-cors-redirect-mode': 'In no-cors mode, a fetch must follow redirects.',
  'scheme-not-http': ({ url, origin }) =>
    `${url ?? 'The URL'} is not an http: or https: URL. CORS works only with those.${origin === 'null' || url?.startsWith('file:') ? ' A page that was opened from a file cannot load other files with CORS.' : ''}`,
  'range-not-requested': 'The response is partial (status 206), but the request has no Range.',
  'data-url-invalid': 'The data: URL cannot be decoded.',
  'file-url': 'A web page cannot fetch files of the computer that it is on.',
  'scheme-not-fetchable': ({ url }) => `URLs such as ${url ?? 'this one'} cannot be fetched.`,
  'redirect-mode-error': 'The server redirects, but the page fetches with redirect: "error".',
  'location-invalid': 'A redirect has a Location that is not a URL, or several of them.',
  'location-scheme-not-http': ({ url }) =>
    url === null || url.startsWith('http')
      ? 'A redirect leads to a URL that is not an http: or https: URL.'
      : `A redirect leads to ${url}, which is not an http: or https: URL.`,
  'too-many-redirects': 'There are more than twenty redirects, perhaps in a circle.',
  'location-credentials-cross-origin':
    'A redirect leads to another origin, and its URL has a user name or a password.',
  'location-credentials-after-cors':
    'A redirect leads back from another origin, and its URL has a user name or a password.',
  'body-not-replayable':
    'The server redirects, but the body of the request is a stream, which cannot be sent a second time.',
  'keepalive-quota-exceeded':
    'The bodies of all fetches with keepalive are more than 64 KiB together.',
  'header-invalid': ({ value }) =>
    `The page sets a header with an invalid name or value${named(value)}.`,
  'keepalive-stream': 'A fetch with keepalive cannot have a stream as its body.',
  'url-invalid': ({ url }) => `${url ?? 'What the page fetches'} is not a URL.`,
  'url-includes-credentials': 'The URL that the page fetches has a user name or a password.',
  'mode-navigate': 'The page asks for the mode "navigate", which only the browser itself can use.',
  'method-invalid': ({ method, value }) =>
    `The page uses a method that is invalid or forbidden${named(method ?? value)}.`,
  'no-cors-method-not-safelisted': ({ method, value }) =>
    `In no-cors mode, a fetch can only use GET, HEAD or POST, not ${method ?? value ?? 'another method'}.`,
  'body-with-get-or-head': 'A request with the method GET or HEAD cannot have a body.',
  'stream-without-duplex': 'The body is a stream, and the option duplex is missing.',
  'stream-mode-not-cors':
    'The body is a stream, which is possible only in cors or same-origin mode.',
};

function theResponse({ isPreflight, url }: Facts): string {
  const of = url === null ? '' : isPreflight ? ` for ${url}` : ` from ${url}`;
  return isPreflight ? `The response to the preflight${of}` : `The response${of}`;
}

function named(value: string | null): string {
  return value ? `, ${value}` : '';
}

function errorHint({ status }: Facts): string {
  if (status === null || status < 400) return '';
  return ` Its status is ${status}: perhaps it does not come from the application, but from something before it, which does not send the headers of CORS.`;
}

function hiddenHint({ isOriginHidden }: Facts): string {
  return isOriginHidden ? ` ${whyNullAfterRedirect}` : '';
}

function caseHint(method: string | null): string {
  if (method === null || method === method.toUpperCase()) return '';
  return ' Methods are case-sensitive, and browsers do not change this one to upper case.';
}

function mismatch({ allows, value, origin }: Facts): string {
  if (allows === '*') {
    return 'It sends a wildcard (*), which does not allow fetches with credentials, such as cookies.';
  }
  if (allows === 'several' || value?.includes(',')) {
    return `Access-Control-Allow-Origin has several values${value ? ` (${value})` : ''}. It must be exactly one.`;
  }
  if (value === null) return 'Access-Control-Allow-Origin is something else.';
  if (value === '') return 'Access-Control-Allow-Origin is empty.';
  if (value === `${origin}/`)
    return `Access-Control-Allow-Origin is ${value}, with a slash at the end.`;
  if (value !== origin && value.toLowerCase() === origin)
    return `Access-Control-Allow-Origin is ${value}, in another letter case.`;
  return `Access-Control-Allow-Origin is ${value}.`;
}
