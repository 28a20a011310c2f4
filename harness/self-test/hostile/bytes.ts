/** Responses as text, one char per byte, and ways to write what does not end. */
import type { Socket } from 'node:net';
import type { HostileRequest } from './behaviour.ts';

export const allowedOrigin = 'https://app.example';

/** The header lines with which a correct server answers, if its policy allows only
 *  https://app.example. */
export function corsLines({ origin }: HostileRequest): string {
  return origin === allowedOrigin
    ? `Vary: Origin\r\nAccess-Control-Allow-Origin: ${allowedOrigin}\r\n`
    : 'Vary: Origin\r\n';
}

export interface Parts {
  readonly status?: string;
  /** Header lines, each with its line end. */
  readonly lines?: string;
  readonly body?: string;
}

/** What a correct server answers, with parts that are replaced or added. */
export function correct(request: HostileRequest, parts: Parts = {}): string {
  const { status = '200 OK', lines = '', body = 'ok' } = parts;
  const head = `HTTP/1.1 ${status}\r\n${corsLines(request)}${lines}Content-Length: ${body.length}\r\n\r\n`;
  return request.method === 'HEAD' ? head : head + body;
}

/** A correct answer without the header lines that say where its body ends. */
export function unframed(request: HostileRequest, rest: string): string {
  return `HTTP/1.1 200 OK\r\n${corsLines(request)}${rest}`;
}

/** A whole response that shares nothing. */
export const plain = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';

/** Writes, and then closes the connection. */
export function close(socket: Socket, text: string): null {
  socket.end(text, 'latin1');
  return null;
}

/** Writes, and then resets the connection. */
export function reset(socket: Socket, text: string): null {
  if (text === '') socket.resetAndDestroy();
  else socket.write(text, 'latin1', () => setTimeout(() => socket.resetAndDestroy(), 5));
  return null;
}

/** Writes the beginning, then a part over and over, as fast as it is read, and after `length` bytes
 *  the end. */
export function flood(
  socket: Socket,
  beginning: string,
  part: string,
  length = Number.POSITIVE_INFINITY,
  end = '',
): null {
  const bytes = Buffer.from(part.repeat(Math.ceil(65_536 / part.length)), 'latin1');
  let left = length;
  const next = () => {
    if (socket.destroyed) return;
    if (left <= 0) {
      socket.write(end, 'latin1');
      return;
    }
    left -= bytes.length;
    socket.write(bytes, () => setImmediate(next));
  };
  socket.write(beginning, 'latin1');
  next();
  return null;
}

/** Writes one part after the other, with a pause of `milliseconds`, for as long as the connection lasts. */
export function drip(socket: Socket, beginning: string, part: string, milliseconds: number): null {
  if (beginning !== '') socket.write(beginning, 'latin1');
  const timer = setInterval(() => socket.write(part, 'latin1'), milliseconds);
  socket.once('close', () => clearInterval(timer));
  return null;
}
