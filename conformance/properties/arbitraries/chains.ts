/** Chains of fetches with few origins, paths, methods and names, so that they often meet again. */
import fc from 'fast-check';
import type { HeaderLine } from '../../exchanges.ts';
import type { Chain, ChainFetch } from '../second-model/chain.ts';
import { A, B, C, places, resource, S, weighted } from './chain-answers.ts';

const line = weighted<HeaderLine>(
  [24, ['X-A', '1']],
  [8, ['x-b', '1']],
  [12, ['Authorization', 'x']],
  [
    4,
    ['Content-Type', 'application/json'],
    ['content-type', 'Text/Plain ; a=b'],
    ['Range', 'bytes=0-9'],
  ],
  [2, ['Content-Language', 'en'], ['Content-Type', 'text/plain;a="b"'], ['Range', 'bytes=-9']],
  [2, ['Range', 'bytes=9-0'], ['Range', 'bytes=9-'], ['Accept', '*/*'], ['aCCEPT', 'a(b']],
  [
    2,
    ['Accept-Language', 'en_'],
    ['Content-Language', 'a'.repeat(128)],
    ['Accept', 'a'.repeat(129)],
  ],
  [
    1,
    ['Cookie', 'a=b'],
    ['Sec-A', '1'],
    ['X-Method-Override', 'PUT, track'],
    ['X-Method-Override', 'PUT'],
  ],
  [1, ['X-C', ' 1\t'], ['a b', '1'], ['X-D', 'a\nb'], ['Origin', 'null']],
);

/** As many bytes in safelisted values as are allowed, with the default Accept about 3 more or fewer. */
const longLines = fc
  .tuple(weighted([1, 7, 8]), weighted([1, 0, 3, 4, 124, 125, 126, 128]), fc.boolean())
  .map(([count, last, hasAccept]): HeaderLine[] => [
    ...Array<HeaderLine>(count).fill(['Accept-Language', 'a'.repeat(128)]),
    ['Content-Language', 'a'.repeat(last)],
    ...(hasAccept ? [['Accept', '*'] as HeaderLine] : []),
  ]);

const anyFetch: fc.Arbitrary<ChainFetch> = fc.record({
  after: weighted([4, 0], [2, 1, 4, 5], [1, 100, 595, 600]),
  page: weighted<string>([16, A], [3, 'null'], [1, B, S]),
  topLevel: weighted<string | null>([12, null], [2, C, B], [1, A, S, 'null']),
  url: weighted<string>(
    [90, places[1]],
    [15, places[0], places[2], places[3]],
    [5, places[4], `${B}/1#f`, `${B}/1?`],
    [3, 'file:///a', 'ftp://b.site.example/', 'about:blank'],
    [1, 'data:,x', 'http://', 'http://u:p@b.site.example/1'],
  ),
  method: weighted(
    [24, 'PUT'],
    [12, 'GET', 'POST'],
    [6, 'patch', 'DELETE'],
    [1, 'HEAD', 'put', 'PATCH', 'OPTIONS', 'post', 'TRACE', 'A B'],
  ),
  headers: fc.oneof(
    { weight: 8, arbitrary: fc.array(line, { maxLength: 2 }) },
    { weight: 1, arbitrary: longLines },
  ),
  body: weighted<ChainFetch['body']>([8, 'none'], [1, 'bytes', 'text', 'form', 'stream']),
  mode: weighted<ChainFetch['mode']>([20, 'cors'], [2, 'no-cors'], [1, 'same-origin']),
  credentials: weighted<ChainFetch['credentials']>([3, 'include'], [2, 'omit', 'same-origin']),
  redirect: weighted<ChainFetch['redirect']>([14, 'follow'], [1, 'manual', 'error']),
  referrerPolicy: weighted<ChainFetch['referrerPolicy']>(
    [6, ''],
    [1, 'no-referrer', 'same-origin', 'strict-origin', 'unsafe-url'],
  ),
  useCorsPreflight: weighted([11, false], [1, true]),
});

const fetch = fc
  .tuple(anyFetch, weighted([6, true], [1, false]))
  .map(([fetch, isSendable]) => (isSendable ? madeSendable(fetch) : fetch));

/** A fetch for which the API does not throw because of its combination of body, method and mode. */
function madeSendable(fetch: ChainFetch): ChainFetch {
  const { body, method, mode } = fetch;
  const isGet = /^(?:get|head)$/i.test(method);
  return {
    ...fetch,
    body: isGet || (body === 'stream' && mode === 'no-cors') ? 'none' : body,
    method: mode === 'no-cors' && !/^(?:get|head|post)$/i.test(method) ? 'POST' : method,
  };
}

/** Later fetches repeat the first one, or often only its page and its URL. */
const fetches = fc
  .tuple(
    fetch,
    fc.array(fc.tuple(fetch, weighted([3, 'all'], [5, 'place'], [2, 'nothing'])), {
      maxLength: 7,
      size: 'max',
    }),
  )
  .map(([first, others]) => [
    first,
    ...others.map(([fetch, repeats]): ChainFetch => {
      const { page, topLevel, url, mode, redirect } = first;
      if (repeats === 'all') return { ...first, after: fetch.after };
      return repeats === 'place' ? { ...fetch, page, topLevel, url, mode, redirect } : fetch;
    }),
  ]);

export const chain: fc.Arbitrary<Chain> = fc.record({
  hasPreflightCache: weighted([15, true], [1, false]),
  fetches,
  resources: fc.record(Object.fromEntries(places.map((place) => [place, resource]))),
});
