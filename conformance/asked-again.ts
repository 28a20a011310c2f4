/** The preflight of a client that asks again, although its cache could have made that unnecessary. */
import type { SentRequest } from './exchanges.ts';

/** What a client sends before a request that `mayAskAgain`, if its cache has no entry for it. */
export function preflightFor({ method, origin, path, headers }: SentRequest): SentRequest {
  return {
    method: 'OPTIONS',
    origin,
    path,
    headers: [
      ...headers.filter(([name]) => name.toLowerCase() === 'origin'),
      ['Access-Control-Request-Method', method],
    ],
    absent: [],
    mayAskAgain: false,
  };
}
