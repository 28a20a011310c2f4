/** The `given` part of an exchange case: a fetch, and the server that answers it. */
import type fc from 'fast-check';
import type { ExchangeCase, PageFetch } from '../../exchanges.ts';
import { openRedirectsFor } from './open-redirects.ts';
import { serverFor } from './servers.ts';

export type Given = ExchangeCase['given'];

/** One of `fetches` and a server made for it, with up to `redirects` redirects. */
export function exchangeOf(
  fetches: fc.Arbitrary<PageFetch>,
  { redirects = 3 }: { redirects?: number } = {},
): fc.Arbitrary<Given> {
  return fetches.chain((fetch) =>
    serverFor(fetch, { redirects }).map((server) => ({ fetches: [fetch], cookies: [], server })),
  );
}

/** One of `fetches` except OPTIONS, without credentials, redirected up to five times by servers
 *  that allow everything. */
export function openRedirectsOf(fetches: fc.Arbitrary<PageFetch>): fc.Arbitrary<Given> {
  return fetches
    .filter(({ method }) => !/^options$/i.test(method))
    .map((fetch): PageFetch => ({ ...fetch, credentials: 'omit', redirect: 'follow' }))
    .chain((fetch) =>
      openRedirectsFor(fetch).map((server) => ({ fetches: [fetch], cookies: [], server })),
    );
}
