/** The reference browser: the algorithms put together, around a network that is handed in. */
import type { BodyInit } from './body.ts';
import { extractBody } from './body.ts';
import type { CorsPreflightCache } from './cors-preflight-cache.ts';
import { FailureError } from './failure.ts';
import { fetch } from './fetch.ts';
import type { Network, NetworkRequest, NetworkResponse, UserAgentState } from './fetch-params.ts';
import { normalizeHeaderValue } from './header.ts';
import { combineHeader, type Header, headerListContains } from './header-list.ts';
import { isForbiddenRequestHeader } from './header-names.ts';
import { normalizeMethod } from './method.ts';
import { parseOrigin } from './origin.ts';
import { type Client, newRequest, type Request } from './request.ts';
import { constructRequest, type RequestInit } from './request-constructor.ts';
import { type FilteredResponse, isNetworkError, type NetworkError } from './response.ts';

/** One HTTP request and its response; a cause instead, if the transport failed. */
export interface Exchange {
  readonly request: NetworkRequest;
  readonly response: NetworkResponse | null;
  readonly cause: unknown;
}

/** The fetch ended in a response, of which the page sees this much. */
export interface SharedOutcome {
  readonly type: FilteredResponse['type'];
  /** 0 where the page may not know it. */
  readonly status: number;
  /** The lines that the page may read. */
  readonly headers: readonly Header[];
  /** The last URL, without its fragment; empty where the page may not know it. */
  readonly url: string;
  readonly redirected: boolean;
  /** Null also where the page may not read it. */
  readonly body: Uint8Array | null;
  readonly exchanges: readonly Exchange[];
}

/** A step of the standard ended the fetch in a network error. */
export interface RefusedOutcome {
  readonly type: 'error';
  readonly step: string;
  readonly reason: string;
  readonly path: readonly string[];
  readonly message: string;
  readonly cause?: undefined;
  readonly exchanges: readonly Exchange[];
}

/** The network failed: what it rejected with is the cause. No verdict about CORS. */
export interface FailedOutcome {
  readonly type: 'error';
  readonly step: null;
  readonly reason: null;
  readonly path: readonly [];
  readonly message: string;
  readonly cause: unknown;
  readonly exchanges: readonly Exchange[];
}

/** What a fetch ends in. */
export type Outcome = SharedOutcome | RefusedOutcome | FailedOutcome;

export interface UserAgentOptions {
  /** One HTTP round trip: no redirects, no cookies, no cache of its own. */
  readonly network: Network;
  /** Milliseconds; the real clock if left out. */
  readonly now?: () => number;
  /** The value of `Cookie` for a URL, or null; no cookies if left out. */
  readonly cookies?: (url: URL) => string | null;
  readonly userAgentValue?: string;
  /** Whether to keep a CORS-preflight cache; true if left out. */
  readonly preflightCache?: boolean;
  /** The imposed limit on `Access-Control-Max-Age`, in seconds; 7200 if left out. */
  readonly maxAgeLimit?: number;
}

/** What a page hands to `fetch()`, and which page it is. */
export interface FetchInit extends RequestInit {
  /** The page's origin, serialized; `null` for an opaque one, a new one each time. */
  readonly origin: string;
  /** The origin of the top-level page, if the page is a frame. */
  readonly topLevelOrigin?: string;
  /** Sets the use-CORS-preflight flag, as a stream for a body does. */
  readonly useCorsPreflight?: boolean;
}

/** What a page does with an `XMLHttpRequest`. */
export interface XMLHttpRequestInit {
  readonly origin: string;
  readonly method?: string;
  /** In the order of the calls to `setRequestHeader()`. */
  readonly headers?: readonly Header[];
  readonly body?: Exclude<BodyInit, ReadableStream> | null;
  readonly withCredentials?: boolean;
  /** Whether something listens to its `upload` object. */
  readonly uploadListener?: boolean;
}

/**
 * A browser reduced to what decides CORS: it makes fetches for pages of any origin, keeps one
 * preflight cache, and says of every refusal which step of the standard decided it.
 *
 * A real browser adds, before or beside all this: Content Security Policy, mixed content and
 * upgrades to https, its policy for cookies (here every page gets what `cookies` returns), the HTTP
 * cache, service workers, Cross-Origin-Resource-Policy and -Embedder-Policy, referrers, HTTP
 * authentication, bad ports, and permission to reach the local network.
 */
export class UserAgent {
  readonly #state: Omit<UserAgentState, 'network'>;
  readonly #network: Network;

