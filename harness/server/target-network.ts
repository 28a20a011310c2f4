/** The network as far as a run may use it: one origin, safe methods, bounded in every way. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, Client, type Dispatcher } from 'undici';
import {
  type Header,
  isCorsPreflightRequest,
  type Network,
  type NetworkRequest,
  type NetworkResponse,
  trimHTTPTabOrSpace,
} from '../../reference/index.ts';
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
  /** Added to every request but preflights, such as credentials that the target asks for. */
  readonly headers?: readonly Header[] | undefined;
  /** Milliseconds to wait before the first retry after 429 or 503. */
  readonly backOff?: number | undefined;
  /** The time stamp at which the run ends, if it has a limit: nobody waits for longer. */
  readonly deadline?: number | undefined;
}

/** Why a request was not sent, or its response not taken. */
export class NetworkRefusal extends Error {
  readonly kind: 'left-target' | 'not-sent' | 'overloaded' | 'too-large' | 'timeout';

  constructor(kind: NetworkRefusal['kind'], message: string) {
    super(message);
    this.kind = kind;
  }
}

const safeMethods = ['GET', 'HEAD', 'OPTIONS'];
const idempotentMethods = [...safeMethods, 'PUT', 'DELETE'];
const maximumBody = 1024 * 1024;
const maximumRetries = 3;

/** One connection pool for one target. */
export class TargetNetwork {
  readonly #options: TargetNetworkOptions;
  readonly #agent: Agent;
  readonly #connect: NonNullable<Client.Options['connect']>;
  #nextSlot = 0;

  constructor(options: TargetNetworkOptions) {
    this.#options = options;
    this.#connect = { rejectUnauthorized: !options.insecure, timeout: options.timeout };
    this.#agent = new Agent({
      connections: options.concurrency,
      pipelining: 1,
      connect: this.#connect,
    });
  }

  /** One round trip; again, later, if the target says that it is overloaded. */
  readonly send: Network = async (request) => {
    this.#guard(request);
    const patience = patienceUntil(this.#options.deadline, Date.now());
    for (let attempt = 0; ; attempt += 1) {
      await this.#waitForSlot();
      const response = await this.#roundTrip(request);
      if (response.status !== 429 && response.status !== 503) return response;
      if (attempt === maximumRetries) {
        throw new NetworkRefusal(
          'overloaded',
          `the target keeps answering ${response.status}: try --rate or --concurrency`,
        );
      }
      const wait = waitAfter(response, attempt, this.#options.backOff ?? 500, Date.now());
      if (Date.now() + wait > patience) {
        throw new NetworkRefusal(
          'overloaded',
          `the target answers ${response.status} and asks to wait ${Math.ceil(wait / 1000)} s: come back then, or try --rate or --max-time`,
        );
      }
      await sleep(wait);
    }
  };

  /** Ends all connections, those in use too. */
  async close(): Promise<void> {
    await this.#agent.destroy();
  }

  #guard({ url, method }: NetworkRequest): void {
    if (url.origin !== this.#options.origin) {
      throw new NetworkRefusal('left-target', `${url.origin} is not the target: not contacted`);
    }
    if (!safeMethods.includes(method) && !this.#options.allowUnsafeMethods) {
      throw new NetworkRefusal(
        'not-sent',
        `${method} could change something: allow it with --allow-unsafe-methods`,
      );
    }
  }

  async #waitForSlot(): Promise<void> {
    if (this.#options.rate === undefined) return;
    const slot = Math.max(Date.now(), this.#nextSlot);
    this.#nextSlot = slot + 1000 / this.#options.rate;
    await sleep(slot - Date.now());
  }

  /** Once more on a fresh connection if a kept one turns out to be closed, as servers may at any
   *  time. @see https://www.rfc-editor.org/rfc/rfc9110.html#section-9.2.2 */
  async #roundTrip(request: NetworkRequest): Promise<NetworkResponse> {
    try {
      return await this.#send(request, this.#agent);
    } catch (error) {
      if (!isClosedConnection(error) || !idempotentMethods.includes(request.method)) throw error;
      const fresh = new Client(request.url.origin, { connect: this.#connect });
      return await this.#send(request, fresh).finally(() => fresh.destroy());
    }
  }

  async #send(request: NetworkRequest, dispatcher: Dispatcher): Promise<NetworkResponse> {
    const added = isCorsPreflightRequest(request) ? [] : (this.#options.headers ?? []);
    const { timeout } = this.#options;
    const signal = AbortSignal.timeout(timeout);
    try {
      const response = await dispatcher.request({
        origin: request.url.origin,
        path: request.url.pathname + request.url.search,
        method: request.method as Dispatcher.HttpMethod,
        headers: [...request.headers, ...added].flat(),
        body: request.body as Uint8Array | null,
        responseHeaders: 'raw',
        headersTimeout: timeout,
        bodyTimeout: timeout,
        signal,
      });
      return {
        status: response.statusCode,
        statusMessage: response.statusText,
        headers: pairs(response.headers as unknown as string[]),
        body: await readBody(response.body),
      };
    } catch (error) {
      if (signal.aborted) {
        throw new NetworkRefusal('timeout', `no complete response within ${timeout} ms`);
      }
      throw error;
    }
  }
}

/** Whether the connection ended before the response began. */
function isClosedConnection(error: unknown): boolean {
  const { code = '' } = error as NodeJS.ErrnoException;
  return ['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE'].includes(code);
}

function pairs(flat: readonly string[]): Header[] {
  const headers: Header[] = [];
  for (let index = 0; index < flat.length; index += 2) {
    headers.push([flat[index] as string, trimHTTPTabOrSpace(flat[index + 1] as string)]);
  }
  return headers;
}

async function readBody(body: Dispatcher.ResponseData['body']): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > maximumBody) {
      throw new NetworkRefusal('too-large', `the response has more than ${maximumBody} bytes`);
    }
  }
  return Buffer.concat(chunks);
}
