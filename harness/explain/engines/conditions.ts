/** When an engine takes another way than the standard: conditions on the path of a fetch. Each is exact on
 *  the corpus: a test compares it with the known deviations of the engines. */
import {
  byteLowercase,
  corsUnsafeRequestHeaderNames,
  extractHeaderListValues,
  type Header,
  isCorsSafelistedMethod,
  isCorsSafelistedRequestHeader,
} from '../../../reference/index.ts';
import { type BrowserPath, type PathStep, valuesOf } from './browser-path.ts';

export type Condition = (path: BrowserPath) => boolean;

export const authorizationUnderWildcard: Condition = ({ story, steps }) => {
  const headers = steps.at(-1)?.preflight?.exchange.response?.headers ?? [];
  const names = extractHeaderListValues('Access-Control-Allow-Headers', [...headers]);
  return (
    story.decision?.reason === 'authorization-not-listed' &&
    story.fetch.credentials !== 'include' &&
    names !== 'failure' &&
    names?.includes('*') === true
  );
};

/** Whether the page's lines need another preflight once those of one name are one line. */
export const otherwiseCombined: Condition = (path) => {
  const combined = new Map<string, Header>();
  for (const [name, value] of path.lines) {
    const key = byteLowercase(name);
    const known = combined.get(key);
    combined.set(key, [name, known === undefined ? value : `${known[1]}, ${value}`]);
  }
  return isCrossing(path) && unsafeNames([...combined.values()]) !== unsafeNames(path.lines);
};

/** Whether only the limit on all safelisted headers together makes a name unsafe. */
export const overTheSum: Condition = (path) => {
  const alone = path.lines.filter(([name, value]) => !isCorsSafelistedRequestHeader(name, value));
  return isCrossing(path) && unsafeNames(alone) !== unsafeNames(path.lines);
};

/** Beyond 64 bits. */
export const hugeRange: Condition = (path) =>
  safelistedRanges(path).some((value) =>
    (value.match(/\d+/g) ?? []).some((number) => BigInt(number) >= 2n ** 64n),
  );

export const rangeWithLeadingZeros: Condition = (path) =>
  safelistedRanges(path).some((value) => /[=-]0\d/.test(value));

/** A Range that is safelisted only in a loose reading. */
export const looseRange: Condition = (path) =>
  isCrossing(path) &&
  valuesOf(path.lines, 'range').some(
    (value) =>
      !isCorsSafelistedRequestHeader('Range', value) &&
      isCorsSafelistedRequestHeader('Range', byteLowercase(value).replace('+', '')),
  );

/** Hints with values that the corpus has. */
export const clientHint: Condition = (path) =>
  isCrossing(path) &&
  (valuesOf(path.lines, 'save-data').includes('on') ||
    valuesOf(path.lines, 'dpr').some((value) => /^\d+(?:\.\d+)?$/.test(value)));

export const highBytes: Condition = (path) =>
  isCrossing(path) &&
  path.lines.some(
    ([name, value]) => /[\x80-\xff]/.test(value) && isCorsSafelistedRequestHeader(name, value),
  );

export const highBytesInUnsafeHeader: Condition = ({ lines }) =>
  lines.some(
    ([name, value]) => /[\x80-\xff]/.test(value) && !isCorsSafelistedRequestHeader(name, value),
  );

export const commaInContentType: Condition = (path) =>
  isCrossing(path) &&
  valuesOf(path.lines, 'content-type').some(
    (value) => value.includes(',') && isCorsSafelistedRequestHeader('Content-Type', value),
  );

export const severalUnsafeLines: Condition = (path) =>
  isCrossing(path) &&
  path.lines.some(
    ([name, value]) =>
      !isCorsSafelistedRequestHeader(name, value) &&
      // Of these, the last line alone is left.
      !/^(?:authorization|content-type)$/i.test(name) &&
      valuesOf(path.lines, byteLowercase(name)).length > 1,
  );

export const severalAuthorizations: Condition = ({ lines }) =>
  valuesOf(lines, 'authorization').length > 1;

export const emptyLineBeforeAnother: Condition = ({ lines }) =>
  lines.some(([name, value]) => {
    const values = valuesOf(lines, byteLowercase(name));
    return value === '' && values.indexOf('') < values.length - 1;
  });

export const malformedExposeWithWildcard: Condition = ({ story, steps }) => {
  const headers = [...(steps.at(-1)?.response?.headers ?? [])];
  return (
    story.verdict === 'shared' &&
    steps.at(-1)?.isCORS === true &&
    story.fetch.credentials !== 'include' &&
    extractHeaderListValues('Access-Control-Expose-Headers', headers) === 'failure' &&
    valuesOf(headers, 'access-control-expose-headers').some((value) =>
      value.split(',').some((member) => member.trim() === '*'),
    )
  );
};

export const emptyLocation: Condition = (path) =>
  isFollowed(path, ({ locations }) => locations.length === 1 && locations[0] === '');

