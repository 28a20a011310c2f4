/** An HTTP/1.1 connection to a target: one request at a time, bounded in time and memory. */
import type { Socket } from 'node:net';
import { buildConnector, Client, type Dispatcher } from 'undici';
import {
  type Exchange,
  type Header,
  type NetworkRequest,
  type NetworkResponse,
  trimHTTPTabOrSpace,
} from '../../reference/index.ts';
import { BodyReader } from './body-reader.ts';
import { NetworkRefusal } from './network-refusal.ts';

export interface ConnectionOptions {
  readonly origin: string;
  /** Milliseconds for one round trip, from the connection to the last byte. */
  readonly timeout: number;
  /** Whether certificates that do not verify are taken. */
  readonly insecure?: boolean | undefined;
  /** A certificate authority that is trusted instead of those of the system, as PEM. */
  readonly authority?: string | undefined;
  /** How many bytes of a body are kept. */
  readonly keptBody: number;
}

/** What carries requests and responses until one side closes it. */
interface Channel {
  readonly socket: Socket;
  /** Whether a request was sent on it. */
  isUsed: boolean;
  /** When its last response ended, as `performance.now()` says; null if a request awaits one. */
  idleSince: number | null;
  /** Whether bytes came on it that no request had asked for. */
  isOutOfStep: boolean;
}

type Head = Pick<NetworkResponse, 'status' | 'statusMessage' | 'headers'>;

/** A response, and the channel on which it came. */
interface TargetResponse extends NetworkResponse {
  /** Of the whole body, in bytes; `body` may have only its beginning. */
  readonly bodyLength: number;
  readonly channel: Channel;
}

/** Milliseconds to listen before the first request: about once to the target and back, and long enough for
 *  a process of the same machine to wake up. */
const shortestSilence = 10;
const longestSilence = 50;
/** Milliseconds after which a server may say with 408 that it closes an idle connection. */
const patience = 1000;

export class Connection {
  readonly #options: ConnectionOptions;
  #client: Client;
  #channel: Channel | null = null;
  #wasOutOfStep = false;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#client = this.#open();
  }

  /** Whether bytes ever came that no request had asked for. */
  get wasOutOfStep(): boolean {
    return this.#wasOutOfStep;
  }

  /** One round trip; once more if `mayRetry` and the server had closed the connection, as it may at
   *  any time between two requests. @see https://www.rfc-editor.org/rfc/rfc9110.html#section-9.2.2 */
  async send(
    request: NetworkRequest,
    headers: readonly Header[],
    mayRetry: boolean,
  ): Promise<NetworkResponse> {
    if (request.forceNewConnection && this.#channel?.isUsed) this.#reopen();
    const kept = this.#channel?.isUsed ? this.#channel : null;
    const bytesRead = kept?.socket.bytesRead;
    try {
      return await this.#roundTrip(request, headers);
    } catch (error) {
      const isUnanswered = kept === this.#channel && kept?.socket.bytesRead === bytesRead;
      if (!mayRetry || kept === null || !isUnanswered || !isClosing(error)) throw error;
      return this.#roundTrip(request, headers);
    }
  }

  async close(): Promise<void> {
    await this.#client.destroy();
  }

  #roundTrip(request: NetworkRequest, headers: readonly Header[]): Promise<NetworkResponse> {
    const { timeout, keptBody, origin } = this.#options;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        const refusal = new NetworkRefusal('timeout', `no complete response within ${timeout} ms`);
        // A late response must not meet the next request.
        this.#reopen(refusal);
        reject(refusal);
      }, timeout);
      const body = new BodyReader(keptBody);
      let head: Head;
      const options = {
        origin,
        path: request.url.pathname + request.url.search,
        method: request.method as Dispatcher.HttpMethod,
        headers: inTurn(request.headers, headers),
        body: request.body as Uint8Array | null,
        headersTimeout: 0,
        bodyTimeout: 0,
      };
      this.#client.dispatch(options, {
        onRequestStart: () => {
          const channel = this.#channel as Channel;
          channel.isUsed = true;
          channel.idleSince = null;
        },
        onResponseStart: (controller, status, _headers, statusMessage = '') => {
          head = { status, statusMessage, headers: linesOf(controller.rawHeaders as Buffer[]) };
        },
        onResponseData: (controller, chunk) => {
          body.add(chunk);
          const refusal = body.refusal();
          if (refusal !== null) controller.abort(refusal);
        },
        onResponseEnd: () => {
          clearTimeout(timer);
          const channel = this.#channel as Channel;
          channel.idleSince = performance.now();
          resolve(responseOf(head, body, channel));
        },
        onResponseError: (_controller, error) => {
          clearTimeout(timer);
          reject(error);
        },
      });
    });
  }

  #reopen(reason: Error | null = null): void {
    this.#client.destroy(reason);
    this.#client = this.#open();
    this.#channel = null;
  }

  #open(): Client {
    const { origin, timeout, insecure } = this.#options;
    const connector = buildConnector({ rejectUnauthorized: !insecure, timeout });
    const client = new Client(origin, {
      pipelining: 1,
      connect: (options, callback) => {
        const start = performance.now();
        connector(options, (error, socket) => {
          if (error !== null) return callback(error, null);
          const roundTrip = performance.now() - start;
          const silence = Math.min(Math.max(roundTrip, shortestSilence), longestSilence);
          setTimeout(() => {
            // Two turns of the event loop, so that what has arrived is also read.
            setImmediate(() => setImmediate(() => this.#use(socket, callback)));
          }, silence);
        });
      },
    });
    client.on('disconnect', (_origin, _targets, error) => {
      const channel = this.#channel;
      if (channel === null || channel.idleSince === null || !isStray(error)) return;
      if (performance.now() - channel.idleSince > patience) return;
      channel.isOutOfStep = true;
      this.#wasOutOfStep = true;
    });
    return client;
  }

  /** Takes a new connection, unless something is wrong with it. */
  #use(socket: Socket, callback: buildConnector.Callback): void {
    const trouble = troubleBefore(socket);
    if (trouble !== null) {
      socket.destroy();
      callback(trouble, null);
      return;
    }
    this.#channel = { socket, isUsed: false, idleSince: null, isOutOfStep: false };
    callback(null, socket);
  }
}

