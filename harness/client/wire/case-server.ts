/** The case server: the origins on sockets of this machine, where each case finds its rules answered
 *  byte by byte, and each request is written down line by line. */
import type { ExchangeCase, OriginLetter, Origins } from '../../../conformance/exchanges.ts';
import { ruleFor } from '../../../conformance/scripted-server.ts';
import type { Answer } from './answer.ts';
import type { Certificates } from './certificates.ts';
import { Listener, openServer } from './listener.ts';
import { type PlacedCase, type Placement, parsePath, place, prefixOf } from './placement.ts';
import { type Protocol, usesTLS } from './protocols.ts';
import type { ReceivedRequest } from './request-reader.ts';

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

/** More bytes than the requests of any case have. */
const mostLogged = 256 * 1024;

const letters: readonly OriginLetter[] = ['A', 'B', 'C', 'D'];
/** Of the loopback interface, and of all interfaces: in IPv4 and in IPv6. */
const loopback = ['127.0.0.1', '::1'];
const everywhere = ['0.0.0.0', '::'];

export class CaseServer {
  readonly protocol: Protocol;
  /** Those that clients have to trust; null if the protocol does not use TLS. */
  readonly certificates: Certificates | null;
  readonly #listeners = new Map<OriginLetter, Listener>();
  readonly #running = new Map<string, Running>();
  /** Random, so that nothing a client remembers from another run applies to this one. */
  readonly #session = Math.floor(Math.random() * 36 ** 5).toString(36);
  #count = 0;
  /** Answers requests that belong to no case, such as those for the page itself. */
  control: Control = () => null;

  private constructor(protocol: Protocol, certificates: Certificates | null) {
    this.protocol = protocol;
    this.certificates = certificates;
  }

  /** @param host the address to listen on; an address of a kind stands for all of that kind. Only
   *    this machine can reach it if it is left out.
   *  @param firstPort of A; the next three are those of B, C and D. Any that are free if it is left out. */
  static async start(
    host = '127.0.0.1',
    protocol: Protocol = 'http1',
    firstPort?: number,
  ): Promise<CaseServer> {
    const server = new CaseServer(protocol, await certificatesFor(protocol, host));
    const addresses = [loopback, everywhere].find((kind) => kind.includes(host)) ?? [host];
    for (const [index, letter] of letters.entries()) {
      const respond = (request: ReceivedRequest) => server.#respond(letter, request);
      // An http: origin, whatever the protocol of the others.
      const spoken = letter === 'D' ? 'http1' : protocol;
      const open = () => openServer(spoken, server.certificates, respond);
      const port = firstPort === undefined ? 0 : firstPort + index;
      const starting = Listener.start(addresses, open, port).catch(async (error: unknown) => {
        await server.close();
        throw error;
      });
      server.#listeners.set(letter, await starting);
    }
    return server;
  }

  /** The origins for a page at `host`. C is another site only if this machine has another name. */
  originsAt(host: string, other = otherNameOf(host)): Origins {
    const scheme = usesTLS(this.protocol) ? 'https' : 'http';
    const at = (name: string, letter: OriginLetter) =>
      `${name}:${this.#listeners.get(letter)?.port}`;
    return {
      A: `${scheme}://${at(host, 'A')}`,
      B: `${scheme}://${at(host, 'B')}`,
      C: `${scheme}://${at(other, 'C')}`,
      D: `http://${at(host, 'D')}`,
    };
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
    await Promise.all([...this.#listeners.values()].map((listener) => listener.close()));
  }

  #respond(letter: OriginLetter, request: ReceivedRequest): Answer | Promise<Answer> {
    const place = parsePath(request.target);
    const running = place && this.#running.get(place.token);
    if (!place || !running) return this.#answerItself(letter, request);
    const sent = { ...request, origin: letter, path: place.path };
    running.size += sizeOf(request);
    if (running.size > mostLogged) return { drop: true };
    const rule = ruleFor(running.case.given.server, sent, running.requests);
    const answer = rule === null ? 'unmatched' : 'drop' in rule ? 'dropped' : 'answered';
    running.requests.push({ ...sent, fetch: running.fetch, answer });
    return rule ?? controlAnswer({ status: 500 });
  }

  async #answerItself(letter: OriginLetter, request: ReceivedRequest): Promise<Answer> {
    const [, command, token, index] = request.target.split('/');
    const running = this.#running.get(token ?? '');
    if (command === '~cookies' && running) return controlAnswer(setCookies(letter, running));
    if (command === '~fetch' && running) {
      this.beginFetch(running, Number(index));
      return controlAnswer({ status: 204 });
    }
    const response = await this.control(request, letter);
    return controlAnswer(response ?? { status: 404 });
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

function controlAnswer({ status, headers = [], body = '' }: ControlResponse): Answer {
  const uncached = ['Cache-Control', 'no-store'] as const;
  return { status, headers: [...headers, uncached], body: Buffer.from(body).toString('latin1') };
}

/** Loaded only if they are needed, since making keys takes time. */
async function certificatesFor(protocol: Protocol, host: string): Promise<Certificates | null> {
  if (!usesTLS(protocol)) return null;
  const { makeCertificates } = await import('./certificates.ts');
  return makeCertificates(host);
}
