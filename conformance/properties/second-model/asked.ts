/** What a page asks for: its fetch as a request, or why the API throws. */
import type { HeaderLine } from '../../exchanges.ts';
import type { ChainFetch } from './chain.ts';
import { hasCredentials, siteOf } from './places.ts';
import { isSimpleMethod, keptLines, sentMethod, valuesOf } from './request-headers.ts';

/** A request, from its construction to its last redirect. */
export interface Asked extends Omit<ChainFetch, 'after' | 'url' | 'topLevel'> {
  readonly partition: string;
  /** The URL, and those that it was redirected to. */
  readonly urls: readonly string[];
  readonly tainting: 'basic' | 'cors' | 'opaque';
  /** Whether the request had to have permission, at this URL or at an earlier one. */
  readonly neededPermission: boolean;
}

const contentTypes = {
  text: 'text/plain;charset=UTF-8',
  form: 'application/x-www-form-urlencoded;charset=UTF-8',
};

/** @param id tells the opaque origins of different fetches apart */
export function askedBy(fetch: ChainFetch, id: number): Asked | { readonly throws: string } {
  const { url, topLevel, page, mode, body, useCorsPreflight } = fetch;
  if (!URL.canParse(url)) return { throws: 'url-invalid' };
  const { href } = new URL(url);
  if (hasCredentials(href)) return { throws: 'url-includes-credentials' };
  const method = sentMethod(fetch.method);
  if (method === null) return { throws: 'method-invalid' };
  if (mode === 'no-cors' && !isSimpleMethod(method)) {
    return { throws: 'no-cors-method-not-safelisted' };
  }
  const kept = keptLines(fetch.headers, mode);
  if (kept === null) return { throws: 'header-invalid' };
  if (body !== 'none' && /^(?:GET|HEAD)$/.test(method)) return { throws: 'body-with-get-or-head' };
  if (body === 'stream' && mode === 'no-cors') return { throws: 'stream-mode-not-cors' };

  const type: HeaderLine[] =
    (body === 'text' || body === 'form') && valuesOf(kept, 'Content-Type').length === 0
      ? [['Content-Type', contentTypes[body]]]
      : [];
  const accept: HeaderLine[] = valuesOf(kept, 'Accept').length === 0 ? [['Accept', '*/*']] : [];
  const top = topLevel ?? page;
  return {
    ...fetch,
    urls: [href],
    method,
    headers: [...kept, ...type, ...accept],
    partition: top === 'null' ? `opaque ${id}` : siteOf(top),
    useCorsPreflight: useCorsPreflight || body === 'stream',
    tainting: 'basic',
    neededPermission: false,
  };
}
