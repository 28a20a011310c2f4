/** Bytes that are not HTTP, or nearly HTTP. */
import type { Answer, Behaviour } from '../behaviour.ts';
import { close, correct, corsLines } from '../bytes.ts';
import { certificate, key } from './certificate.ts';

const impossible = { server: 'errors only', explain: 'could not tell' } as const;

/** A row for bytes that are no answer at all. */
function bytes(name: string, does: string, text: string): Behaviour {
  return { name, does, answer: (socket) => close(socket, text), ...impossible };
}

/** A correct answer with another first line. */
function startingWith(line: string): Answer {
  return (socket, request) =>
    close(socket, `${line}\r\n${corsLines(request)}Content-Length: 0\r\n\r\n`);
}

/** A row for a first line that is not that of a response. */
function firstLine(name: string, does: string, line: string): Behaviour {
  return { name, does, answer: startingWith(line), ...impossible };
}

export const notHTTPBehaviours: readonly Behaviour[] = [
  bytes('garbage', 'Sends bytes without meaning.', '\x00\xff\x1b[31m\x80 garbage \x07\r\n\r\n'),
  bytes('nothing-but-lines', 'Sends 1,000 empty lines.', '\r\n'.repeat(1000)),
  bytes('http-0.9', 'Sends a page without a head.', '<html><body>hello</body></html>'),
  bytes('ssh', 'Is an SSH server.', 'SSH-2.0-OpenSSH_9.6\r\n'),
  bytes('smtp', 'Is a mail server.', '220 mail.example ESMTP\r\n'),
  bytes('redis', 'Is a Redis server.', "-ERR unknown command 'GET'\r\n"),
  bytes(
    'http-2',
    'Speaks HTTP/2 at once.',
    '\x00\x00\x06\x04\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00d',
  ),
  bytes('tls-alert', 'Is a TLS server at a plain port.', '\x15\x03\x01\x00\x02\x02\x46'),
  bytes('half-a-status-line', 'Closes in the middle of the status line.', 'HTTP/1.1 2'),
  firstLine('icy', 'Answers as an old radio station.', 'ICY 200 OK'),
  firstLine('http-9.9', 'Answers with an HTTP version from the future.', 'HTTP/9.9 200 OK'),
  firstLine('lower-case-http', 'Writes the name of the protocol in lower case.', 'http/1.1 200 OK'),
  firstLine('status-letters', 'Has letters in the status.', 'HTTP/1.1 2OO OK'),
  firstLine('status-negative', 'Has a negative status.', 'HTTP/1.1 -200 OK'),
  firstLine('status-1000', 'Has the status 1000.', 'HTTP/1.1 1000 OK'),
  firstLine('status-099', 'Has the status 099.', 'HTTP/1.1 099 OK'),
  firstLine('status-000', 'Has the status 000.', 'HTTP/1.1 000 OK'),
  {
    name: 'status-999',
    does: 'Has the status 999, which HTTP can express.',
    answer: (_socket, request) => correct(request, { status: '999 Odd' }),
    server: 'judged',
    explain: 'shared',
  },
  {
    name: 'nul-in-reason-phrase',
    does: 'Has a NUL in the reason phrase.',
    answer: startingWith('HTTP/1.1 200 O\0K'),
    server: 'no failure',
    explain: null,
  },
  {
    name: 'no-reason-phrase',
    does: 'Leaves out the reason phrase and the space before it.',
    answer: startingWith('HTTP/1.1 200'),
    server: 'no failure',
    explain: null,
  },
  {
    name: 'http-1.0',
    does: 'Answers with HTTP/1.0.',
    answer: startingWith('HTTP/1.0 200 OK'),
    server: 'passes',
    explain: 'shared',
  },
  {
    name: 'bare-line-feeds',
    does: 'Ends lines with a line feed alone.',
    answer: (socket, request) => close(socket, correct(request).replaceAll('\r\n', '\n')),
    server: 'no failure',
    explain: null,
  },
  {
    name: 'bare-carriage-returns',
    does: 'Ends lines with a carriage return alone.',
    answer: (socket, request) => close(socket, correct(request).replaceAll('\r\n', '\r')),
    ...impossible,
  },
  {
    name: 'tls-expected',
    does: 'Speaks plain HTTP where TLS is expected.',
    scheme: 'https',
    onConnection: (socket) =>
      socket.once('data', () =>
        socket.end('HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n'),
      ),
    server: 'input error',
    explain: 'could not tell',
  },
  {
    name: 'self-signed',
    does: 'Has a certificate that it signed itself.',
    scheme: 'https',
    tls: { cert: certificate, key },
    answer: (_socket, request) => correct(request),
    server: 'input error',
    explain: 'could not tell',
  },
];
