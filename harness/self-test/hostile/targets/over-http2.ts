/** Targets that speak HTTP/2, or say that they do. */
import { constants, type ServerHttp2Stream } from 'node:http2';
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { Behaviour } from '../behaviour.ts';
import { allowedOrigin, drip, flood } from '../bytes.ts';
import { bytes, correctHeaders, frame, settingsFrame, streams } from '../http2-streams.ts';

const impossible = { server: 'errors only', explain: 'could not tell' } as const;
const fine = { server: 'passes', explain: 'shared' } as const;

/** A row; the first word of all their names is the protocol. */
function over(
  name: string,
  does: string,
  onConnection: (socket: Socket) => void,
  ends: Pick<Behaviour, 'server' | 'explain'>,
): Behaviour {
  return { name: `http2-${name}`, does, scheme: 'https', isHTTP2: true, onConnection, ...ends };
}

/** Writes a part again and again, as fast as it is read, for as long as the request lasts. */
function floodStream(stream: ServerHttp2Stream, part: Uint8Array): void {
  const next = () => {
    if (!stream.destroyed) stream.write(part, () => setImmediate(next));
  };
  next();
}

/** Says that a header block goes on, and never ends it. */
function continueHeaders(socket: TLSSocket): void {
  socket.once('data', () => {
    // A literal header line, `x: a`, that is not indexed.
    const line = '\x00\x01x\x01a';
    const beginning = settingsFrame + frame(1, 0, 1, '\x88');
    flood(socket, beginning, frame(9, 0, 1, line.repeat(100)));
  });
}

/** Agrees on HTTP/2. What the other side does then, even that it closes the connection, changes nothing. */
function keepOpen(socket: Socket): void {
  socket.allowHalfOpen = true;
  bytes((secured) => {
    secured.allowHalfOpen = true;
    secured.write(settingsFrame, 'latin1');
    secured.resume();
  })(socket);
}

const chunk = new Uint8Array(65_536);

export const http2Behaviours: readonly Behaviour[] = [
  over(
    'correct',
    'Does nothing wrong.',
    streams((stream, { origin }) => {
      stream.respond(correctHeaders(origin));
      stream.end('ok');
    }),
    fine,
  ),
  over(
    'one-at-a-time',
    'Takes one request at a time.',
    streams(
      (stream, { origin }) => {
        stream.respond(correctHeaders(origin));
        stream.end('ok');
      },
      { maxConcurrentStreams: 1 },
    ),
    fine,
  ),
  over(
    'no-requests',
    'Takes no requests at all.',
    streams(() => {}, { maxConcurrentStreams: 0 }),
    { server: 'input error', explain: 'could not tell' },
  ),
  over(
    'resets',
    'Ends each request with an error.',
    streams((stream) => stream.close(constants.NGHTTP2_INTERNAL_ERROR)),
    impossible,
  ),
  over(
    'refuses',
    'Refuses each request.',
    streams((stream) => stream.close(constants.NGHTTP2_REFUSED_STREAM)),
    impossible,
  ),
  over(
    'goes-away',
    'Closes the session after each answer.',
    streams((stream, { origin }, session) => {
      stream.respond(correctHeaders(origin));
      stream.end('ok');
      session.close();
    }),
    fine,
  ),
  over(
    'goes-away-at-once',
    'Closes the session instead of answering.',
    streams((_stream, _request, session) => session.destroy(undefined, 0)),
    impossible,
  ),
  over(
    'never-answers',
    'Never answers.',
    streams(() => {}),
    impossible,
  ),
  over(
    'no-end',
    'Never ends the body.',
    streams((stream, { origin }) => {
      stream.respond(correctHeaders(origin));
      stream.write('ok');
    }),
    { server: 'no failure', explain: 'could not tell' },
  ),
  over(
    'endless-body',
    'Sends a body without end.',
    streams((stream, { origin }) => {
      stream.respond(correctHeaders(origin));
      floodStream(stream, chunk);
    }),
    { server: 'no failure', explain: 'could not tell' },
  ),
  over(
    'endless-hints',
    'Sends interim responses without end.',
    streams((stream) => {
      const timer = setInterval(() => stream.additionalHeaders({ ':status': 103 }));
      stream.once('close', () => clearInterval(timer));
    }),
    impossible,
  ),
  over(
    'trailers',
    'Allows the origin in trailers, which nobody reads.',
    streams((stream, { origin }) => {
      stream.respond({ ':status': 200, vary: 'Origin' }, { waitForTrailers: true });
      stream.on('wantTrailers', () =>
        stream.sendTrailers({ 'access-control-allow-origin': origin ?? '*' }),
      );
      stream.end('ok');
    }),
    { server: 'fails must', explain: 'not shared' },
  ),
  over(
    'long-header',
    'Sends a header of 500,000 bytes.',
    streams((stream) => {
      stream.respond({ ':status': 200, 'x-long': 'a'.repeat(500_000) });
      stream.end('ok');
    }),
    { server: 'any report', explain: 'could not tell' },
  ),
  over(
    'many-headers',
    'Sends 5,000 header lines.',
    streams((stream) => {
      const lines = Array.from({ length: 5000 }, (_, index) => [`x-${index}`, 'a']);
      stream.respond({ ':status': 200, ...Object.fromEntries(lines) });
      stream.end('ok');
    }),
    { server: 'any report', explain: 'could not tell' },
  ),
  over(
    'pings',
    'Sends pings and settings without end, and answers.',
    streams((stream, { origin }, session) => {
      const timer = setInterval(() => {
        if (session.destroyed) return clearInterval(timer);
        session.ping(() => {});
        session.settings({ initialWindowSize: 65_535 });
      });
      stream.respond(correctHeaders(origin));
      stream.end('ok');
    }),
    { server: 'any report', explain: 'shared' },
  ),
  over(
    'pushes',
    'Pushes what nobody asked for.',
    streams((stream, { origin }) => {
      if (stream.pushAllowed) {
        stream.pushStream({ ':path': '/pushed' }, (error, pushed) => {
          if (error === null) pushed.respond({ ':status': 200 }, { endStream: true });
        });
      }
      stream.respond(correctHeaders(origin));
      stream.end('ok');
    }),
    fine,
  ),
  over(
    'not-http2',
    'Agrees on HTTP/2, and then speaks HTTP/1.1.',
    bytes((socket) => {
      socket.on('data', () =>
        socket.write(
          `HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: ${allowedOrigin}\r\nContent-Length: 2\r\n\r\nok`,
        ),
      );
    }),
    { server: 'input error', explain: 'could not tell' },
  ),
  over(
    'silent',
    'Agrees on HTTP/2, and then says nothing.',
    bytes((socket) => void socket.resume()),
    {
      server: 'input error',
      explain: 'could not tell',
    },
  ),
  over('keeps-open', 'Never answers, and never closes a connection.', keepOpen, {
    server: 'input error',
    explain: 'could not tell',
  }),
  over(
    'drips-settings',
    'Agrees on HTTP/2, and then sends a byte of a frame every 200 ms.',
    bytes((socket) => void drip(socket, '\0\xff\xff\x04\0\0\0\0', '\0', 200)),
    { server: 'input error', explain: 'could not tell' },
  ),
  over('endless-continuation', 'Sends a header block without end.', bytes(continueHeaders), {
    server: 'input error',
    explain: 'could not tell',
  }),
];
