/** Chains of fetches by one browser, and what is compared: the requests on the wire, and how each fetch ends. */
import type { HeaderLine } from '../../exchanges.ts';

/** The fetches of one browser, one after the other, and the servers that answer them. */
export interface Chain {
  readonly hasPreflightCache: boolean;
  readonly fetches: readonly ChainFetch[];
  /** By their URLs, without query and fragment. Connections to other URLs fail. */
  readonly resources: Readonly<Record<string, Resource>>;
}

export interface ChainFetch {
  /** Seconds that pass before this fetch. */
  readonly after: number;
  /** The origin of the page. "null" is an opaque origin, new for each fetch. */
  readonly page: string;
  /** The origin of the top-level page. Null means that the page itself is the top-level page. */
  readonly topLevel: string | null;
  readonly url: string;
  readonly method: string;
  readonly headers: readonly HeaderLine[];
  readonly body: 'none' | 'bytes' | 'text' | 'form' | 'stream';
  readonly mode: 'cors' | 'no-cors' | 'same-origin';
  readonly credentials: 'omit' | 'same-origin' | 'include';
  readonly redirect: 'follow' | 'error' | 'manual';
  readonly referrerPolicy: '' | 'no-referrer' | 'same-origin' | 'strict-origin' | 'unsafe-url';
  /** Whether the use-CORS-preflight flag is set, even without a stream. */
  readonly useCorsPreflight: boolean;
}

/** Preflights and other requests get their own answers, which take turns. */
export interface Resource {
  readonly preflights: readonly Answer[];
  readonly others: readonly Answer[];
}

export interface Answer {
  /** 0 means that the connection fails. */
  readonly status: number;
  /** `{Origin}` stands for the request's Origin. A line with it is omitted if there is no Origin. */
  readonly lines: readonly HeaderLine[];
  /** Seconds until the response arrives. */
  readonly takes: number;
}

/** The longest time that the browser keeps a grant, in seconds. */
export const maxAgeLimit = 600;

/** One request on the wire. */
export interface Sent {
  /** The method and the URL, with the fragment, which the network does not send. */
  readonly line: string;
  readonly origin: string | null;
  readonly requestMethod: string | null;
  readonly requestHeaders: string | null;
  readonly cookies: boolean;
  /** The lines that the page set, or that the preflight has by itself. */
  readonly headers: readonly string[];
}

/** Where a fetch failed. Null means in the network. */
export type Phase = 'construction' | 'start' | 'preflight' | 'response' | 'redirect' | null;

export type Ending =
  | {
      readonly type: 'basic' | 'cors' | 'opaque' | 'opaqueredirect';
      readonly status: number;
      readonly exposed: readonly string[];
      readonly url: string;
      readonly redirected: boolean;
    }
  | { readonly type: 'error'; readonly phase: Phase; readonly reason: string | null };

export interface Seen {
  readonly wire: readonly Sent[];
  readonly ending: Ending;
}
