/** Requests without end, and bytes that are no request. */
import { flood } from '../bytes.ts';
import { ended, floods, type HostileClient, megabytes, open, sends } from './hostile-client.ts';

export const requestClients: readonly HostileClient[] = [
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
];
