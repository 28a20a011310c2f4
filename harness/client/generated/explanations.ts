/** Which known deviations of a client explain why a generated case differs. The deviations are those of
 *  `implementations/clients/<client>/known-deviations.json`; this file says which cases they concern. */

import type { ExchangeCase, HeaderLine, PageFetch } from '../../../conformance/exchanges.ts';
import {
  corsUnsafeRequestHeaderNames,
  isCorsSafelistedMethod,
  normalizeMethod,
} from '../../../reference/index.ts';
import { type ClientDifference, isOfRequest, type RequestDifference } from '../differences.ts';
import {
  authorizationCoveredByWildcard,
  type Circumstances,
  type Explains,
  isRedirect,
  linesOf,
  valuesOf,
} from './circumstances.ts';
import { happyDOM } from './explanations-of-happy-dom.ts';
import { jsdom } from './explanations-of-jsdom.ts';

/** @returns the ids of the deviations that explain all of the differences together; null if one of the
 *    differences stays unexplained */
export function explanationOf(
  client: string,
  { given, expect }: ExchangeCase,
  differences: readonly ClientDifference[],
): string[] | null {
  const circumstances = {
    fetch: given.fetches[0],
    rules: given.server,
    expected: expect[0],
  } as Circumstances;
  const used: string[] = [];
  let unexplained = differences;
  for (const [id, explains] of Object.entries(explanations[client] ?? {})) {
    const left = unexplained.filter((difference) => !explains(circumstances, difference));
    if (left.length < unexplained.length) used.push(id);
    unexplained = left;
  }
  return unexplained.length === 0 ? used : null;
}

/** The deviations that can explain a difference of `client`. */
export function explainingDeviations(client: string): string[] {
  return Object.keys(explanations[client] ?? {});
}

const safelistedNames = ['accept', 'accept-language', 'content-language', 'content-type', 'range'];

const listenerGrantsNoMethod: Explains = ({ fetch, rules }) =>
  fetch.uploadListener &&
  !isCorsSafelistedMethod(normalizeMethod(fetch.method)) &&
  rules.some(
    (rule) =>
      rule.on.method === 'OPTIONS' && linesOf(rule, 'access-control-allow-methods').length === 0,
  );

const redirectWithoutLocation: Explains = ({ fetch, rules, expected }) =>
  fetch.redirect === 'error' &&
  'reason' in expected &&
  expected.reason === 'redirect-mode-error' &&
  rules.some((rule) => isRedirect(rule) && linesOf(rule, 'location').length === 0);

const severalLocations: Explains = ({ rules }) =>
  rules.some((rule) => linesOf(rule, 'location').length > 1);

/** Lines of one name, which together are not safelisted, though each one is. */
const linesCombined: Explains = ({ fetch }) =>
  safelistedNames.some((name) => {
    const values = valuesOf(fetch, name);
    if (values.length < 2) return false;
    const isUnsafe = (value: string) => corsUnsafeRequestHeaderNames([[name, value]]).length > 0;
    return isUnsafe(values.join(', ')) !== values.some(isUnsafe);
  });

const rangeBeyondIntegers: Explains = ({ fetch }) =>
  valuesOf(fetch, 'range').some((value) => /\d{19}/.test(value));

const originWithStorageAccess: Explains = ({ fetch }, difference) =>
  fetch.page === 'null' &&
  fetch.mode === 'no-cors' &&
  fetch.credentials === 'include' &&
  isOfRequest(difference, 'origin') &&
  difference.found === 'null' &&
  difference.expected === null;

/** A request that lost its body, and is led on once more. */
const bodyHeadersReturn: Explains = ({ fetch, rules }) =>
  /^post$/i.test(fetch.method) &&
  fetch.headers.some(([name]) => /^content-(?:encoding|language|location|type)$/i.test(name)) &&
  rules.filter(isRedirect).length > 1;

