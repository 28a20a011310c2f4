/** What a page could see of a fetch; and what a client is, as far as the suite needs to know. */
import type { ClientFeature, PageFetch } from '../../conformance/exchanges.ts';
import type { RunningCase } from './wire/case-server.ts';

export type Seen = SeenResponse | SeenError | SeenNothing;

/** The fetch gave the page a response. Strings of headers and bodies have one char per byte. */
export interface SeenResponse {
  /** Of a Response; `shared` where the API does not tell, as with XMLHttpRequest. */
  readonly type: 'basic' | 'cors' | 'default' | 'opaque' | 'opaqueredirect' | 'shared';
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Null if reading it failed. */
  readonly body: string | null;
  readonly url: string;
  /** Null where the API does not tell. */
  readonly redirected: boolean | null;
}

/** The fetch failed, as far as the page can tell. */
export interface SeenError {
  readonly type: 'error';
  /** For people. */
  readonly message: string;
}

/** The fetch came to no end. */
export interface SeenNothing {
  readonly type: 'unsettled';
}

/** One fetch of one case, as a page is to make it. */
export interface ClientFetch extends Omit<PageFetch, 'page' | 'after'> {
  /** Of the page: `null` is an opaque one, the same throughout a case. */
  readonly origin: string;
  /** Of the page that it is in, or its own. */
  readonly topLevelOrigin: string;
  /** Names the case: what a client remembers has to last for it, and need not last longer. */
  readonly case: string;
  /** Milliseconds after which nobody waits for it any more. */
  readonly timeout: number;
}

/** What a client can do: what cases may require of it, and `fetch()` itself. */
export type Feature = ClientFeature | 'fetch';

export interface Client {
  readonly name: string;
  readonly version: string;
  readonly features: readonly Feature[];
  /** How many cases it takes at a time. */
  readonly concurrency: number;
  /** Makes all fetches of a case.
   *  @throws if the client itself breaks, which is no verdict about CORS */
  run(running: RunningCase): Promise<readonly Seen[]>;
  close(): Promise<void>;
}
