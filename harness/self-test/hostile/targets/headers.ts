/** Header lines without end, without sense, and against the grammar. */
import type { Behaviour } from '../behaviour.ts';
import { close, correct, flood, unframed } from '../bytes.ts';

const megabytes = 1024 * 1024;

/** A row for an answer that is correct but for some header lines. It must not be held against CORS. */
function odd(name: string, does: string, lines: string): Behaviour {
  return {
    name,
    does,
    answer: (_socket, request) => correct(request, { lines }),
    server: 'no failure',
    explain: null,
  };
}

/** A row for lines about the length that leave its end unknown. */
function length(name: string, does: string, lines: string): Behaviour {
  return {
    name,
    does,
    answer: (socket, request) =>
      close(socket, unframed(request, `${lines}\r\n2\r\nok\r\n0\r\n\r\n`)),
    server: 'no failure',
    explain: null,
  };
}

export const headerBehaviours: readonly Behaviour[] = [
  {
    name: 'endless-header-lines',
    does: 'Sends header lines without end.',
    answer: (socket) => flood(socket, 'HTTP/1.1 200 OK\r\n', 'X-A: 1\r\n'),
    server: 'errors only',
    explain: 'could not tell',
  },
  {
    name: 'header-of-100-mb',
    does: 'Sends a header line of 100 MB.',
    answer: (socket) => flood(socket, 'HTTP/1.1 200 OK\r\nX-A: ', 'a', 100 * megabytes, '\r\n\r\n'),
    server: 'errors only',
    explain: 'could not tell',
  },
  {
    name: 'header-name-of-100-mb',
    does: 'Sends a header name of 100 MB.',
    answer: (socket) => flood(socket, 'HTTP/1.1 200 OK\r\n', 'a', 100 * megabytes, ': 1\r\n\r\n'),
    server: 'errors only',
    explain: 'could not tell',
  },
  {
    name: 'status-line-of-100-mb',
    does: 'Sends a status line of 100 MB.',
    answer: (socket) => flood(socket, 'HTTP/1.1 200 ', 'a', 100 * megabytes, '\r\n\r\n'),
    server: 'errors only',
    explain: 'could not tell',
  },
  {
    name: 'allow-origin-200-times',
    does: 'Repeats Access-Control-Allow-Origin 200 times.',
    answer: (_socket, request) =>
      correct(request, {
        lines: 'Access-Control-Allow-Origin: https://app.example\r\n'.repeat(200),
      }),
    server: 'fails must',
    explain: 'not shared',
  },
  {
    name: 'cookies-300',
    does: 'Sets 300 cookies with each answer.',
    answer: (_socket, request) =>
      correct(request, { lines: 'Set-Cookie: a=1; Path=/\r\n'.repeat(300) }),
    server: 'no failure',
    explain: 'shared',
  },
  {
    name: 'cookies-5000',
    does: 'Sets 5,000 cookies with each answer.',
    answer: (_socket, request) =>
      correct(request, { lines: 'Set-Cookie: a=1; Path=/\r\n'.repeat(5000) }),
    server: 'no failure',
    explain: null,
  },
  odd('nul-in-value', 'Has a NUL in a header value.', 'X-Evil: a\0b\r\n'),
  odd(
    'escape-in-value',
    'Has an escape sequence in a header value.',
    'X-Evil: \x1b[31m\x1b]0;x\x07\r\n',
  ),
  odd('c1-in-value', 'Has C1 controls in a header value.', 'X-Evil: \x9b31m\x9d0;x\x9c\x85\r\n'),
  odd('delete-in-value', 'Has a DEL in a header value.', 'X-Evil: \x7f\r\n'),
  odd('bare-cr-in-value', 'Has a bare carriage return in a header value.', 'X-Evil: a\rX-B: 2\r\n'),
  odd('bare-lf-in-value', 'Has a bare line feed in a header value.', 'X-Evil: a\nX-B: 2\r\n'),
  odd('folded-line', 'Folds a header line.', 'X-Evil: a\r\n b\r\n'),
  odd('space-before-colon', 'Has a space before a colon.', 'X-Evil : a\r\n'),
  odd('no-colon', 'Has a header line without a colon.', 'X-Evil\r\n'),
  odd('no-name', 'Has a header line without a name.', ': a\r\n'),
  odd('odd-name', 'Has bytes in a header name that no name has.', 'X-<\x9b>"(): a\r\n'),
  length(
    'length-twice',
    'Has two different lengths.',
    'Content-Length: 2\r\nContent-Length: 7\r\n',
  ),
  length('length-list', 'Has a list of lengths.', 'Content-Length: 2, 7\r\n'),
  length('length-negative', 'Has a negative length.', 'Content-Length: -1\r\n'),
  length(
    'length-enormous',
    'Has a length of more than 64 bits.',
    `Content-Length: ${'9'.repeat(30)}\r\n`,
  ),
  length('length-letters', 'Has a length that is not a number.', 'Content-Length: two\r\n'),
  length('length-too-short', 'Has a length that is too short.', 'Content-Length: 1\r\n'),
  length('length-too-long', 'Has a length that is too long.', 'Content-Length: 1000\r\n'),
  length(
    'length-and-chunked',
    'Has a length and Transfer-Encoding.',
    'Content-Length: 2\r\nTransfer-Encoding: chunked\r\n',
  ),
  length('encoding-unknown', 'Has an unknown transfer coding.', 'Transfer-Encoding: xyz\r\n'),
  length('encoding-twice', 'Is chunked twice.', 'Transfer-Encoding: chunked, chunked\r\n'),
];
