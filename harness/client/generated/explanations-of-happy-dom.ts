/** Which known deviations of happy-dom explain why a generated case differs. */
import { normalizeMethod } from '../../../reference/index.ts';
import { isOfRequest } from '../differences.ts';
import {
  type Circumstances,
  type Explains,
  goesFurther,
  hasInList,
  isOfCourse,
  isOfExposure,
  isRedirect,
  isRefusedFor,
  namesAskedFor,
  stopsAtPreflight,
  valuesOf,
} from './circumstances.ts';

/** Whether a request to another origin has to be sent without a preflight. */
const hasUnasked = ({ fetch, expected: { wire } }: Circumstances) =>
  wire.some(
    ({ method, origin }, index) =>
      method !== 'OPTIONS' &&
      wire[index - 1]?.method !== 'OPTIONS' &&
      (fetch.page === 'null' || origin !== 'A'),
  );

/** Whether the method is sent otherwise than the page wrote it, or not at all. */
const isMethodChanged = ({ fetch: { method } }: Circumstances) =>
  normalizeMethod(method) !== method.toUpperCase() || !/^[a-z]+$/i.test(method);

const asked = 'access-control-request-headers';
const corsCheckReasons = [
  'allow-origin-missing',
  'allow-origin-mismatch',
  'allow-credentials-not-true',
];
const grantReasons = [
  'allow-origin-mismatch',
  'allow-credentials-not-true',
  'allow-list-malformed',
  'method-not-allowed',
  'authorization-not-listed',
  'header-not-allowed',
];

export const happyDOM: Readonly<Record<string, Explains>> = {
  'origin-only-across-origins': (_, difference) =>
    isOfRequest(difference, 'origin') && difference.found === null && difference.expected === '{A}',
  'request-headers-all': ({ fetch }, difference) => {
    if (!isOfRequest(difference, asked)) return false;
    const all = fetch.headers.map(([name]) => name).join();
    // The type of a body may be added to what the page sets.
    return [all, `${all},Content-Type`]
      .slice(0, fetch.body === null ? 1 : 2)
      .some((names) => String(namesAskedFor(difference.found)) === String(namesAskedFor(names)));
  },
  'methods-upper-cased': (circumstances, difference) =>
    isMethodChanged(circumstances) &&
    (isOfCourse(difference) || isOfRequest(difference, 'access-control-request-method')),
  'preflight-redirected': (circumstances, difference) =>
    goesFurther(difference) &&
    isRefusedFor(circumstances, 'preflight-status-not-ok') &&
    circumstances.rules.some((rule) => rule.on.method === 'OPTIONS' && isRedirect(rule)),
  'manual-redirect-readable': ({ fetch, expected }, difference) =>
    fetch.redirect === 'manual' &&
    expected.type === 'opaqueredirect' &&
    difference.on === 'page' &&
    difference.found === 'basic',
  'responses-not-checked': (circumstances, difference) =>
    (isOfExposure(difference) && difference.name === 'hidden') ||
    (difference.name === 'outcome' &&
      difference.found === 'basic' &&
      ['cors', 'opaque'].includes(String(difference.expected))) ||
    (goesFurther(difference) && isRefusedFor(circumstances, ...corsCheckReasons)),
  'grants-not-checked': (circumstances, difference) =>
    stopsAtPreflight(difference) ||
    (goesFurther(difference) && isRefusedFor(circumstances, ...grantReasons)),
  'preflights-everything': (circumstances, difference) =>
    isOfCourse(difference) && hasUnasked(circumstances),
  'no-cors-headers-kept': ({ fetch }, difference) =>
    fetch.mode === 'no-cors' && isOfRequest(difference) && difference.found !== null,
  'request-constructor': ({ fetch }, difference) => fetch.mode !== 'cors' && isOfCourse(difference),
  // A redirect to a URL that it rejects is handled where nobody catches the error.
  'no-settling': (circumstances, { name, found }) =>
    name === 'outcome' && found === 'unsettled' && hasInList(circumstances, ['location'], /@/),
  redirects: ({ rules }, difference) =>
    rules.some(isRedirect) &&
    (isOfCourse(difference) ||
      (isOfRequest(difference, 'origin') && difference.expected === 'null') ||
      (isOfRequest(difference, 'access-control-request-method') && difference.found === 'GET') ||
      isOfRequest(difference, asked)),
  'lines-not-combined': ({ fetch }, difference) =>
    isOfRequest(difference) && valuesOf(fetch, difference.name).length > 1,
};
