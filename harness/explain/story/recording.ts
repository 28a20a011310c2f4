/** A network that asks another one only once for each request of a fetch, so that the fetch can be run
 *  again over what came back. */
import type { Network, NetworkRequest, NetworkResponse } from '../../../reference/index.ts';
import { NotSeen } from './not-seen.ts';

export interface Entry {
  readonly request: NetworkRequest;
  /** As it came; null if there is none. */
  readonly response: NetworkResponse | null;
  readonly cause: unknown;
  /** Whether an obstacle comes before it, so that a browser would not have sent it. */
  readonly isBeyond: boolean;
  /** What the reference sees: the response as it came, or without the obstacles that were found in it. */
  seen: NetworkResponse | null;
}

const safeMethods = ['GET', 'HEAD', 'OPTIONS'];

export class Recording {
  readonly entries: Entry[] = [];
  readonly #network: Network;
  readonly #sends: boolean;

  /** @param sends whether the network really sends requests, as opposed to one that looks them up */
  constructor(network: Network, sends: boolean) {
    this.#network = network;
    this.#sends = sends;
  }

  /** The network of one run of the fetch. Each run makes the same requests as the one before it, up to the
   *  last response, which may have been repaired. */
  run(isFirst: boolean): Network {
    let index = 0;
    return async (request) => {
      const entry = this.entries[index] ?? (await this.#ask(request, !isFirst));
      index += 1;
      if (entry.seen === null) throw entry.cause;
      return entry.seen;
    };
  }

  async #ask(request: NetworkRequest, isBeyond: boolean): Promise<Entry> {
    let entry: Entry;
    try {
      if (isBeyond && this.#sends) refuseToGoBeyond(request);
      const response = await this.#network(request);
      entry = { request, response, cause: null, isBeyond, seen: response };
    } catch (cause) {
      const seen = cause instanceof NotSeen ? cause.concluded : null;
      entry = { request, response: null, cause, isBeyond, seen };
    }
    this.entries.push(entry);
    return entry;
  }
}

/** What a browser would not send is sent only to learn more, and so only if it changes nothing.
 *  @throws NotSeen */
function refuseToGoBeyond({ method }: NetworkRequest): void {
  if (safeMethods.includes(method)) return;
  throw new NotSeen(
    'not-sent',
    `the ${method} request was not sent, since a browser would not send it either`,
  );
}
