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
  /** Default: no body. */
  readonly body?: string | null;
}

/** What a page passes to `fetch()`. */
export function initOf({ url: _, ...init }: FetchOfPage): FetchInit {
  return init;
}
