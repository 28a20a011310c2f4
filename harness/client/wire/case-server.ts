/** The case server: A, B and C on sockets of this machine, where each case finds its rules answered
 *  byte by byte, and each request is written down line by line. */
import { createServer, type Server, type Socket } from 'node:net';
import type { ExchangeCase, OriginLetter, Origins } from '../../../conformance/exchanges.ts';
import { ruleFor } from '../../../conformance/scripted-server.ts';
import { serveConnection } from './connection.ts';
import { type PlacedCase, type Placement, parsePath, place, prefixOf } from './placement.ts';
import type { ReceivedRequest } from './request-reader.ts';
import { type ResponseBytes, responseBytes } from './response-bytes.ts';

/** A request of a case, with the path as the corpus has it. */
export interface LoggedRequest extends ReceivedRequest {
  readonly origin: OriginLetter;
  readonly path: string;
  /** Which fetch of the case it was sent for, from 0. */
  readonly fetch: number;
  /** What came of it. A client may well repeat a request that was dropped. */
  readonly answer: 'answered' | 'dropped' | 'unmatched';
}

/** A case while it runs. */
export interface RunningCase extends PlacedCase {
  readonly requests: readonly LoggedRequest[];
}

/** An answer of the harness itself. */
export interface ControlResponse {
  readonly status: number;
  readonly headers?: readonly (readonly [name: string, value: string])[];
  readonly body?: string;
}

/** Answers requests that belong to no case. */
export type Control = (
  request: ReceivedRequest,
  letter: OriginLetter,
) => ControlResponse | null | Promise<ControlResponse | null>;

interface Running extends RunningCase {
  readonly given: ExchangeCase;
  placement: Placement;
  case: ExchangeCase;
  requests: LoggedRequest[];
  fetch: number;
  /** The bytes of its requests. */
  size: number;
}

/** At one port, and more than any client opens. The oldest gives way to the newest. */
const mostConnections = 128;
/** More bytes than the requests of any case have. */
const mostLogged = 256 * 1024;

const letters: readonly OriginLetter[] = ['A', 'B', 'C'];
/** Of the loopback interface, and of all interfaces: in IPv4 and in IPv6. */
const loopback = ['127.0.0.1', '::1'];
const everywhere = ['0.0.0.0', '::'];

export class CaseServer {
  readonly #servers: Server[] = [];
  readonly #sockets = new Map(letters.map((letter) => [letter, new Set<Socket>()]));
  readonly #ports = new Map<OriginLetter, number>();
  readonly #running = new Map<string, Running>();
  /** Random, so that nothing a client remembers from another run applies to this one. */
  readonly #session = Math.floor(Math.random() * 36 ** 5).toString(36);
  #count = 0;
  /** Answers requests that belong to no case, such as those for the page itself. */
  control: Control = () => null;

  /** @param host the address to listen on; an address of a kind stands for all of that kind. Only
   *    this machine can reach it if it is left out. */
  static async start(host = '127.0.0.1'): Promise<CaseServer> {
    const server = new CaseServer();
    const kind = [loopback, everywhere].find((addresses) => addresses.includes(host));
    for (const letter of letters) await server.#listen(letter, kind ?? [host]);
    return server;
  }

  /** The origins for a page at `host`. C is another site only if this machine has another name. */
  originsAt(host: string, other = otherNameOf(host)): Origins {
    const at = (name: string, letter: OriginLetter) => `http://${name}:${this.#ports.get(letter)}`;
    return { A: at(host, 'A'), B: at(host, 'B'), C: at(other, 'C') };
  }

