/** What a fetch ends in: a response, a refusal with its step, or what came before or instead of both. */
import type { APIException } from './api-exception.ts';
import type { NetworkRequest, NetworkResponse } from './fetch-params.ts';
import type { Header } from './header-list.ts';
import type { Request } from './request.ts';
import type { FilteredResponse, NetworkError } from './response.ts';

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
  /** A step that the reference does not model, if a browser may have come to another response there:
   *  after a 401, it can ask the user for a password. */
  readonly unmodelled?: string;
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
  readonly exception?: undefined;
  readonly unmodelled?: undefined;
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
  readonly exception?: undefined;
  readonly unmodelled?: undefined;
  readonly exchanges: readonly Exchange[];
}

/** `XMLHttpRequest` or `EventSource` threw an exception, so nothing was fetched. No step of Fetch decided
 *  this. */
export interface ThrownOutcome {
  readonly type: 'error';
  readonly step: null;
  readonly reason: null;
  readonly path: readonly [];
  readonly message: string;
  readonly cause?: undefined;
  /** The name of the DOMException, and what throws it: a URL in the standard of the API. */
  readonly exception: Pick<APIException, 'name' | 'link'>;
  readonly unmodelled?: undefined;
  readonly exchanges: readonly [];
}

/** The outcome depends on a step that the reference does not model, so it is not known. */
export interface UnmodelledOutcome {
  readonly type: 'error';
  readonly step: null;
  readonly reason: null;
  readonly path: readonly [];
  readonly message: string;
  readonly cause?: undefined;
  readonly exception?: undefined;
  /** That step, such as `scheme-fetch/3.b`. */
  readonly unmodelled: string;
  readonly exchanges: readonly Exchange[];
}

/** The outcome of a fetch. */
export type Outcome =
  | SharedOutcome
  | RefusedOutcome
  | FailedOutcome
  | ThrownOutcome
  | UnmodelledOutcome;

export function thrownOutcome({ name, link, message }: APIException): ThrownOutcome {
  const exception = { name, link };
  return { type: 'error', step: null, reason: null, path: [], message, exception, exchanges: [] };
}

export function errorOutcome(
  { why }: NetworkError,
  exchanges: readonly Exchange[],
): RefusedOutcome | FailedOutcome | UnmodelledOutcome {
  if (why.result === 'transport') {
    const { cause } = why;
    const message = cause instanceof Error ? cause.message : String(cause);
    return { type: 'error', step: null, reason: null, path: [], message, cause, exchanges };
  }
  if (why.result === 'unmodelled') {
    const { step: unmodelled, message } = why;
    return { type: 'error', step: null, reason: null, path: [], message, unmodelled, exchanges };
  }
  const { step, reason, path, message } = why;
  return { type: 'error', step, reason, path, message, exchanges };
}

export function sharedOutcome(
  response: FilteredResponse,
  request: Request,
  exchanges: readonly Exchange[],
): SharedOutcome {
  const { type, internalResponse, headerList } = response;
  const isReadable = type === 'basic' || type === 'cors';
  const url = internalResponse.urlList.at(-1) as URL;
  return {
    type,
    status: isReadable ? internalResponse.status : 0,
    headers: headerList,
    url: type === 'opaque' ? '' : serializeWithoutFragment(url),
    redirected: type !== 'opaque' && request.urlList.length > 1,
    body: isReadable ? internalResponse.body : null,
    ...(internalResponse.unmodelled === null ? {} : { unmodelled: internalResponse.unmodelled }),
    exchanges,
  };
}

/** @see https://url.spec.whatwg.org/#concept-url-serializer */
function serializeWithoutFragment({ href }: URL): string {
  const start = href.indexOf('#');
  return start === -1 ? href : href.slice(0, start);
}
