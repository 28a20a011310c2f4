/** The `Sec-Fetch-*` request headers, which the Fetch Metadata specification defines. */
import { appendHeader } from './header-list.ts';
import { isSameOrigin, isSameSite, urlOrigin } from './origin.ts';
import { currentURL, type Request, requestOrigin } from './request.ts';

/** Adds the headers that tell a server where a request comes from and what it is for.
 *  @see https://w3c.github.io/webappsec-fetch-metadata/#abstract-opdef-append-the-fetch-metadata-headers-for-a-request */
export function appendTheFetchMetadataHeaders(request: Request): void {
  if (!isPotentiallyTrustworthy(currentURL(request))) return;
  appendHeader(request.headerList, ['Sec-Fetch-Dest', 'empty']);
  appendHeader(request.headerList, ['Sec-Fetch-Mode', request.mode]);
  appendHeader(request.headerList, ['Sec-Fetch-Site', site(request)]);
}

/** @see https://w3c.github.io/webappsec-fetch-metadata/#abstract-opdef-set-site */
function site(request: Request): string {
  const origin = requestOrigin(request);
  let value = 'same-origin';
  for (const url of request.urlList) {
    if (isSameOrigin(urlOrigin(url), origin)) continue;
    value = 'cross-site';
    if (!isSameSite(origin, urlOrigin(url))) break;
    value = 'same-site';
  }
  return value;
}

/** @see https://w3c.github.io/webappsec-secure-contexts/#is-url-trustworthy */
function isPotentiallyTrustworthy(url: URL): boolean {
  return (
    url.protocol === 'https:' ||
    url.hostname === 'localhost' ||
    url.hostname.endsWith('.localhost') ||
    /^127\.\d+\.\d+\.\d+$/.test(url.hostname) ||
    url.hostname === '[::1]'
  );
}
