/** Cases for clients that have XMLHttpRequest and no `fetch()`. */
import type { ExchangeCase, PageFetch } from '../../conformance/exchanges.ts';

/**
 * The same case with XMLHttpRequest.
 *
 * @returns null if it says something that only `fetch()` can say
 */
export function asXMLHttpRequest(exchangeCase: ExchangeCase): ExchangeCase | null {
  const { fetches } = exchangeCase.given;
  // These cases are about the Request constructor.
  if (exchangeCase.topic === 'request-construction' || !fetches.every(canBeXHR)) return null;
  return {
    ...exchangeCase,
    given: {
      ...exchangeCase.given,
      fetches: fetches.map((fetch) =>
        fetch.initiator === null ? { ...fetch, api: 'xhr' } : fetch,
      ),
    },
  };
}

function canBeXHR({
  api,
  initiator,
  url,
  method,
  headers,
  body,
  mode,
  credentials,
  redirect,
  stream,
  keepalive,
}: PageFetch) {
  if (api === 'xhr' || initiator !== null) return true;
  const names = headers.map(([name]) => name.toLowerCase());
  return (
    mode === 'cors' &&
    redirect === 'follow' &&
    !stream &&
    !keepalive &&
    // To its own origin it always sends cookies.
    !(credentials === 'omit' && url.startsWith('{A}')) &&
    // It combines them into one line.
    new Set(names).size === names.length &&
    // It silently drops the body of these.
    (body === null || !/^(get|head)$/i.test(method))
  );
}