/** Whether the response may be the answer to another request: more came on its connection than was
 *  asked for. That can show after the response. */
export function isDoubtful({ response }: Exchange): boolean {
  return (response as TargetResponse | null)?.channel?.isOutOfStep ?? false;
}

/** What is wrong with a connection before its first request. */
function troubleBefore(socket: Socket): Error | null {
  if (socket.readableLength > 0) {
    return new NetworkRefusal('unasked', 'the target sent bytes before it got a request');
  }
  return socket.destroyed || socket.readableEnded
    ? new Error('the target closed the connection before it got a request')
    : null;
}

/** Whether a kept connection was closed, or had been closed before the request came. */
function isClosing(error: unknown): boolean {
  const { code = '' } = error as NodeJS.ErrnoException;
  return ['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE'].includes(code);
}

/** Whether an idle connection ended since bytes came. */
function isStray({ code, message, name }: NodeJS.ErrnoException): boolean {
  return (code === 'UND_ERR_SOCKET' && message === 'bad response') || name === 'HTTPParserError';
}

/** Member by member, since a run makes thousands: to spread objects is slow. */
function responseOf(
  { status, statusMessage, headers }: Head,
  body: BodyReader,
  channel: Channel,
): TargetResponse {
  return {
    status,
    statusMessage,
    headers,
    body: body.kept(),
    bodyLength: body.length,
    channel,
  } as TargetResponse;
}

/** Header lines for undici: names and values in turn. */
function inTurn(...lists: readonly (readonly Header[])[]): string[] {
  const texts: string[] = [];
  for (const list of lists) for (const [name, value] of list) texts.push(name, value);
  return texts;
}

/** Header lines from undici: names and values in turn. */
function linesOf(raw: readonly Buffer[]): Header[] {
  const headers: Header[] = [];
  for (let index = 0; index < raw.length; index += 2) {
    const value = (raw[index + 1] as Buffer).toString('latin1');
    headers.push([(raw[index] as Buffer).toString('latin1'), trimHTTPTabOrSpace(value)]);
  }
  return headers;
}
