/** A response that is right for this page may be wrong for the next one that gets it from a cache. */
import {
  byteLowercase,
  getDecodeAndSplitHeader,
  getHeader,
  type Header,
} from '../../reference/index.ts';
import type { Story } from './story/index.ts';

/** What is said where the page can read a response that names its origin, but a cache does not know that
 *  the response depends on it. Whether it does, one fetch cannot tell. */
export function varyNotes({ hops }: Story): string[] {
  const request = hops.at(-1)?.request;
  const response = request?.exchange.response;
  if (!request?.check?.isPassed || !response) return [];
  const allowed = getHeader([...response.headers], 'Access-Control-Allow-Origin');
  const isForAll = allowed === '*' || hasMember(response.headers, 'Vary', 'origin', '*');
  const isStored =
    ['GET', 'HEAD'].includes(request.exchange.method) &&
    !hasMember(response.headers, 'Cache-Control', 'no-store');
  if (isForAll || !isStored) return [];
  return [
    `The response allows ${allowed} and has no Vary: Origin. If the server also allows other origins, caches mix up their responses: add it.`,
  ];
}

function hasMember(headers: readonly Header[], name: string, ...members: string[]): boolean {
  const values = getDecodeAndSplitHeader([...headers], name) ?? [];
  return values.some((value) => members.includes(byteLowercase(value)));
}
