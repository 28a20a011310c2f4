/** A server on loopback that behaves as a row of the table says. */
import { createServer, type Server, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { manifestPath } from '../../server/manifest.ts';
import type { Answer, Behaviour, HostileRequest, Place } from './behaviour.ts';

export interface HostileTarget {
  readonly url: string;
  /** How often the other origin was contacted, which must never happen. */
  readonly strays: () => number;
  close(): void;
}

const noManifest = 'HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n';

/** @param hasProbe whether the first connection asks for the manifest */
export async function hostileTarget(
  behaviour: Behaviour,
  hasProbe: boolean,
): Promise<HostileTarget> {
  const sockets = new Set<Socket>();
  let strays = 0;
  const trap = await listen((socket) => {
    strays += 1;
    socket.destroy();
  });
  let connections = 0;
  let isDead = false;
  const server = await listen((socket) => {
    connections += 1;
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
    sockets.add(socket);
    if (isDead) socket.resetAndDestroy();
    else if (behaviour.onConnection === undefined)
      answerRequests(behaviour, secured(socket), place);
    else if (hasProbe && connections === 1 && !behaviour.isHTTP2)
      socket.once('data', () => socket.end(noManifest));
    else behaviour.onConnection(socket);
  });
  const scheme = behaviour.scheme ?? 'http';
  const place: Place & { count: number } = {
    origin: `${scheme}://127.0.0.1:${portOf(server)}`,
    trap: `http://127.0.0.1:${portOf(trap)}`,
    count: 0,
    die: () => {
      isDead = true;
      for (const socket of sockets) socket.resetAndDestroy();
    },
  };
  const secured = (socket: Socket): Socket => {
    if (behaviour.tls === undefined) return socket;
    const encrypted = new TLSSocket(socket, { isServer: true, ...behaviour.tls });
    encrypted.on('error', () => socket.destroy());
    return encrypted;
  };
  return {
    url: `${place.origin}/`,
    strays: () => strays,
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      trap.close();
    },
  };
}

function answerRequests(
  { answer = '', manifest = noManifest }: Behaviour,
  socket: Socket,
  place: Place & { count: number },
): void {
  let received = '';
  let indexOnConnection = 0;
  socket.on('data', (chunk) => {
    received += chunk.toString('latin1');
    for (;;) {
      const headLength = received.indexOf('\r\n\r\n') + 4;
      if (headLength === 3) return;
      const head = received.slice(0, headLength);
      const length = headLength + Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0);
      if (received.length < length) return;
      received = received.slice(length);
      const request = requestOf(head, place.count, indexOnConnection);
      if (request.path === manifestPath) write(manifest, socket, request, place);
      else {
        write(answer, socket, request, place);
        place.count += 1;
      }
      indexOnConnection += 1;
    }
  });
}

function write(answer: Answer, socket: Socket, request: HostileRequest, place: Place): void {
  const text = typeof answer === 'string' ? answer : answer(socket, request, place);
  if (text !== null && !socket.destroyed) socket.write(text, 'latin1');
}

function requestOf(head: string, index: number, indexOnConnection: number): HostileRequest {
  const [method = '', path = ''] = head.split(' ', 2);
  return {
    method,
    path,
    origin: /^origin: *(.*)\r$/im.exec(head)?.[1] ?? null,
    isPreflight: method === 'OPTIONS' && /^access-control-request-method:/im.test(head),
    index,
    indexOnConnection,
  };
}

async function listen(onConnection: (socket: Socket) => void): Promise<Server> {
  const server = createServer(onConnection);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return server;
}

function portOf(server: Server): number {
  return (server.address() as { port: number }).port;
}
