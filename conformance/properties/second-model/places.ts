/** Origins, sites and URLs. */
import type { Asked } from './asked.ts';
import type { Holder } from './grants.ts';

export const isHttp = (url: string) => /^https?:/.test(url);

export const hasCredentials = (url: string) => /^https?:\/\/[^/]*@/.test(url);

export const withoutFragment = (url: string) => url.replace(/#.*$/s, '');

/** Whether `page` is a page of the URL's own origin. Opaque origins equal no other. */
export const isOwn = (page: string, url: string) => isHttp(url) && new URL(url).origin === page;

/** The scheme and the last two labels of the host. */
export function siteOf(origin: string): string {
  const { protocol, hostname } = new URL(origin);
  return `${protocol}//${hostname.split('.').slice(-2).join('.')}`;
}

export const currentURL = ({ urls }: Asked) => urls.at(-1) as string;

/** The page's origin, or "null" once an origin other than the page's has redirected elsewhere. */
export function originOf({ page, urls }: Asked): string {
  const isTainted = urls.some((url, at) => {
    const next = urls[at + 1];
    return next !== undefined && !isOwn(page, url) && new URL(next).origin !== new URL(url).origin;
  });
  return isTainted ? 'null' : page;
}

export function holderOf(asked: Asked): Holder {
  const { partition, credentials } = asked;
  const withCredentials = credentials === 'include';
  return { partition, origin: originOf(asked), url: currentURL(asked), withCredentials };
}

/** The value of Origin, or null if there is none. */
export function originHeader(asked: Asked): string | null {
  const { page, method, mode, tainting, referrerPolicy } = asked;
  const origin = originOf(asked);
  if (tainting === 'cors') return origin;
  if (method === 'GET' || method === 'HEAD') return null;
  if (mode === 'cors') return origin;
  const isDowngrade = page.startsWith('https:') && !currentURL(asked).startsWith('https:');
  const hides = {
    '': isDowngrade,
    'strict-origin': isDowngrade,
    'no-referrer': true,
    'same-origin': !isOwn(page, currentURL(asked)),
    'unsafe-url': false,
  };
  return hides[referrerPolicy] ? 'null' : origin;
}
