/** What lets a fetch through, by the reason of the refusal and what the message says. */
import type { NetworkRequest } from '../../../reference/index.ts';
import { fixForReason } from '../../server/fix-for-reason.ts';
import { fixForOpaquePage, fixForRedirectedFetch } from '../null-origin.ts';
import type { Facts } from './facts.ts';

/** @param step where the standard refuses */
export function howToFix(reason: string, step: string, facts: Facts): string {
  const own = fixes[reason];
  if (own !== undefined) return typeof own === 'string' ? own : own(facts);
  const isPreflight = facts.isPreflight || step.startsWith('cors-preflight-fetch/');
  const names = [facts.header ?? 'every header that the page sets'];
  const fix = fixForReason(reason, { request: requestOf(facts, isPreflight) }, names);
  if (fix === null) throw new RangeError(`no fix for ${reason}`);
  return isPreflight || !step.startsWith('cors-check/') ? fix : `${fix} ${alsoOnPreflight}`;
}

const alsoOnPreflight = 'If the fetch has a preflight, its response needs the same.';

/** As far as the message says what was sent. */
function requestOf({ origin, method }: Facts, isPreflight: boolean): NetworkRequest {
  const asked = ['Access-Control-Request-Method', method ?? 'the method of the request'] as const;
  return {
    method: isPreflight ? 'OPTIONS' : 'GET',
    url: new URL('https://api.example/'),
    headers: [['Origin', origin ?? '<the origin of the page>'], ...(isPreflight ? [asked] : [])],
    body: null,
    includeCredentials: false,
    forceNewConnection: false,
  };
}

/** What the server alone cannot fix, and what a message says better. */
const fixes: Readonly<Record<string, string | ((facts: Facts) => string)>> = {
  'allow-origin-missing': (facts) => allowOrigin('allow-origin-missing', facts),
  'allow-origin-mismatch': (facts) => allowOrigin('allow-origin-mismatch', facts),
  'not-same-origin':
    'Fetch in cors mode, the default, and let the server allow the origin of the page.',
  'no-cors-redirect-mode': 'Leave out the option redirect, or use the mode "cors".',
  'scheme-not-http': 'Serve it over http: or https:, and the page too, and fetch that URL.',
  'range-not-requested': 'Send status 206 only in response to a request with Range.',
  'data-url-invalid': 'Write data:, the media type, a comma, and then the data.',
  'file-url': 'Serve the file over http: or https:, and fetch that URL.',
  'scheme-not-fetchable': 'Fetch an http: or https: URL.',
  'redirect-mode-error':
    'Fetch the URL that the server redirects to, or leave out the option redirect.',
  'body-not-replayable':
    'Fetch the URL that the server redirects to, or send the body as a string or a Blob.',
  'keepalive-quota-exceeded': 'Send less, or leave out keepalive.',
  'header-invalid': 'Correct the header that the page sets.',
  'keepalive-stream': 'Send the body as a string or a Blob, or leave out keepalive.',
  'url-invalid': 'Correct the URL in the page.',
  'url-includes-credentials':
    'Remove the user name and the password from the URL. Send them in the header Authorization.',
  'mode-navigate': 'Use the mode "cors", "no-cors" or "same-origin".',
  'method-invalid': 'Use a method that pages can use: all except CONNECT, TRACE and TRACK.',
  'no-cors-method-not-safelisted': 'Use the mode "cors", and let the server allow the method.',
  'body-with-get-or-head': 'Use POST or PUT, or put the data into the URL.',
  'stream-without-duplex': 'Add the option duplex: "half".',
  'stream-mode-not-cors': 'Use the mode "cors", or send the body as a string or a Blob.',
};

function allowOrigin(reason: string, facts: Facts): string {
  if (facts.isOriginHidden) return fixForRedirectedFetch;
  if (facts.origin === 'null') return fixForOpaquePage;
  const fix = fixForReason(reason, { request: requestOf(facts, facts.isPreflight) });
  const credentials = facts.allows === '*' ? ' Or leave out credentials: then * is enough.' : '';
  return `${fix} ${facts.isPreflight ? 'The response to the request itself needs the same.' : alsoOnPreflight}${credentials}`;
}
