/** One HTTP/1.1 connection to the case server: requests are read one after the other, and answered in turn. */
import type { Socket } from 'node:net';
import type { Respond } from './answer.ts';
import { type ReceivedRequest, RequestReader } from './request-reader.ts';
import { responseBytes } from './response-bytes.ts';

export function serveConnection(socket: Socket, respond: Respond): void {
  const reader = new RequestReader();
  socket.setNoDelay();
  // A client may disconnect at any time.
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk) => answerAll(chunk, reader, socket, respond));
}

/** Answers all that has arrived. Only then, and once the answers are taken, more is read. */
async function answerAll(
  chunk: Uint8Array,
  reader: RequestReader,
  socket: Socket,
  respond: Respond,
): Promise<void> {
  socket.pause();
  for (const request of requestsIn(reader, chunk)) {
    const response =
      request === null ? null : responseBytes(await respond(request), request.method);
    if (socket.destroyed) return;
    if (response === null) {
      socket.destroy();
      return;
    }
    const isTaken = socket.write(response.bytes, 'latin1');
    if (response.closes) {
      socket.removeAllListeners('data').end();
      break;
    }
    if (!isTaken) await untilTaken(socket);
  }
  socket.resume();
}

/** @returns null in the place of what is not a request */
function requestsIn(reader: RequestReader, chunk: Uint8Array): readonly (ReceivedRequest | null)[] {
  try {
    return reader.read(chunk);
  } catch (error) {
    if (error instanceof SyntaxError) return [null];
    throw error;
  }
}

/** Resolves once all that was written is on its way, or the connection is over. */
function untilTaken(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      socket.off('drain', done).off('close', done);
      resolve();
    };
    socket.on('drain', done).on('close', done);
  });
}