export const severalLocations: Condition = (path) =>
  isFollowed(path, ({ locations }) => locations.length > 1);

export const locationsThatAgree: Condition = (path) =>
  isFollowed(path, ({ locations }) => locations.length > 1 && new Set(locations).size === 1);

export const redirectErrorWithoutLocation: Condition = ({ story, steps }) =>
  story.decision?.reason === 'redirect-mode-error' &&
  valuesOf(steps.at(-1)?.response?.headers ?? [], 'location').length === 0;

export const manualRedirectToNowhere: Condition = ({ story, steps }) =>
  story.verdict === 'opaque' &&
  story.fetch.redirect === 'manual' &&
  steps.some(
    ({ isRedirect, response, url }) =>
      isRedirect &&
      valuesOf(response?.headers ?? [], 'location').some((value) => !URL.canParse(value, url)),
  );

export const redirectToPassword: Condition = ({ steps }) =>
  steps.some(({ url }) => url.username !== '' || url.password !== '');

/** From the page's own origin to a URL of another one with a password, by a request that needs a preflight
 *  there. */
export const preflightBeforePassword: Condition = ({ story, steps, lines }) =>
  story.decision?.reason === 'location-credentials-cross-origin' &&
  steps.at(-1)?.isCORS === false &&
  (!isCorsSafelistedMethod(steps.at(-1)?.method ?? 'GET') || unsafeNames(lines) !== '');

export const taintedPreflight: Condition = ({ story, steps }) =>
  story.fetch.origin !== 'null' &&
  steps.some(
    ({ preflight }) =>
      preflight !== null && valuesOf(preflight.exchange.headers, 'origin')[0] === 'null',
  );

/** A hop that needs no preflight any more, though the request once would have. */
export const preflightNotNeededAnyMore: Condition = ({ steps, lines }) =>
  steps.some(
    ({ isCORS, preflight }, index) =>
      index > 0 &&
      isCORS &&
      preflight === null &&
      (steps.slice(0, index).some((step) => step.preflight !== null) ||
        valuesOf(lines, 'authorization').length > 0),
  );

/** A redirect that turns the request into a GET, and another redirect after it. */
export const bodyHeadersOverTwoRedirects: Condition = ({ steps, story }) =>
  story.fetch.headers.some(([name]) =>
    /^content-(?:encoding|language|location|type)$/i.test(name),
  ) && rewrites(steps).some((index) => steps.length > index + 1);

/** After a start at the page's own origin, a redirect of another origin. */
export const ownOriginFirst: Condition = ({ story, steps, lines }) =>
  story.fetch.credentials === 'same-origin' &&
  steps[0]?.isCORS === false &&
  steps.some(({ isCORS, isRedirect }, index) => isCORS && isRedirect && index < steps.length - 1) &&
  // Where Authorization is sent, the preflight differs before.
  valuesOf(lines, 'authorization').length === 0;

export const authorizationToAnotherOrigin: Condition = ({ steps, lines }) =>
  valuesOf(lines, 'authorization').length > 0 &&
  steps.some(({ url }, index) => index > 0 && url.origin !== steps[index - 1]?.url.origin);

export const rewrittenAtOwnOrigin: Condition = ({ steps }) =>
  rewrites(steps).some((index) => steps[index]?.isCORS === false);

export const rewrittenAfterPreflight: Condition = ({ steps }) =>
  rewrites(steps).some((index) => (steps[index - 1]?.preflight ?? null) !== null);

export const deleteToAnotherOrigin: Condition = ({ steps }) =>
  steps.some(
    ({ method, url }, index) =>
      index > 0 &&
      method === 'DELETE' &&
      steps[index - 1]?.isCORS === true &&
      steps[index - 1]?.url.origin !== url.origin,
  );

/** Whether the standard's rules for headers and methods apply at once. */
function isCrossing({ steps, story }: BrowserPath): boolean {
  return steps[0]?.isCORS === true && story.fetch.mode === 'cors';
}

function unsafeNames(lines: readonly Header[]): string {
  return corsUnsafeRequestHeaderNames([...lines]).join();
}

function safelistedRanges(path: BrowserPath): string[] {
  if (!isCrossing(path)) return [];
  return valuesOf(path.lines, 'range').filter((value) =>
    isCorsSafelistedRequestHeader('Range', value),
  );
}

/** Whether the fetch follows redirects, and comes to one like this. */
function isFollowed(
  { story, steps }: BrowserPath,
  isLike: (redirect: { locations: string[] }) => boolean,
): boolean {
  return (
    story.fetch.redirect === 'follow' &&
    steps.some(
      ({ isRedirect, response }) =>
        isRedirect && isLike({ locations: valuesOf(response?.headers ?? [], 'location') }),
    )
  );
}

/** The steps whose method a redirect has changed. */
function rewrites(steps: readonly PathStep[]): number[] {
  return steps.flatMap(({ method }, index) =>
    index > 0 && steps[index - 1]?.method !== method ? [index] : [],
  );
}
