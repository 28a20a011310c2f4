/** Fetches of exchange cases, by a page of A or by a frame in it that has an opaque origin. */
import fc from 'fast-check';
import type { PageFetch } from '../../exchanges.ts';
import { credentialsMode } from './credentials-modes.ts';
import { sendableHeaderList } from './header-lists.ts';
import { sendableMethod } from './methods.ts';

const base = {
  page: fc.oneof(
    { weight: 7, arbitrary: fc.constant('A' as const) },
    { weight: 1, arbitrary: fc.constant('null' as const) },
  ),
  url: fc.oneof(
    { weight: 5, arbitrary: fc.constant('{B}/0') },
    { weight: 1, arbitrary: fc.constantFrom('{A}/0', '{C}/0') },
  ),
  method: fc.oneof(
    { weight: 1, arbitrary: fc.constantFrom('GET', 'POST') },
    { weight: 2, arbitrary: sendableMethod },
  ),
  headers: fc.oneof(fc.constant([]), sendableHeaderList),
  body: fc.constantFrom(null, null, '', 'a'),
  credentials: credentialsMode,
  redirect: fc.oneof(
    { weight: 6, arbitrary: fc.constant('follow' as const) },
    { weight: 1, arbitrary: fc.constantFrom('error' as const, 'manual' as const) },
  ),
  referrerPolicy: fc.constant('' as const),
  keepalive: fc.constant(false),
  initiator: fc.constant(null),
  crossorigin: fc.constant(null),
  stream: fc.constant(false),
  duplex: fc.constant('half' as const),
  topLevel: fc.constant('A' as const),
  after: fc.constant(0),
};

const withoutBodyWhereNoneMayBe = (fetch: PageFetch): PageFetch =>
  /^(?:get|head)$/i.test(fetch.method) ? { ...fetch, body: null } : fetch;

/** Fetches made with `fetch()` in cors mode. */
export const corsFetch: fc.Arbitrary<PageFetch> = fc
  .record({
    ...base,
    mode: fc.constant('cors' as const),
    api: fc.constant('fetch' as const),
    uploadListener: fc.constant(false),
  })
  .map(withoutBodyWhereNoneMayBe);

/** Fetches made with `fetch()` in the modes that never use CORS. */
export const otherModeFetch: fc.Arbitrary<PageFetch> = fc
  .record({
    ...base,
    mode: fc.constantFrom('no-cors' as const, 'same-origin' as const),
    method: fc.constantFrom('GET', 'HEAD', 'POST'),
    api: fc.constant('fetch' as const),
    uploadListener: fc.constant(false),
  })
  .map(withoutBodyWhereNoneMayBe);

/** Fetches made with `XMLHttpRequest`, with header names and values that it accepts. */
export const xhrFetch: fc.Arbitrary<PageFetch> = fc
  .record({
    ...base,
    mode: fc.constant('cors' as const),
    credentials: fc.constantFrom('same-origin' as const, 'include' as const),
    redirect: fc.constant('follow' as const),
    api: fc.constant('xhr' as const),
    uploadListener: fc.boolean(),
  })
  .map(withoutBodyWhereNoneMayBe);

export const pageFetch: fc.Arbitrary<PageFetch> = fc.oneof(
  { weight: 6, arbitrary: corsFetch },
  { weight: 1, arbitrary: otherModeFetch },
  { weight: 2, arbitrary: xhrFetch },
);
