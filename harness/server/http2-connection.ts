/** An HTTP/2 connection to a target, bounded in time and memory like those of HTTP/1.1. */
import { type ClientHttp2Session, type ClientHttp2Stream, connect, constants } from 'node:http2';
import type { TLSSocket } from 'node:tls';
import type { Header, NetworkRequest, NetworkResponse } from '../../reference/index.ts';
import { BodyReader } from './body-reader.ts';
import type { ConnectionOptions } from './connection.ts';
import { combinedHeaders, requestHeaders, responseHeaders } from './http2-headers.ts';
import { NetworkRefusal } from './network-refusal.ts';
import { tlsConnection } from './tls-connection.ts';

/** A session with the server until one side closes it. */
interface Channel {
  readonly session: ClientHttp2Session;
  readonly socket: TLSSocket;
  /** Resolves once requests can be sent; rejects with what went wrong before. */
  readonly connected: Promise<void>;
  /** Whether a request was sent on it. */
  isUsed: boolean;
}

/** No response came. HTTP/2 tells whether the server may have acted on the request. */
class Unanswered extends Error {
  readonly wasProcessed: boolean;

  constructor(message: string, wasProcessed: boolean) {
    super(message);
    this.wasProcessed = wasProcessed;
  }
}

export class HTTP2Connection {
  /** HTTP/2 says of each message to which request it belongs. */
  readonly wasOutOfStep = false;
  readonly #options: ConnectionOptions;
  /** All whose sockets are open. */
  readonly #channels = new Set<Channel>();
  #channel: Channel | null = null;

  constructor(options: ConnectionOptions) {
    this.#options = options;
  }

  /** One round trip; once more if the server did not take the request on a session that it had kept, or
   *  if `mayRetry` and it closed such a session without a response.
   *  @see https://www.rfc-editor.org/rfc/rfc9113.html#section-8.7 */
  async send(
    request: NetworkRequest,
    headers: readonly Header[],
    mayRetry: boolean,
  ): Promise<NetworkResponse> {
    if (request.forceNewConnection && this.#channel?.isUsed) this.#retire(this.#channel);
    const kept = this.#channel?.isUsed ? this.#channel : null;
    try {
      return await this.#roundTrip(request, headers);
    } catch (error) {
      const mayRepeat = error instanceof Unanswered && (mayRetry || !error.wasProcessed);
      if (kept === null || !mayRepeat) throw error;
      this.#retire(kept);
      return this.#roundTrip(request, headers);
    }
  }

  async close(): Promise<void> {
    for (const channel of this.#channels) end(channel);
  }

  async #roundTrip(request: NetworkRequest, headers: readonly Header[]): Promise<NetworkResponse> {
    const { timeout, keptBody } = this.#options;
    const channel = this.#usable();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => {
        reject(new NetworkRefusal('timeout', `no complete response within ${timeout} ms`));
        this.#retire(channel);
        end(channel);
      }, timeout);
    });
    try {
      return await Promise.race([late, exchange(channel, request, headers, keptBody)]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** The session that is open, or a new one. */
  #usable(): Channel {
    const { origin, insecure, authority } = this.#options;
    const open = this.#channel;
    if (open !== null && !open.session.closed && !open.session.destroyed) return open;
    const socket = tlsConnection(new URL(origin), { insecure, authority, protocols: ['h2'] });
    const session = connect(origin, {
      createConnection: () => socket,
      settings: { enablePush: false },
    });
    // Requests learn of it from `close`.
    session.on('error', () => {});
    const channel = { session, socket, connected: connected(session), isUsed: false };
    channel.connected.catch(() => {});
    this.#channels.add(channel);
    socket.once('close', () => this.#channels.delete(channel));
    this.#channel = channel;
    return channel;
  }

  /** The next request opens a new session. Those on this one go on. */
  #retire(channel: Channel): void {
    channel.session.close();
    if (this.#channel === channel) this.#channel = null;
  }
}

/** Ends it at once. A session that was asked to close would wait for the server, which may never do so. */
function end({ session, socket }: Channel): void {
  session.destroy();
  socket.destroy();
}

async function exchange(
  channel: Channel,
  request: NetworkRequest,
  headers: readonly Header[],
  keptBody: number,
): Promise<NetworkResponse> {
  const { session } = channel;
  await channel.connected;
  const stream = requestOn(session, request, headers);
  channel.isUsed = true;
  const response = responseOn(session, stream, keptBody);
  send(stream, request.body);
  return response;
}

/** Rejects with what went wrong before the first request. */
function connected(session: ClientHttp2Session): Promise<void> {
  return new Promise((resolve, reject) => {
    session.once('connect', () => resolve());
    session.once('error', reject);
    session.once('close', () =>
      reject(new Error('the target closed the connection before it got a request')),
    );
  });
}

/** @throws NetworkRefusal if HTTP/2 has no form for the request */
function requestOn(
  session: ClientHttp2Session,
  request: NetworkRequest,
  headers: readonly Header[],
): ClientHttp2Stream {
  if (session.closed || session.destroyed) throw new Unanswered('the session is closed', false);
  const lines = requestHeaders(request, headers);
  const options = { endStream: request.body === null };
  try {
    return session.request(lines, options);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    // Node sends some names only once.
    if (code === 'ERR_HTTP2_HEADER_SINGLE_VALUE') {
      return session.request(combinedHeaders(lines), options);
    }
    throw new NetworkRefusal('not-sent', `HTTP/2 cannot carry this request: ${message}`);
  }
}

async function send(stream: ClientHttp2Stream, body: NetworkRequest['body']): Promise<void> {
  if (body === null) return;
  if (body instanceof Uint8Array) stream.end(body);
  else {
    try {
      for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) stream.write(chunk);
      stream.end();
    } catch {
      stream.close(constants.NGHTTP2_CANCEL);
    }
  }
}

function responseOn(
  session: ClientHttp2Session,
  stream: ClientHttp2Stream,
  keptBody: number,
): Promise<NetworkResponse> {
  return new Promise((resolve, reject) => {
    const body = new BodyReader(keptBody);
    let head: Pick<NetworkResponse, 'status' | 'headers'> | null = null;
    let failure: Error | null = null;
    stream.on('response', (headers, ...[, lines]: [number, string[]?]) => {
      head = { status: Number(headers[':status']), headers: responseHeaders(lines ?? []) };
    });
    stream.on('data', (chunk: Uint8Array) => {
      body.add(chunk);
      failure ??= body.refusal();
      if (failure !== null) stream.close(constants.NGHTTP2_CANCEL);
    });
    stream.on('error', (error) => {
      failure ??= error;
    });
    stream.on('close', () => {
      const isComplete = stream.readableEnded && stream.rstCode === constants.NGHTTP2_NO_ERROR;
      if (head !== null && isComplete && failure === null) {
        resolve({ ...head, body: body.kept(), bodyLength: body.length } as NetworkResponse);
      } else if (head === null) reject(unanswered(session, stream, failure));
      else
        reject(failure ?? new Error('the connection was closed before the response was complete'));
    });
  });
}

/** Why there is no response to a request. */
function unanswered(
  session: ClientHttp2Session,
  { rstCode }: ClientHttp2Stream,
  failure: Error | null,
): Error {
  const isRefused = rstCode === constants.NGHTTP2_REFUSED_STREAM;
  if (isRefused) return new Unanswered('the target refused the request', false);
  if (session.closed || session.destroyed) {
    return new Unanswered('the target closed the connection without a response', true);
  }
  return failure ?? new Error('the target ended the request without a response');
}
