/** When an engine follows redirects otherwise than the standard. Each condition is exact on the corpus, as in
 *  `conditions.ts`. */
import { corsUnsafeRequestHeaderNames, isCorsSafelistedMethod } from '../../../reference/index.ts';
import { type BrowserPath, type PathStep, valuesOf } from './browser-path.ts';
import type { Condition } from './conditions.ts';

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
  (!isCorsSafelistedMethod(steps.at(-1)?.method ?? 'GET') ||
    corsUnsafeRequestHeaderNames([...lines]).length > 0);

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
