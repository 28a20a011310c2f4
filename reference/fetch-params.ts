/** The values that the fetch algorithms pass along with the request. */
import type { CacheOwner } from './cors-preflight-cache.ts';
import type { HeaderList } from './header-list.ts';
import type { Request } from './request.ts';

/** One HTTP request, as it is sent. */
export interface NetworkRequest {
  readonly method: string;
  /** The fragment is never sent. */
  readonly url: URL;
  /** In this order and spelling. The network adds `Host` and the headers that frame the message. */
  readonly headers: HeaderList;
  /** A stream can only be sent over HTTP/2 or later. Over HTTP/1 the network must fail.
   *  @see https://fetch.spec.whatwg.org/#concept-http-network-fetch */
  readonly body: Uint8Array | ReadableStream<Uint8Array> | null;
  /** Whether the connection may use client certificates, and cookies of the response are stored. A
   *  connection is shared only by requests that agree in this. Preflights never include credentials.
   *  @see https://fetch.spec.whatwg.org/#concept-connection-obtain */
  readonly includeCredentials: boolean;
  /** Whether no open connection may be used, because the server has refused one with status 421. */
  readonly forceNewConnection: boolean;
}

/** One final HTTP response. Redirects have not been followed. */
export interface NetworkResponse {
  readonly status: number;
  readonly statusMessage?: string;
  /** Line by line. Values have one char per byte, and no whitespace at the start or end. */
  readonly headers: HeaderList;
  readonly body: Uint8Array | null;
}

/** Makes one HTTP round trip. A rejection means that the transport failed, not that CORS did. */
export type Network = (request: NetworkRequest) => Promise<NetworkResponse>;

/** The state of the user agent: its network, clock, cookies and preflight cache. */
export interface UserAgentState extends CacheOwner {
  readonly network: Network;
  /** Returns the value of `Cookie` for a URL, or null. The caller decides which cookies to send. */
  readonly cookies: (url: URL) => string | null;
  /** The value of `User-Agent`. */
  readonly userAgentValue: string;
  /** The user agent's limit on max-age, in seconds. */
  readonly maxAgeLimit: number;
}

/** @see https://fetch.spec.whatwg.org/#fetch-params */
export interface FetchParams {
  readonly request: Request;
  readonly userAgent: UserAgentState;
}
