/** The story of one fetch, as plain data: what was asked, what came back, who decided, and all obstacles. */
import type { Header } from '../../../reference/index.ts';
import type { FetchOfPage } from './fetch-of-page.ts';

export interface Story {
  /** The fetch, without secrets. */
  readonly fetch: Required<Omit<FetchOfPage, 'body' | 'cookie' | 'useCorsPreflight'>> & {
    readonly hasBody: boolean;
  };
  /** Whether the URL is of another origin than the page. */
  readonly isCrossOrigin: boolean;
  /**
   * How it ended: `shared`; `opaque`, which is loaded but not readable; `granted`, if the preflight allows
   * the request, which was not sent; `not-shared`; or `unknown`.
   */
  readonly verdict: 'shared' | 'opaque' | 'granted' | 'not-shared' | 'unknown';
  /** Why it is not shared; null if no step refused. */
  readonly decision: Decision | null;
  /** The first URL, and one more for each redirect that was followed. */
  readonly hops: readonly Hop[];
  /** All that keeps the page from the response, as far as it could be seen, in order. */
  readonly obstacles: readonly Obstacle[];
  /** What the page can read, or could read once the obstacles are gone; null if that is not known. */
  readonly readable: Readable | null;
  /** What could not be known. */
  readonly unknown: readonly Unknown[];
}

/** A step of the standard that refuses. */
export interface Decision {
  readonly step: string;
  readonly reason: string;
  /** The steps that lead to it; it comes last. */
  readonly path: readonly string[];
  readonly gist: string;
  readonly link: string;
  readonly message: string;
}

export interface Obstacle extends Decision {
  /** The number of the hop, from 1; 0 if nothing was sent. */
  readonly hop: number;
  /** Which response is the obstacle, or `page` if the page itself is. */
  readonly on: 'preflight' | 'response' | 'page';
  /** The headers of the request that are not allowed, if this is about headers. */
  readonly names: readonly string[];
  readonly fix: string;
}

export interface Hop {
  readonly url: string;
  readonly method: string;
  /** Whether CORS decides who may read the response. */
  readonly isCORS: boolean;
  /** The value of Origin; null if it is not sent. */
  readonly origin: string | null;
  /** Null if none is needed. */
  readonly preflight: Preflight | null;
  /** Null if the fetch ended before it. */
  readonly request: Requested | null;
}

export interface Preflight {
  /** Why it is sent. */
  readonly needs: readonly Need[];
  readonly exchange: ToldExchange;
  /** Null if its response was not seen. */
  readonly isGranted: boolean | null;
  /** Empty if its response was not seen. */
  readonly grants: readonly Grant[];
}

/** Something that needs a preflight. */
export interface Need {
  readonly kind: 'method' | 'header' | 'upload';
  readonly name: string;
  /** A clause, such as `only GET, HEAD and POST need no preflight`. */
  readonly why: string;
}

/** One of the things that a preflight has to allow, judged by itself. */
export interface Grant {
  readonly of: 'origin' | 'credentials' | 'status' | 'method' | 'header';
  /** The origin, the method or the header. */
  readonly name: string;
  readonly isGranted: boolean;
  /** The header line that grants it. */
  readonly line: Header | null;
  /** The step that refuses it, and why. */
  readonly step: string | null;
  readonly message: string | null;
}

export interface Requested {
  readonly exchange: ToldExchange;
  /** The CORS check of the response; null if there is none, or no response. */
  readonly check: Check | null;
}

export interface Check {
  readonly isPassed: boolean;
  /** The header lines that it looks at. */
  readonly lines: readonly Header[];
  readonly step: string | null;
  readonly message: string | null;
}

/** One request and its response, without secrets. */
export interface ToldExchange {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly Header[];
  readonly response: ToldResponse | null;
  /** Why there is no response. */
  readonly trouble: string | null;
  /** Whether the request was sent. Of a recording, whether it is in it. */
  readonly isSent: boolean;
  /** Whether a browser would not have sent it, since an obstacle comes before it. */
  readonly isBeyond: boolean;
}

export interface ToldResponse {
  readonly status: number;
  readonly statusMessage: string;
  readonly headers: readonly Header[];
  /** In bytes. */
  readonly bodyLength: number;
  /** How the body of an error begins, if it is text; null otherwise. */
  readonly bodyStart: string | null;
}

export interface Readable {
  readonly status: number;
  readonly hasBody: boolean;
  /** Names in lower case. */
  readonly headers: readonly string[];
  /** Names in lower case that Access-Control-Expose-Headers would have to list. */
  readonly hidden: readonly string[];
}

export interface Unknown {
  readonly kind: 'not-sent' | 'not-contacted' | 'not-recorded' | 'failed' | 'unmodelled' | 'beyond';
  /** A clause for people, without a full stop. */
  readonly what: string;
}
