/** The reference browser, which runs the algorithms over a network that the caller provides. */
import { APIException } from './api-exception.ts';
import type { CorsPreflightCache } from './cors-preflight-cache.ts';
import { type EventSourceOptions, requestByEventSource } from './event-source.ts';
import { FailureError } from './failure.ts';
import { fetch } from './fetch.ts';
import type { Network, UserAgentState } from './fetch-params.ts';
import { parseOrigin } from './origin.ts';
import {
  type Exchange,
  errorOutcome,
  type Outcome,
  sharedOutcome,
  thrownOutcome,
} from './outcome.ts';
import { corsAttributeStateOf, createAPotentialCORSRequest } from './potential-cors-request.ts';
import type { Client, Request } from './request.ts';
import { apiBaseURL, constructRequest, type RequestInit } from './request-constructor.ts';
import { isNetworkError } from './response.ts';
import { requestByXMLHttpRequest, type XMLHttpRequestOptions } from './xml-http-request.ts';

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

/** How a page uses an `XMLHttpRequest`, and the origin of the page. */
export interface XMLHttpRequestInit extends XMLHttpRequestOptions {
  readonly origin: string;
}

/** How a page uses an `EventSource`, and the origin of the page. */
export interface EventSourceInit extends EventSourceOptions {
  readonly origin: string;
}

/** An element that loads something, and the origin of its page. */
export interface ElementInit {
  readonly origin: string;
  /** The value of its `crossorigin` attribute. Default: null, which means that there is none. */
  readonly crossorigin?: string | null;
  /** Whether it cannot load from other origins without the attribute, as `track` cannot. */
  readonly sameOriginFallback?: boolean;
}

/**
 * A browser reduced to the parts that decide CORS. It fetches for pages of any origin, has one
 * preflight cache, and reports for every refusal which step of the standard decided it.
 *
 * A real browser also has Content Security Policy, mixed content rules and upgrades to https, a
 * cookie policy (here, every page gets the cookies that `cookies` returns), the HTTP cache, service
 * workers, Cross-Origin-Resource-Policy and -Embedder-Policy, referrers, a user who can be asked for
 * passwords, blobs, bad ports, and permissions for local network access. An outcome names the step in
 * `unmodelled` if it depends on the user or on a blob.
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
   * Fetches `url` as a page of `init.origin` would with an asynchronous `XMLHttpRequest`.
   *
   * @throws TypeError if `init.origin` is not a serialized origin
   * @see https://xhr.spec.whatwg.org/
   */
  async xmlHttpRequest(url: string | URL, init: XMLHttpRequestInit): Promise<Outcome> {
    const client = clientOf(init.origin);
    return this.#runUnlessThrown(() => requestByXMLHttpRequest(client, String(url), init));
  }

  /**
   * Fetches `url` as a page of `init.origin` would with an `EventSource`.
   *
   * @throws TypeError if `init.origin` is not a serialized origin
   * @see https://html.spec.whatwg.org/#server-sent-events
   */
  async eventSource(url: string | URL, init: EventSourceInit): Promise<Outcome> {
    const client = clientOf(init.origin);
    return this.#runUnlessThrown(() => requestByEventSource(client, String(url), init));
  }

  /**
   * Fetches `url` as an element such as `img` or `script` on a page of `init.origin` would.
   *
   * @throws TypeError if `init.origin` is not a serialized origin or `url` is not a URL
   * @see https://html.spec.whatwg.org/#create-a-potential-cors-request
   */
  async element(url: string | URL, init: ElementInit): Promise<Outcome> {
    const client = clientOf(init.origin);
    const request = createAPotentialCORSRequest(
      new URL(url, apiBaseURL(client)),
      corsAttributeStateOf(init.crossorigin ?? null),
      init.sameOriginFallback,
    );
    return this.#run({ ...request, client });
  }

  async #runUnlessThrown(requestOf: () => Request): Promise<Outcome> {
    let request: Request;
    try {
      request = requestOf();
    } catch (error) {
      if (error instanceof APIException) return thrownOutcome(error);
      throw error;
    }
    return this.#run(request);
  }

  async #run(request: Request): Promise<Outcome> {
    const exchanges: Exchange[] = [];
    // Member by member: to spread an object for every fetch is slow.
    const { now, cookies, userAgentValue, corsPreflightCache, maxAgeLimit } = this.#state;
    const network = this.#recorded(exchanges);
    const response = await fetch(
      { network, now, cookies, userAgentValue, corsPreflightCache, maxAgeLimit },
      request,
    );
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
