/** What a hostile target does over HTTP/2: with each request, or with the bytes of a connection. */
import {
  createSecureServer,
  type Http2Session,
  type ServerHttp2Stream,
  type Settings,
} from 'node:http2';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { manifestPath } from '../../server/manifest.ts';
import { allowedOrigin } from './bytes.ts';
import { certificate, key } from './targets/certificate.ts';

/** Does something with a request, which is not the one for the manifest. */
export type OnStream = (
  stream: ServerHttp2Stream,
  request: { readonly origin: string | undefined },
  session: Http2Session,
) => void;

/** The preface of a server that sets nothing: an empty SETTINGS frame. */
export const settingsFrame = frame(4, 0, 0, '');

/** All that is done on a connection: the manifest is not found, and `onStream` answers the rest. */
export function streams(onStream: OnStream, settings: Settings = {}): (socket: Socket) => void {
  const server = createSecureServer({ cert: certificate, key, settings });
  server.on('sessionError', () => {});
  server.on('stream', (stream, headers) => {
    // The other side may end it at any time.
    stream.on('error', () => {});
    const { ':path': path, origin } = headers;
    if (path === manifestPath) stream.respond({ ':status': 404 }, { endStream: true });
    else if (stream.session !== undefined) {
      onStream(stream, { origin: origin as string | undefined }, stream.session);
    }
  });
  return (socket) => void server.emit('connection', socket);
}

/** All that is done on a connection, once HTTP/2 was agreed upon. */
export function bytes(onSecured: (socket: TLSSocket) => void): (socket: Socket) => void {
  return (socket) => {
    const options = { isServer: true, cert: certificate, key, ALPNProtocols: ['h2'] };
    const secured = new TLSSocket(socket, options);
    secured.on('error', () => socket.destroy());
    secured.once('secure', () => onSecured(secured));
  };
}

/** The headers of a correct server whose policy allows only https://app.example. */
export function correctHeaders(origin: string | undefined) {
  return {
    ':status': 200,
    vary: 'Origin',
    ...(origin === allowedOrigin ? { 'access-control-allow-origin': origin } : {}),
  };
}

/** A frame as text, one char per byte. @see https://www.rfc-editor.org/rfc/rfc9113.html#section-4.1 */
export function frame(type: number, flags: number, stream: number, payload: string): string {
  const head = Buffer.alloc(9);
  head.writeUIntBE(payload.length, 0, 3);
  head.writeUInt8(type, 3);
  head.writeUInt8(flags, 4);
  head.writeUInt32BE(stream, 5);
  return head.toString('latin1') + payload;
}
