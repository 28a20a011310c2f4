/** What travels through the fetch algorithms beside the request. */
import type { CacheOwner } from './cors-preflight-cache.ts';
import type { HeaderList } from './header-list.ts';
import type { Request } from './request.ts';

/** One HTTP request, as it goes out. */
export interface NetworkRequest {
  readonly method: string;
  /** Its fragment is never sent. */
  readonly url: URL;
  /** In this order and spelling. `Host`, and what frames the message, is the network's to add. */
  readonly headers: HeaderList;
  /** A stream can be sent over HTTP/2 and later only: over HTTP/1 the network has to fail.
   *  @see https://fetch.spec.whatwg.org/#concept-http-network-fetch */
  readonly body: Uint8Array | ReadableStream<Uint8Array> | null;
}

/** One HTTP response, the final one, no redirect followed. */
export interface NetworkResponse {
  readonly status: number;
  readonly statusMessage?: string;
  /** Line by line; values without white space at their ends, one char per byte. */
  readonly headers: HeaderList;
  readonly body: Uint8Array | null;
}

/** Makes one HTTP round trip. A rejection is a failed transport, and no verdict about CORS. */
export type Network = (request: NetworkRequest) => Promise<NetworkResponse>;

/** What the standard calls the user agent's: its network, clock, cookies and preflight cache. */
export interface UserAgentState extends CacheOwner {
  readonly network: Network;
  /** The value of `Cookie` for a URL, or null. Which cookies a site may get is up to the caller. */
  readonly cookies: (url: URL) => string | null;
  /** The value of `User-Agent`. */
  readonly userAgentValue: string;
  /** The imposed limit on max-age, in seconds. */
  readonly maxAgeLimit: number;
}

/** @see https://fetch.spec.whatwg.org/#fetch-params */
export interface FetchParams {
  readonly request: Request;
  readonly userAgent: UserAgentState;
}
