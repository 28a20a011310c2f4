/** One port of the case server, in one protocol: all requests that arrive there get an answer. */
import { createSecureServer, type ServerHttp2Session } from 'node:http2';
import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTLSServer, type TLSSocket } from 'node:tls';
import type { Respond } from './answer.ts';
import type { Certificates } from './certificates.ts';
import { serveConnection } from './connection.ts';
import { serveHTTP2 } from './http2-connection.ts';
import type { Protocol } from './protocols.ts';

/** More than any client opens. The oldest gives way to the newest. */
const mostConnections = 128;

export class Listener {
  readonly port: number;
  readonly #servers: readonly Server[];
  readonly #sockets: Set<Socket>;

  private constructor(port: number, servers: readonly Server[], sockets: Set<Socket>) {
    this.port = port;
    this.#servers = servers;
    this.#sockets = sockets;
  }

  /**
   * One port for all addresses: clients choose among those of a name.
   *
   * @param open makes the server of one address
   * @param wanted the port; 0 for any that is free
   */
  static async start(
    [first, second]: readonly string[],
    open: () => Server,
    wanted = 0,
  ): Promise<Listener> {
    for (;;) {
      const sockets = new Set<Socket>();
      const server = await listen(limited(open(), sockets), first as string, wanted);
      const { port } = server.address() as { port: number };
      const servers = [server];
      try {
        if (second !== undefined)
          servers.push(await listen(limited(open(), sockets), second, port));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') {
          server.close();
          if (wanted !== 0) throw error;
          continue;
        }
        // Without IPv6, names have no such address either.
      }
      return new Listener(port, servers, sockets);
    }
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await Promise.all(
      this.#servers.map((server) => new Promise((resolve) => server.close(resolve))),
    );
  }
}

/** A server that does not listen yet.
 *  @param certificates null if the protocol does not use TLS */
export function openServer(
  protocol: Protocol,
  certificates: Certificates | null,
  respond: Respond,
): Server {
  if (protocol === 'http1' || certificates === null) {
    return createServer((socket) => serveConnection(socket, respond));
  }
  const { key, certificate: cert } = certificates;
  if (protocol === 'https1') {
    const serve = (socket: TLSSocket) => serveConnection(socket, respond);
    return createTLSServer({ key, cert, ALPNProtocols: ['http/1.1'] }, serve);
  }
  return createSecureServer({ key, cert }).on('session', (session: ServerHttp2Session) =>
    serveHTTP2(session, respond),
  );
}

/** Ends the oldest connection if there are too many. */
function limited(server: Server, sockets: Set<Socket>): Server {
  return server.on('connection', (socket: Socket) => {
    if (sockets.size >= mostConnections)
      for (const oldest of [...sockets].slice(0, 1)) oldest.destroy();
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    // TLS has its own listener. Without it, a client may disconnect at any time.
    socket.on('error', () => socket.destroy());
  });
}

function listen(server: Server, host: string, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port, ipv6Only: host === '::' }, () => resolve(server));
  });
}
