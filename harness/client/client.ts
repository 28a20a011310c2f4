/** A client under test, as far as the suite needs to know it. */
import type { ClientFeature, Initiator, PageFetch } from '../../conformance/exchanges.ts';
import type { Seen } from './seen.ts';
import type { RunningCase } from './wire/case-server.ts';

export interface Client {
  readonly name: string;
  readonly version: string;
  readonly features: readonly Feature[];
  /** How many cases it takes at a time. */
  readonly concurrency: number;
  /** Makes all fetches of a case.
   *  @throws if the client itself breaks, which says nothing about CORS */
  run(running: RunningCase): Promise<readonly Seen[]>;
  close(): Promise<void>;
}

/** What a client can do: what cases may require of it, the initiators that it has, and `fetch()` itself. */
export type Feature = ClientFeature | Initiator | 'fetch';

/** One fetch of one case, as a page has to make it. */
export interface ClientFetch extends Omit<PageFetch, 'page' | 'topLevel' | 'after'> {
  /** The origin of the page: `null` is an opaque one, the same throughout a case. */
  readonly origin: string;
  /** The origin of the page around it, or its own. */
  readonly topLevelOrigin: string;
  /** The name of the case. What a client remembers has to last for one case, and need not last longer. */
  readonly case: string;
  /** Milliseconds after which the fetch counts as one that does not end. */
  readonly timeout: number;
  /** The certificate authority to trust, as PEM; null if the servers do not use TLS. */
  readonly authority: string | null;
}
