/** Many connections at once, and many requests on one. */
import { ended, type HostileClient, open } from './hostile-client.ts';

export const connectionClients: readonly HostileClient[] = [
  {
    name: 'connections-500',
    does: 'Opens 500 connections and sends nothing.',
    attack: async (port) => {
      const sockets = Array.from({ length: 500 }, () => open(port));
      await Promise.all(sockets.map((socket) => ended(socket, 2000)));
    },
  },
  {
    name: 'slow-loris',
    does: 'Opens 300 connections, and sends a byte of a request on each every 50 ms.',
    attack: async (port) => {
      const sockets = Array.from({ length: 300 }, () => open(port));
      for (const socket of sockets) socket.write('GET / HTTP/1.1\r\nX-A: ');
      const timer = setInterval(() => {
        for (const socket of sockets) if (!socket.destroyed) socket.write('a');
      }, 50);
      await Promise.all(sockets.map((socket) => ended(socket, 2000)));
      clearInterval(timer);
    },
  },
  {
    name: 'half-bodies',
    does: 'Opens 300 connections, and sends 250 kB of a longer body on each.',
    attack: async (port) => {
      const sockets = Array.from({ length: 300 }, () => open(port));
      const bytes = `POST /~session HTTP/1.1\r\nContent-Length: 250001\r\n\r\n${'a'.repeat(250_000)}`;
      for (const socket of sockets) socket.write(bytes);
      await Promise.all(sockets.map((socket) => ended(socket, 3000)));
    },
  },
  {
    name: 'breaks-off',
    does: 'Resets 300 connections in the middle of a request or of an answer.',
    attack: async (port) => {
      const sockets = Array.from({ length: 300 }, () => open(port));
      for (const [index, socket] of sockets.entries()) {
        socket.write(index % 2 === 0 ? 'POST / HT' : 'GET / HTTP/1.1\r\n\r\n', () =>
          setTimeout(() => socket.resetAndDestroy(), index % 7),
        );
      }
      await Promise.all(sockets.map((socket) => ended(socket, 1000)));
    },
  },
  {
    name: 'paths',
    does: 'Asks for 2,000 paths that are not there.',
    attack: async (port) => {
      const socket = open(port);
      for (let count = 0; count < 2000; count += 1) {
        socket.write(
          `GET /${'../'.repeat(count % 50)}~cookies/x${count}/__proto__ HTTP/1.1\r\n\r\n`,
        );
      }
      await ended(socket, 1000);
    },
  },
];
