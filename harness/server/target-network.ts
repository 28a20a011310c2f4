/** The network as far as a run may use it: one origin, safe methods, bounded in every way. */
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type Header,
  isCorsPreflightRequest,
  type Network,
  type NetworkRequest,
  type NetworkResponse,
} from '../../reference/index.ts';
import { Connection } from './connection.ts';
import { HTTP2Connection } from './http2-connection.ts';
import { NetworkRefusal } from './network-refusal.ts';
import { withoutNames } from './replaced-headers.ts';
import { patienceUntil, waitAfter } from './retry-after.ts';

export interface TargetNetworkOptions {
  /** The only origin that is ever contacted. */
  readonly origin: string;
  /** Whether methods other than GET, HEAD and OPTIONS may be sent. */
  readonly allowUnsafeMethods: boolean;
  /** Milliseconds for one round trip, from the connection to the last byte. */
  readonly timeout: number;
  /** Connections at once. */
  readonly concurrency: number;
  /** Requests a second; unlimited if left out. */
  readonly rate?: number | undefined;
  /** Whether certificates that do not verify are taken. */
  readonly insecure?: boolean | undefined;
  /** Sent with every request but preflights, such as credentials that the target asks for, in place of
   *  headers with the same names. */
  readonly headers?: readonly Header[] | undefined;
  /** The value of `User-Agent`; that of a browser if left out. */
  readonly userAgent?: string | undefined;
  /** Whether a request that was sent once may be sent again, whatever its method. */
  readonly mayRepeat?: boolean | undefined;
  /** How many bytes of a body are kept; a few hundred if left out. */
  readonly keptBody?: number | undefined;
  /** Milliseconds to wait before the first retry after 429 or 503. */
  readonly backOff?: number | undefined;
  /** Whether 429 and 503 are responses like any others; if left out, the request is sent again later. */
  readonly takesOverload?: boolean | undefined;
  /** Whether to speak HTTP/2: the target has to offer it. */
  readonly http2?: boolean | undefined;
  /** The time stamp at which the run ends, if it has a limit: nobody waits for longer. */
  readonly deadline?: number | undefined;
}

const safeMethods = ['GET', 'HEAD', 'OPTIONS'];
const idempotentMethods = [...safeMethods, 'PUT', 'DELETE'];
/** Redirects can make a URL longer and longer. Few servers take more than 16 kB. */
const maximumURL = 64 * 1024;
const maximumRetries = 3;

type AnyConnection = Connection | HTTP2Connection;

/** The connections to one target. */
export class TargetNetwork {
  readonly #options: TargetNetworkOptions;
  readonly #idle: AnyConnection[];
  readonly #waiting: ((connection: AnyConnection) => void)[] = [];
  readonly #connections: readonly AnyConnection[];
  #nextSlot = 0;

  constructor(options: TargetNetworkOptions) {
    this.#options = options;
    const { concurrency, keptBody = 512 } = options;
    this.#connections = Array.from(
      { length: concurrency },
      () => new (options.http2 ? HTTP2Connection : Connection)({ ...options, keptBody }),
    );
    this.#idle = [...this.#connections];
  }

  /** One round trip; again, later, if the target says that it is overloaded. */
  readonly send: Network = async (request) => {
    this.#guard(request);
    const start = Date.now();
    for (let attempt = 0; ; attempt += 1) {
      if (this.#options.rate !== undefined) await this.#waitForSlot(this.#options.rate);
      const response = await this.#roundTrip(request);
      if (this.#options.takesOverload || ![429, 503].includes(response.status)) return response;
      if (attempt === maximumRetries) {
        throw new NetworkRefusal(
          'overloaded',
          `the target keeps answering ${response.status}: try --rate or --concurrency`,
        );
      }
      const wait = waitAfter(response, attempt, this.#options.backOff ?? 500, Date.now());
      if (Date.now() + wait > patienceUntil(this.#options.deadline, start)) {
        throw new NetworkRefusal(
          'overloaded',
          `the target answers ${response.status} and asks to wait ${Math.ceil(wait / 1000)} s: come back then, or try --rate or --max-time`,
        );
      }
      await sleep(wait);
    }
  };

  /** Whether the target ever sent more than it was asked for. */
  get wasOutOfStep(): boolean {
    return this.#connections.some(({ wasOutOfStep }) => wasOutOfStep);
  }

  /** Ends all connections, those in use too. */
  async close(): Promise<void> {
    await Promise.all(this.#connections.map((connection) => connection.close()));
  }

  #guard({ url, method }: NetworkRequest): void {
    if (url.origin !== this.#options.origin) {
      throw new NetworkRefusal('left-target', `${url.origin} is not the target: not contacted`);
    }
    if (url.href.length > maximumURL) {
      throw new NetworkRefusal('too-large', `the URL has more than ${maximumURL} characters`);
    }
    if (!safeMethods.includes(method) && !this.#options.allowUnsafeMethods) {
      throw new NetworkRefusal(
        'not-sent',
        `${method} could change something: allow it with --allow-unsafe-methods`,
      );
    }
  }

  /** @param rate requests a second */
  async #waitForSlot(rate: number): Promise<void> {
    const slot = Math.max(Date.now(), this.#nextSlot);
    this.#nextSlot = slot + 1000 / rate;
    await sleep(slot - Date.now());
  }

  async #roundTrip(request: NetworkRequest): Promise<NetworkResponse> {
    const { headers = [], mayRepeat = false, userAgent } = this.#options;
    const added: Header[] = [
      ...(isCorsPreflightRequest(request) ? [] : headers),
      ...(userAgent === undefined ? [] : [['User-Agent', userAgent] as const]),
    ];
    const sent = added.length === 0 ? request : withRoomFor(request, added);
    const connection = this.#idle.pop() ?? (await this.#nextIdle());
    try {
      const mayRetry = mayRepeat || idempotentMethods.includes(request.method);
      return await connection.send(sent, added, mayRetry);
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#idle.push(connection);
      else next(connection);
    }
  }

  #nextIdle(): Promise<AnyConnection> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
    });
  }
}

/** The request without what is added in its place. */
function withRoomFor(request: NetworkRequest, added: readonly Header[]): NetworkRequest {
  const names = added.map(([name]) => name);
  return { ...request, headers: withoutNames(request.headers, names) };
}