const explanations: Readonly<Record<string, Readonly<Record<string, Explains>>>> = {
  jsdom,
  'happy-dom': happyDOM,
  chromium: {
    'authorization-covered-by-wildcard': authorizationCoveredByWildcard,
    'upload-listener-grants-no-method': listenerGrantsNoMethod,
    'upload-listener-without-body': ({ fetch }) => fetch.uploadListener && !fetch.body,
    'client-hints-safelisted': ({ fetch }) =>
      fetch.headers.some(([name]) =>
        /^(?:dpr|device-memory|downlink|ect|rtt|save-data|viewport-width|width)$/i.test(name),
      ),
    'redirect-without-location': redirectWithoutLocation,
    'redirect-to-nowhere-unread': ({ fetch, expected }) =>
      fetch.redirect === 'manual' && expected.type === 'opaqueredirect',
    'location-lines-that-agree': severalLocations,
    'location-with-credentials': ({ rules }) =>
      rules.some((rule) => linesOf(rule, 'location').some((value) => value.includes('@'))),
    'lines-combined': linesCombined,
    'range-beyond-integers': rangeBeyondIntegers,
    'range-rewritten': (_, difference) =>
      isOfRequest(difference, 'range') && difference.found?.startsWith('bytes=') === true,
    'origin-with-storage-access': originWithStorageAccess,
    'null-origin-after-redirect': ({ fetch }, difference) =>
      fetch.mode === 'no-cors' &&
      isOfRequest(difference, 'origin') &&
      difference.found === 'null' &&
      difference.expected === '{A}',
  },
  firefox: {
    'authorization-covered-by-wildcard': authorizationCoveredByWildcard,
    'upload-listener-grants-no-method': listenerGrantsNoMethod,
    'location-lines-that-agree': severalLocations,
    'range-beyond-integers': rangeBeyondIntegers,
    'origin-with-storage-access': originWithStorageAccess,
    'preflight-origin-untainted': ({ expected }) =>
      expected.wire.some(
        (sent, index) => index > 0 && sent.method === 'OPTIONS' && originOf(sent) === 'null',
      ),
    'preflight-after-redirect': ({ fetch, expected: { wire } }) =>
      wire.some(({ method }, index) => {
        const before = wire.slice(0, index);
        const wasPreflighted = before.some((sent) => sent.method === 'OPTIONS');
        return (
          index > 0 &&
          method !== 'OPTIONS' &&
          before.at(-1)?.method !== 'OPTIONS' &&
          (wasPreflighted || valuesOf(fetch, 'authorization').length > 0)
        );
      }),
    'request-headers-repeated': ({ fetch }, difference) =>
      hasRepeatedNames(fetch) && isOfRequest(difference, 'access-control-request-headers'),
    'empty-lines-dropped': ({ fetch }, difference) =>
      hasRepeatedNames(fetch) &&
      fetch.headers.some(([, value]) => value === '') &&
      isAnotherValue(difference),
    'last-line-wins': ({ fetch }, difference) =>
      ['authorization', 'content-type'].some((name) => valuesOf(fetch, name).length > 1) &&
      ['authorization', 'content-type'].includes(difference.name) &&
      isAnotherValue(difference),
    'body-headers-return': bodyHeadersReturn,
    'malformed-expose-with-wildcard': ({ rules }, difference) =>
      difference.on === 'page' &&
      difference.name === 'hidden' &&
      rules.some((rule) =>
        linesOf(rule, 'access-control-expose-headers').some((value) => value.includes('*')),
      ),
    'obs-text-unsafe': ({ fetch }) =>
      safelistedNames.some((name) =>
        valuesOf(fetch, name).some((value) => /[\x80-\xff]/.test(value)),
      ),
    'content-type-read-otherwise': ({ fetch }) =>
      /,|^[^;]*\/[^\s;]*[\t ]+[^\s;]/.test(valuesOf(fetch, 'content-type').join(',')),
  },
  webkit: {
    'authorization-covered-by-wildcard': authorizationCoveredByWildcard,
    'upload-listener-grants-no-method': listenerGrantsNoMethod,
    'redirect-without-location': redirectWithoutLocation,
    'location-lines-combined': severalLocations,
    'lines-combined': linesCombined,
    'range-beyond-integers': rangeBeyondIntegers,
    'range-read-loosely': ({ fetch }) =>
      valuesOf(fetch, 'range').some(
        (value) => value.includes('+') || (/^bytes/i.test(value) && !value.startsWith('bytes')),
      ),
    'preflight-to-location-with-credentials': ({ expected }) =>
      'reason' in expected && expected.reason === 'location-credentials-cross-origin',
    'header-values-in-utf-8': (_, difference) =>
      isAnotherValue(difference) &&
      difference.found === Buffer.from(difference.expected).toString('latin1'),
    'origin-kept-on-rewritten-request': (_, difference) =>
      isOfRequest(difference, 'origin') &&
      difference.on.startsWith('GET ') &&
      (difference.found === '{A}' || difference.found === 'null') &&
      difference.expected === null,
    'authorization-kept-on-redirect': ({ fetch, expected }) =>
      valuesOf(fetch, 'authorization').length > 0 &&
      new Set(expected.wire.map(({ origin }) => origin)).size > 1,
    'rewritten-request-preflighted-as-before': ({ fetch, rules }) =>
      !/^(?:get|head)$/i.test(fetch.method) &&
      rules.some(
        (rule) =>
          'status' in rule &&
          (rule.status === 303 ||
            (/^post$/i.test(fetch.method) && (rule.status === 301 || rule.status === 302))),
      ),
    'body-headers-return': bodyHeadersReturn,
    'delete-becomes-get': ({ fetch, rules }) =>
      /^delete$/i.test(fetch.method) && rules.some(isRedirect),
    'credentials-after-own-origin': ({ fetch, expected }) =>
      fetch.page === 'A' &&
      fetch.url.startsWith('{A}') &&
      fetch.credentials === 'same-origin' &&
      expected.wire.some(({ origin }) => origin !== 'A'),
  },
};

/** Whether something was sent with a value, but not with the right one. */
function isAnotherValue(
  difference: ClientDifference,
): difference is RequestDifference & { readonly found: string; readonly expected: string } {
  return isOfRequest(difference) && difference.found !== null && difference.expected !== null;
}

function hasRepeatedNames({ headers }: PageFetch): boolean {
  return new Set(headers.map(([name]) => name.toLowerCase())).size < headers.length;
}

function originOf({ headers }: { readonly headers: readonly HeaderLine[] }): string | undefined {
  return headers.find(([name]) => name === 'Origin')?.[1];
}
