/** The reference browser, which runs the algorithms over a network that the caller provides. */
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

/** One HTTP request and its response, or the cause if the transport failed. */
export interface Exchange {
  readonly request: NetworkRequest;
  readonly response: NetworkResponse | null;
  readonly cause: unknown;
}

/** The fetch ended with a response. These are the parts that the page may see. */
export interface SharedOutcome {
  readonly type: FilteredResponse['type'];
  /** 0 if it is hidden from the page. */
  readonly status: number;
  /** The header lines that the page may read. */
  readonly headers: readonly Header[];
  /** The last URL, without its fragment; empty if it is hidden from the page. */
  readonly url: string;
  readonly redirected: boolean;
  /** Null if there is no body, or if it is hidden from the page. */
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

/** The network rejected with a cause. This says nothing about CORS. */
export interface FailedOutcome {
  readonly type: 'error';
  readonly step: null;
  readonly reason: null;
  readonly path: readonly [];
  readonly message: string;
  readonly cause: unknown;
  readonly exchanges: readonly Exchange[];
}

/** The outcome of a fetch. */
export type Outcome = SharedOutcome | RefusedOutcome | FailedOutcome;

export interface UserAgentOptions {
  /** Makes one HTTP round trip. It must not follow redirects, add cookies or use a cache. */
  readonly network: Network;
  /** Returns the time in milliseconds. Default: the real clock. */
  readonly now?: () => number;
  /** Returns the value of `Cookie` for a URL, or null. Default: no cookies. */
  readonly cookies?: (url: URL) => string | null;
  readonly userAgentValue?: string;
  /** Whether to use a CORS-preflight cache. Default: true. */
  readonly preflightCache?: boolean;
  /** The limit on `Access-Control-Max-Age`, in seconds. Default: 7200. */
  readonly maxAgeLimit?: number;
}

/** The options that a page passes to `fetch()`, and the origin of the page. */
export interface FetchInit extends RequestInit {
  /** The page's serialized origin. `null` means an opaque origin, which is new for each fetch. */
  readonly origin: string;
  /** The origin of the top-level page if the page is a frame. */
  readonly topLevelOrigin?: string;
  /** Sets the use-CORS-preflight flag, as a stream body does. */
  readonly useCorsPreflight?: boolean;
}

/** How a page uses an `XMLHttpRequest`. */
export interface XMLHttpRequestInit {
  readonly origin: string;
  readonly method?: string;
  /** In the order in which `setRequestHeader()` is called. */
  readonly headers?: readonly Header[];
  readonly body?: Exclude<BodyInit, ReadableStream> | null;
  readonly withCredentials?: boolean;
  /** Whether the `upload` object has an event listener. */
  readonly uploadListener?: boolean;
}

/**
 * A browser reduced to the parts that decide CORS. It fetches for pages of any origin, has one
 * preflight cache, and reports for every refusal which step of the standard decided it.
 *
 * A real browser also has Content Security Policy, mixed content rules and upgrades to https, a
 * cookie policy (here, every page gets the cookies that `cookies` returns), the HTTP cache, service
 * workers, Cross-Origin-Resource-Policy and -Embedder-Policy, referrers, HTTP authentication, bad
 * ports, and permissions for local network access.
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
   * @returns the outcome; the promise does not reject for a refused or failed fetch
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
   * Fetches `url` as a page of `init.origin` would with an `XMLHttpRequest`. Not modelled: for a
   * string body, it changes the charset of a `Content-Type` that the page has set.
   *
   * @throws TypeError if `init.origin` is not a serialized origin or `url` is not a URL
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
