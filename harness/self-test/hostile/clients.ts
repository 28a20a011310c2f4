/** Hostile clients: what may arrive at the case server, as bytes on sockets. */
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { flood } from './bytes.ts';

export interface HostileClient {
  readonly name: string;
  /** In one sentence. */
  readonly does: string;
  /** Resolves once it has done its worst. */
  readonly attack: (port: number) => Promise<void>;
}

const megabytes = 1024 * 1024;
/** Longer than this, no attack takes. */
const patience = 5000;

/** Resolves once the server has ended the connection, or after a while. */
async function ended(socket: Socket, milliseconds = patience): Promise<void> {
  const closed = new Promise((resolve) => socket.once('close', resolve));
  await Promise.race([closed, sleep(milliseconds)]);
  socket.destroy();
}

function open(port: number): Socket {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => socket.destroy());
  socket.resume();
  return socket;
}

/** A client that floods one connection. */
function floods(name: string, does: string, beginning: string, part: string): HostileClient {
  const attack = async (port: number) => {
    const socket = open(port);
    flood(socket, beginning, part, 300 * megabytes);
    await ended(socket);
  };
  return { name, does, attack };
}

/** A client that sends each text on a connection of its own. */
function sends(name: string, does: string, ...texts: string[]): HostileClient {
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

function post(path: string, body: string): string {
  return `POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
}

async function postJSON(port: number, path: string, json: unknown): Promise<unknown> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method: 'POST',
    body: JSON.stringify(json),
    signal: AbortSignal.timeout(patience),
  });
  return response.ok ? response.json() : null;
}

interface Batch {
  readonly isFinished: boolean;
  readonly cases: readonly {
    readonly token: string;
    readonly fetches: readonly { url: string }[];
  }[];
}

async function openSession(port: number, userAgent: string): Promise<string | null> {
  const features = ['fetch', 'xhr'];
  const answer = (await postJSON(port, '/~session', { userAgent, features })) as {
    session: string;
  } | null;
  return answer?.session ?? null;
}

const evil = '\x1b[31m\x9b31m\u202e##[error]<script>';

export const hostileClients: readonly HostileClient[] = [
  floods('endless-request-line', 'Sends a request line without end.', 'GET /', 'a'),
  floods('endless-headers', 'Sends header lines without end.', 'GET / HTTP/1.1\r\n', 'X-A: 1\r\n'),
  floods('endless-header', 'Sends a header line without end.', 'GET / HTTP/1.1\r\nX-A: ', 'a'),
  floods(
    'endless-body',
    'Posts results without end.',
    'POST /~session HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n',
    'a',
  ),
  floods(
    'endless-chunks',
    'Posts small chunks without end.',
    'POST /~session HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n',
    '1\r\na\r\n',
  ),
  floods(
    'endless-chunk-extension',
    'Posts a chunk extension without end.',
    'POST /~session HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1;',
    'a',
  ),
  floods('endless-requests', 'Sends requests without end.', '', 'GET / HTTP/1.1\r\n\r\n'),
  {
    name: 'reads-nothing',
    does: 'Sends requests without end, and reads no answer.',
    attack: async (port) => {
      const socket = open(port);
      socket.pause();
      flood(socket, '', 'GET / HTTP/1.1\r\n\r\n', 300 * megabytes);
      await ended(socket);
    },
  },
  {
    name: 'headers-1000000',
    does: 'Sends 1,000,000 header lines.',
    attack: async (port) => {
      const socket = open(port);
      socket.write(`GET / HTTP/1.1\r\n${'a: 1\r\n'.repeat(1_000_000)}\r\n`);
      await ended(socket);
    },
  },
  sends(
    'garbage',
    'Sends what is not HTTP.',
    '\0\0\0\0\r\n\r\n',
    'GET /\0 HTTP/1.1\r\nX-\0: \0\r\n\r\n',
    '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n',
    'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
    'GET http://[ HTTP/1.1\r\n\r\n',
    'GET //%%%ff/../..%00 HTTP/1.1\r\nHost: \0\r\n\r\n',
    '\r\n'.repeat(10_000),
  ),
  sends(
    'lengths',
    'Announces lengths that are none.',
    ...['abc', '-1', '-60', '1e999', '0x10', '', '1, 2', 'Infinity'].map(
      (length) => `POST / HTTP/1.1\r\nContent-Length: ${length}\r\n\r\nabc`,
    ),
    ...['-1', 'zz', 'f'.repeat(100)].map(
      (size) => `POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n${size}\r\nabc\r\n0\r\n\r\n`,
    ),
  ),
  sends(
    'spaces',
    'Sends header values of many spaces.',
    `GET / HTTP/1.1\r\n${`X-A: a${' '.repeat(15_000)}b\r\n`.repeat(4)}\r\n`.repeat(4),
  ),
  sends(
    'nonsense',
    'Posts nonsense in place of sessions and results.',
    ...['', '{', 'null', '1', '[]', '{}', '{"userAgent":1,"features":1}', '\xff'].map((body) =>
      post('/~session', body),
    ),
    post('/~session', '{"userAgent":"a","features":["fetch"]}') +
      ['null', '{}', '{"results":1}', '{"results":[null]}', '{"results":[{"token":{}}]}']
        .map((body) => post('/~session/1', body))
        .join(''),
    post('/~session/99', '{"results":[]}'),
    post('/~session/__proto__', '{"results":[]}'),
  ),
  {
    name: 'nonsense-results',
    does: 'Runs all cases, and posts nonsense as what it saw of each.',
    attack: async (port) => {
      const session = await openSession(port, evil);
      if (session === null) return;
      const nonsense = [null, 1, [], [null], [{}], [{ type: 'cors' }], [{ type: evil }], {}];
      let results: unknown[] = [];
      const end = performance.now() + patience;
      while (performance.now() < end) {
        const batch = (await postJSON(port, `/~session/${session}`, { results })) as Batch | null;
        if (batch === null || batch.isFinished) return;
        results = batch.cases.map(({ token }, index) =>
          index % 5 === 0
            ? { token, failure: evil }
            : { token, seen: nonsense[index % nonsense.length] },
        );
      }
    },
  },
  {
    name: 'never-posts',
    does: 'Takes cases, and never posts what it saw.',
    attack: async (port) => {
      const session = await openSession(port, 'silent');
      await postJSON(port, `/~session/${session}`, { results: [] });
    },
  },
  {
    name: 'sessions-1000',
    does: 'Opens 1,000 sessions.',
    attack: async (port) => {
      for (let count = 0; count < 1000; count += 1)
        await openSession(port, 'many').catch(() => null);
    },
  },
  {
    name: 'repeats-requests',
    does: 'Sends the requests of a case over and over.',
    attack: async (port) => {
      const session = await openSession(port, 'repeating');
      const batch = (await postJSON(port, `/~session/${session}`, { results: [] })) as Batch | null;
      const url = new URL(batch?.cases[0]?.fetches[0]?.url ?? '/', 'http://localhost');
      const socket = open(port);
      flood(
        socket,
        '',
        `GET ${url.pathname} HTTP/1.1\r\nX-A: ${'a'.repeat(100)}\r\n\r\n`,
        100 * megabytes,
      );
      await ended(socket);
    },
  },
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
