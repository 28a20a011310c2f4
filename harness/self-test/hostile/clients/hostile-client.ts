/** What hostile clients have in common. */
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { flood } from '../bytes.ts';

export interface HostileClient {
  readonly name: string;
  /** In one sentence. */
  readonly does: string;
  /** Resolves once it has done its worst. */
  readonly attack: (port: number) => Promise<void>;
}

export const megabytes = 1024 * 1024;
/** Longer than this, no attack takes. */
export const patience = 5000;

/** Resolves once the server has ended the connection, or after a while. */
export async function ended(socket: Socket, milliseconds = patience): Promise<void> {
  const closed = new Promise((resolve) => socket.once('close', resolve));
  await Promise.race([closed, sleep(milliseconds)]);
  socket.destroy();
}

export function open(port: number): Socket {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => socket.destroy());
  socket.resume();
  return socket;
}

/** A client that floods one connection. */
export function floods(name: string, does: string, beginning: string, part: string): HostileClient {
  const attack = async (port: number) => {
    const socket = open(port);
    flood(socket, beginning, part, 300 * megabytes);
    await ended(socket);
  };
  return { name, does, attack };
}

/** A client that sends each text on a connection of its own. */
export function sends(name: string, does: string, ...texts: string[]): HostileClient {
  const attack = async (port: number) => {
    await Promise.all(
      texts.map(async (text) => {
        const socket = open(port);
        socket.write(text, 'latin1');
        await ended(socket, 500);
      }),
    );
  };
  return { name, does, attack };
}
