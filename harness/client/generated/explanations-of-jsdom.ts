/** Which known deviations of jsdom explain why a generated case differs. */
import {
  corsUnsafeRequestHeaderNames,
  extractHeaderListValues,
  type Header,
} from '../../../reference/index.ts';
import { type ClientDifference, isOfRequest } from '../differences.ts';
import {
  authorizationCoveredByWildcard,
  type Circumstances,
  type Explains,
  goesFurther,
  hasInList,
  isOfCourse,
  isOfExposure,
  isRedirect,
  isRefusedFor,
  linesOf,
  namesAskedFor,
  originsOf,
  stopsAtPreflight,
  valuesOf,
} from './circumstances.ts';

const safelistedNames = ['accept', 'accept-language', 'content-language', 'content-type'];
const allowHeaders = 'access-control-allow-headers';
const exposeHeaders = 'access-control-expose-headers';
const wildcardHeaders = [
  'access-control-allow-origin',
  'access-control-allow-methods',
  allowHeaders,
  exposeHeaders,
];

/** XMLHttpRequest combines lines of one name before anything looks at them. */
const unsafeNames = ({ fetch }: Circumstances) => {
  const names = [...new Set(fetch.headers.map(([name]) => name.toLowerCase()))];
  return corsUnsafeRequestHeaderNames(
    names.map((name): Header => [name, valuesOf(fetch, name).join(', ')]),
  );
};

/** Headers that need a preflight by their values. */
const unsafeByValue = (circumstances: Circumstances) =>
  unsafeNames(circumstances).filter((name) => safelistedNames.includes(name));

/** Headers that need no preflight by their values. */
const safeByValue = (circumstances: Circumstances) =>
  valuesOf(circumstances.fetch, 'range').length > 0 && !unsafeNames(circumstances).includes('range')
    ? ['range']
    : [];

/** Whether the preflight asks for the same headers, but for those of `found` and of `expected`. */
function asksAlike(
  difference: ClientDifference,
  { found = [], expected = [] }: { found?: readonly string[]; expected?: readonly string[] },
): boolean {
  const without = (value: string | null, names: readonly string[]) =>
    String(namesAskedFor(value).filter((name) => !names.includes(name)));
  return (
    isOfRequest(difference, 'access-control-request-headers') &&
    without(difference.found, found) === without(difference.expected, expected)
  );
}

const isExposeListMalformed = ({ rules }: Circumstances) =>
  rules.some((rule) => {
    const lines = linesOf(rule, exposeHeaders).map((value): Header => [exposeHeaders, value]);
    return extractHeaderListValues(exposeHeaders, lines) === 'failure';
  });

/** Before a comma or at the end. */
const spaceAfterName = /[\t ](?:,|$)/;

export const jsdom: Readonly<Record<string, Explains>> = {
  'authorization-covered-by-wildcard': authorizationCoveredByWildcard,
  'request-headers-as-written': (_, difference) => asksAlike(difference, {}),
  'safelist-by-name': (circumstances, difference) => {
    const expected = unsafeByValue(circumstances);
    if (expected.length === 0) return false;
    // Others are asked for as they are written.
    const found = safeByValue(circumstances);
    return isOfCourse(difference) || asksAlike(difference, { found, expected });
  },
  'range-not-safelisted': (circumstances, difference) => {
    const found = safeByValue(circumstances);
    if (found.length === 0) return false;
    return isOfCourse(difference) || asksAlike(difference, { found });
  },
  'methods-not-checked': (circumstances, difference) =>
    goesFurther(difference) && isRefusedFor(circumstances, 'method-not-allowed'),
  'malformed-lists-read': (circumstances, difference) =>
    isOfExposure(difference)
      ? isExposeListMalformed(circumstances)
      : goesFurther(difference) && isRefusedFor(circumstances, 'allow-list-malformed'),
  'wildcards-with-credentials': (circumstances, difference) =>
    circumstances.fetch.credentials === 'include' &&
    (goesFurther(difference) || (isOfExposure(difference) && difference.name === 'hidden')) &&
    hasInList(circumstances, wildcardHeaders, /\*/),
  'allow-headers-lines-apart': ({ rules }, difference) =>
    stopsAtPreflight(difference) && rules.some((rule) => linesOf(rule, allowHeaders).length > 1),
  'white-space-after-names': (circumstances, difference) =>
    (isOfExposure(difference) &&
      difference.name === 'exposed' &&
      hasInList(circumstances, [exposeHeaders], spaceAfterName)) ||
    (stopsAtPreflight(difference) && hasInList(circumstances, [allowHeaders], spaceAfterName)),
  'no-preflight-after-redirect': ({ expected: { wire } }, difference) =>
    isOfCourse(difference) &&
    wire.some(
      ({ method }, index) =>
        method === 'OPTIONS' && index > 0 && wire[index - 1]?.method !== 'OPTIONS',
    ),
  'own-origin-is-home-again': (circumstances, difference) =>
    (isOfCourse(difference) || isOfExposure(difference) || isOfRequest(difference, 'origin')) &&
    circumstances.rules.some(isRedirect) &&
    /[BC].*A/.test(originsOf(circumstances.rules)),
  'origin-only-across-origins': (_, difference) =>
    isOfRequest(difference, 'origin') && difference.found === null && difference.expected === '{A}',
  'taint-forgotten': ({ fetch, expected: { wire } }, difference) =>
    isOfCourse(difference) &&
    fetch.page === 'A' &&
    wire.some(({ headers }) =>
      headers.some(([name, value]) => name === 'Origin' && value === 'null'),
    ),
};