  constructor(options: UserAgentOptions) {
    this.#network = options.network;
    const corsPreflightCache: CorsPreflightCache | null =
      options.preflightCache === false ? null : [];
    this.#state = {
      now: options.now ?? Date.now,
      cookies: options.cookies ?? (() => null),
      userAgentValue: options.userAgentValue ?? 'Mozilla/5.0 (compatible; cors-conformance)',
      corsPreflightCache,
      maxAgeLimit: options.maxAgeLimit ?? 7200,
    };
  }

  /**
   * Fetches `url` as a page of `init.origin` would with `fetch(url, init)`.
   *
   * @returns the outcome; a refused or failed fetch does not reject
   * @throws TypeError if `init.origin` is not a serialized origin
   */
  async fetch(url: string | URL, init: FetchInit): Promise<Outcome> {
    const client = clientOf(init.origin, init.topLevelOrigin);
    try {
      const request = constructRequest(client, String(url), init);
      if (init.useCorsPreflight) request.useCORSPreflightFlag = true;
      return await this.#run(request);
    } catch (error) {
      if (!(error instanceof FailureError)) throw error;
      const { step, reason, path, message } = error.failure;
      return { type: 'error', step, reason, path, message, exchanges: [] };
    }
  }

  /**
   * Fetches `url` as a page of `init.origin` would with an `XMLHttpRequest`. Not modelled: that it
   * rewrites the charset of a `Content-Type` which the page has set for a text.
   *
   * @throws TypeError if `init.origin` is not a serialized origin, or `url` no URL
   * @see https://xhr.spec.whatwg.org/#the-send()-method
   */
  async xmlHttpRequest(url: string | URL, init: XMLHttpRequestInit): Promise<Outcome> {
    const client = clientOf(init.origin);
    const method = normalizeMethod(init.method ?? 'GET');
    const request = newRequest({
      method,
      urlList: [new URL(url)],
      unsafeRequestFlag: true,
      client,
      mode: 'cors',
      useCORSPreflightFlag: init.uploadListener ?? false,
      credentialsMode: init.withCredentials ? 'include' : 'same-origin',
    });
    for (const [name, rawValue] of init.headers ?? []) {
      const value = normalizeHeaderValue(rawValue);
      if (!isForbiddenRequestHeader(name, value)) combineHeader(request.headerList, [name, value]);
    }
    const { body: given = null } = init;
    if (given !== null && method !== 'GET' && method !== 'HEAD') {
      const { body, type } = extractBody(given);
      request.body = body;
      if (type !== null && !headerListContains(request.headerList, 'Content-Type')) {
        request.headerList.push(['Content-Type', type]);
      }
    }
    return this.#run(request);
  }

  async #run(request: Request): Promise<Outcome> {
    const exchanges: Exchange[] = [];
    const response = await fetch({ ...this.#state, network: this.#recorded(exchanges) }, request);
    return isNetworkError(response)
      ? errorOutcome(response, exchanges)
      : sharedOutcome(response, request, exchanges);
  }

  #recorded(exchanges: Exchange[]): Network {
    return async (request) => {
      try {
        const response = await this.#network(request);
        exchanges.push({ request, response, cause: null });
        return response;
      } catch (cause) {
        exchanges.push({ request, response: null, cause });
        throw cause;
      }
    };
  }
}

function clientOf(serializedOrigin: string, serializedTopLevelOrigin?: string): Client {
  const origin = originOf(serializedOrigin);
  const topLevelOrigin =
    serializedTopLevelOrigin === undefined ? origin : originOf(serializedTopLevelOrigin);
  return { origin, topLevelOrigin };
}

function originOf(serialization: string) {
  const origin = parseOrigin(serialization);
  if (origin === null) throw new TypeError(`${JSON.stringify(serialization)} is not an origin`);
  return origin;
}

function errorOutcome(error: NetworkError, exchanges: Exchange[]): RefusedOutcome | FailedOutcome {
  if (error.why.result === 'transport') {
    const { cause } = error.why;
    const message = cause instanceof Error ? cause.message : String(cause);
    return { type: 'error', step: null, reason: null, path: [], message, cause, exchanges };
  }
  const { step, reason, path, message } = error.why;
  return { type: 'error', step, reason, path, message, exchanges };
}

function sharedOutcome(
  response: FilteredResponse,
  request: Request,
  exchanges: Exchange[],
): SharedOutcome {
  const { type, internalResponse, headerList } = response;
  const isReadable = type === 'basic' || type === 'cors';
  const url = new URL(internalResponse.urlList.at(-1) as URL);
  url.hash = '';
  return {
    type,
    status: isReadable ? internalResponse.status : 0,
    headers: headerList,
    url: type === 'opaque' ? '' : url.href,
    redirected: type !== 'opaque' && request.urlList.length > 1,
    body: isReadable ? internalResponse.body : null,
    exchanges,
  };
}
