/** What real engines do otherwise in a fetch, by their known deviations from the standard. */
import type { Deviation } from '../../deviations/known-deviations.ts';
import chromium from '../../implementations/clients/chromium/known-deviations.json' with {
  type: 'json',
};
import firefox from '../../implementations/clients/firefox/known-deviations.json' with {
  type: 'json',
};
import webkit from '../../implementations/clients/webkit/known-deviations.json' with {
  type: 'json',
};
import type { Story } from '../story/index.ts';
import { browserPath } from './browser-path.ts';
import * as when from './conditions.ts';
import * as redirects from './conditions-on-redirects.ts';

export interface EngineDifference {
  /** The engine and the version that was run, such as `Chromium 156`. */
  readonly engine: string;
  /** The id of the deviation in the engine's `known-deviations.json`. */
  readonly deviation: string;
  /** What it does, in one sentence. */
  readonly what: string;
}

export type EngineName = 'chromium' | 'firefox' | 'webkit';

interface Engine {
  readonly title: (version: string) => string;
  readonly known: {
    readonly versions: readonly string[];
    readonly deviations: readonly Pick<Deviation, 'id' | 'what'>[];
  };
  readonly conditions: Readonly<Record<string, when.Condition>>;
}

export const engines: Readonly<Record<EngineName, Engine>> = {
  chromium: {
    title: (version) => `Chromium ${version.split('.')[0]}`,
    known: chromium,
    conditions: {
      'authorization-covered-by-wildcard': when.authorizationUnderWildcard,
      'client-hints-safelisted': when.clientHint,
      'lines-combined': when.otherwiseCombined,
      'location-empty-is-none': redirects.emptyLocation,
      'location-lines-that-agree': redirects.locationsThatAgree,
      'location-with-credentials': redirects.redirectToPassword,
      'redirect-without-location': redirects.redirectErrorWithoutLocation,
      'redirect-to-nowhere-unread': redirects.manualRedirectToNowhere,
      'range-beyond-integers': when.hugeRange,
      'range-rewritten': when.rangeWithLeadingZeros,
    },
  },
  firefox: {
    title: (version) => `Firefox ${version.split('.')[0]} ESR`,
    known: firefox,
    conditions: {
      'authorization-covered-by-wildcard': when.authorizationUnderWildcard,
      'request-headers-repeated': when.severalUnsafeLines,
      'no-limit-on-the-sum': when.overTheSum,
      'malformed-expose-with-wildcard': when.malformedExposeWithWildcard,
      'preflight-origin-untainted': redirects.taintedPreflight,
      'preflight-after-redirect': redirects.preflightNotNeededAnyMore,
      'location-lines-that-agree': redirects.locationsThatAgree,
      'range-beyond-integers': when.hugeRange,
      'obs-text-unsafe': when.highBytes,
      'content-type-read-otherwise': when.commaInContentType,
      'last-line-wins': when.severalAuthorizations,
      'empty-lines-dropped': when.emptyLineBeforeAnother,
      'body-headers-return': redirects.bodyHeadersOverTwoRedirects,
    },
  },
  webkit: {
    title: (version) => `WebKitGTK ${version.split('.').slice(0, 2).join('.')}`,
    known: webkit,
    conditions: {
      'authorization-covered-by-wildcard': when.authorizationUnderWildcard,
      'lines-combined': when.otherwiseCombined,
      'credentials-after-own-origin': redirects.ownOriginFirst,
      'authorization-kept-on-redirect': redirects.authorizationToAnotherOrigin,
      'origin-kept-on-rewritten-request': redirects.rewrittenAtOwnOrigin,
      'rewritten-request-preflighted-as-before': redirects.rewrittenAfterPreflight,
      'location-empty-is-an-error': redirects.emptyLocation,
      'location-lines-combined': redirects.severalLocations,
      'redirect-without-location': redirects.redirectErrorWithoutLocation,
      'header-values-in-utf-8': when.highBytesInUnsafeHeader,
      'range-beyond-integers': when.hugeRange,
      'range-read-loosely': when.looseRange,
      'delete-becomes-get': redirects.deleteToAnotherOrigin,
      'preflight-to-location-with-credentials': redirects.preflightBeforePassword,
      'body-headers-return': redirects.bodyHeadersOverTwoRedirects,
    },
  },
};

export function engineDifferences(story: Story): EngineDifference[] {
  const path = browserPath(story);
  return Object.values(engines).flatMap(({ title, known, conditions }) =>
    known.deviations.flatMap(({ id = '', what }) =>
      Object.hasOwn(conditions, id) && conditions[id]?.(path) === true
        ? [{ engine: title(known.versions[0] ?? ''), deviation: id, what }]
        : [],
    ),
  );
}