  /** Starts to serve a case, under its own path. */
  add(exchangeCase: ExchangeCase, origins: Origins): RunningCase {
    const placed = place(exchangeCase, { origins, token: this.#newToken() });
    const running = { ...placed, given: exchangeCase, requests: [], fetch: 0, size: 0 };
    this.#running.set(placed.placement.token, running);
    return running;
  }

  /** Serves the case under another path, as if nothing had been sent. */
  restart({ placement: { token, origins } }: PlacedCase): void {
    const running = this.#running.get(token);
    if (!running) return;
    this.#running.delete(token);
    const placed = place(running.given, { origins, token: this.#newToken() });
    Object.assign(running, placed, { requests: [], fetch: 0, size: 0 });
    this.#running.set(placed.placement.token, running);
  }

  /** From now on, the requests of the case belong to this fetch. */
  beginFetch({ placement }: PlacedCase, index: number): void {
    const running = this.#running.get(placement.token);
    if (running) running.fetch = index;
  }

  remove({ placement }: PlacedCase): void {
    this.#running.delete(placement.token);
  }

  #newToken(): string {
    this.#count += 1;
    return `x${this.#session}y${this.#count.toString(36)}z`;
  }

  async close(): Promise<void> {
    for (const socket of [...this.#sockets.values()].flatMap((each) => [...each])) socket.destroy();
    await Promise.all(
      this.#servers.map((server) => new Promise((resolve) => server.close(resolve))),
    );
  }

  /** One port for all addresses: clients choose among those of a name. */
  async #listen(letter: OriginLetter, [first, second]: readonly string[]): Promise<void> {
    for (;;) {
      const server = await this.#listenAt(letter, first as string, 0);
      const { port } = server.address() as { port: number };
      try {
        if (second !== undefined) this.#servers.push(await this.#listenAt(letter, second, port));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') {
          server.close();
          continue;
        }
        // Without IPv6, names have no such address either.
      }
      this.#servers.push(server);
      this.#ports.set(letter, port);
      return;
    }
  }

  #listenAt(letter: OriginLetter, host: string, port: number): Promise<Server> {
    const server = createServer((socket) => this.#serve(letter, socket));
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen({ host, port, ipv6Only: host === '::' }, () => resolve(server));
    });
  }

  #serve(letter: OriginLetter, socket: Socket): void {
    const sockets = this.#sockets.get(letter) as Set<Socket>;
    const [oldest] = sockets;
    if (sockets.size >= mostConnections) oldest?.destroy();
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    serveConnection(socket, (request) => this.#respond(letter, request));
  }

  #respond(
    letter: OriginLetter,
    request: ReceivedRequest,
  ): ResponseBytes | null | Promise<ResponseBytes> {
    const place = parsePath(request.target);
    const running = place && this.#running.get(place.token);
    if (!place || !running) return this.#answerItself(letter, request);
    const sent = { ...request, origin: letter, path: place.path };
    running.size += sizeOf(request);
    if (running.size > mostLogged) return null;
    const rule = ruleFor(running.case.given.server, sent, running.requests);
    const answer = rule === null ? 'unmatched' : 'drop' in rule ? 'dropped' : 'answered';
    running.requests.push({ ...sent, fetch: running.fetch, answer });
    return rule === null ? controlBytes({ status: 500 }) : responseBytes(rule, request.method);
  }

  async #answerItself(letter: OriginLetter, request: ReceivedRequest): Promise<ResponseBytes> {
    const [, command, token, index] = request.target.split('/');
    const running = this.#running.get(token ?? '');
    if (command === '~cookies' && running) return controlBytes(setCookies(letter, running));
    if (command === '~fetch' && running) {
      this.beginFetch(running, Number(index));
      return controlBytes({ status: 204 });
    }
    const response = await this.control(request, letter);
    return controlBytes(response ?? { status: 404 });
  }
}

/** Another name of this machine, if it is known. */
function otherNameOf(host: string): string {
  return host === 'localhost' ? '127.0.0.1' : host === '127.0.0.1' ? 'localhost' : host;
}

function sizeOf({ target, headers, body }: ReceivedRequest): number {
  return target.length + headers.flat().join('').length + body.length;
}

/** Where a page has to fetch from, with credentials, to get the cookies that a case begins with. */
export function cookieURLs({ placement, case: { given } }: PlacedCase): string[] {
  const needed = new Set(given.cookies.map(({ origin }) => origin));
  return [...needed].map((letter) => `${placement.origins[letter]}/~cookies/${placement.token}`);
}

function setCookies(letter: OriginLetter, { placement, case: { given } }: PlacedCase) {
  const cookies = given.cookies.filter(({ origin }) => origin === letter);
  const path = prefixOf(letter, placement);
  const lines = cookies.map(
    ({ name, value }) => ['Set-Cookie', `${name}=${value}; Path=${path}`] as const,
  );
  const shared = [
    ['Access-Control-Allow-Origin', placement.origins.A],
    ['Access-Control-Allow-Credentials', 'true'],
  ] as const;
  return { status: 200, headers: [...shared, ...lines] };
}

function controlBytes({ status, headers = [], body = '' }: ControlResponse): ResponseBytes {
  const bytes = Buffer.from(body).toString('latin1');
  const uncached = ['Cache-Control', 'no-store'] as const;
  const rule = {
    on: { origin: 'A' },
    status,
    headers: [...headers, uncached],
    body: bytes,
  } as const;
  return responseBytes(rule, 'GET') as ResponseBytes;
}
