/** A fetch that is to be explained, as a page makes it. */
import type { CredentialsMode, FetchInit, Header, RedirectMode } from '../../../reference/index.ts';

export interface FetchOfPage {
  readonly url: string;
  /** The page's serialized origin, or `null`. */
  readonly origin: string;
  readonly method: string;
  /** The header lines that the page sets. */
  readonly headers: readonly Header[];
  readonly credentials: CredentialsMode;
  /** Default: `cors`. */
  readonly mode?: 'cors' | 'no-cors' | 'same-origin';
  /** Default: `follow`. */
  readonly redirect?: RedirectMode;
  /** Whether there is a preflight in any case, as for a stream or an upload with a listener. */
  readonly useCorsPreflight?: boolean;
  /** The value of Cookie in requests with credentials to the origin of the URL. Default: no cookies. */
  readonly cookie?: string | null;
  /** Default: no body. */
  readonly body?: string | null;
}

/** What a page passes to `fetch()`. */
export function initOf({ url: _, cookie: __, ...init }: FetchOfPage): FetchInit {
  return init;
}

/** The cookies that the browser has. */
export function cookiesOf({ url, cookie = null }: FetchOfPage): (url: URL) => string | null {
  return ({ origin }) => (URL.canParse(url) && origin === new URL(url).origin ? cookie : null);
}
