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
      'location-empty-is-none': when.emptyLocation,
      'location-lines-that-agree': when.locationsThatAgree,
      'location-with-credentials': when.redirectToPassword,
      'redirect-without-location': when.redirectErrorWithoutLocation,
      'redirect-to-nowhere-unread': when.manualRedirectToNowhere,
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
      'preflight-origin-untainted': when.taintedPreflight,
      'preflight-after-redirect': when.preflightNotNeededAnyMore,
      'location-lines-that-agree': when.locationsThatAgree,
      'range-beyond-integers': when.hugeRange,
      'obs-text-unsafe': when.highBytes,
      'content-type-read-otherwise': when.commaInContentType,
      'last-line-wins': when.severalAuthorizations,
      'empty-lines-dropped': when.emptyLineBeforeAnother,
      'body-headers-return': when.bodyHeadersOverTwoRedirects,
    },
  },
  webkit: {
    title: (version) => `WebKitGTK ${version.split('.').slice(0, 2).join('.')}`,
    known: webkit,
    conditions: {
      'authorization-covered-by-wildcard': when.authorizationUnderWildcard,
      'lines-combined': when.otherwiseCombined,
      'credentials-after-own-origin': when.ownOriginFirst,
      'authorization-kept-on-redirect': when.authorizationToAnotherOrigin,
      'origin-kept-on-rewritten-request': when.rewrittenAtOwnOrigin,
      'rewritten-request-preflighted-as-before': when.rewrittenAfterPreflight,
      'location-empty-is-an-error': when.emptyLocation,
      'location-lines-combined': when.severalLocations,
      'redirect-without-location': when.redirectErrorWithoutLocation,
      'header-values-in-utf-8': when.highBytesInUnsafeHeader,
      'range-beyond-integers': when.hugeRange,
      'range-read-loosely': when.looseRange,
      'delete-becomes-get': when.deleteToAnotherOrigin,
      'preflight-to-location-with-credentials': when.preflightBeforePassword,
      'body-headers-return': when.bodyHeadersOverTwoRedirects,
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
