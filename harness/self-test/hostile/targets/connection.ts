/** Connections that break, and targets that die and come back. */
import type { Behaviour } from '../behaviour.ts';
import { close, correct, reset, unframed } from '../bytes.ts';

export const connectionBehaviours: readonly Behaviour[] = [
  {
    name: 'correct',
    does: 'Answers correctly: what a run without trouble costs.',
    answer: (_socket, request) => correct(request),
    server: 'passes',
    explain: 'shared',
  },
  {
    name: 'reset-at-once',
    does: 'Resets each connection as soon as it is open.',
    onConnection: (socket) => socket.resetAndDestroy(),
    server: 'errors only',
    explain: 'could not tell',
  },
  {
    name: 'close-at-once',
    does: 'Closes each connection as soon as it is open.',
    onConnection: (socket) => socket.end(),
    server: 'errors only',
    explain: 'could not tell',
  },
  {
    name: 'reset-after-request',
    does: 'Reads a request and resets the connection.',
    answer: (socket) => reset(socket, ''),
    server: 'errors only',
    explain: 'could not tell',
  },
  {
    name: 'close-after-request',
    does: 'Reads a request and closes the connection.',
    answer: (socket) => close(socket, ''),
    server: 'errors only',
    explain: 'could not tell',
  },
  {
    name: 'close-in-header',
    does: 'Closes the connection in the middle of a header line.',
    answer: (socket) => close(socket, 'HTTP/1.1 200 OK\r\nAccess-Control-Allow-Or'),
    server: 'errors only',
    explain: 'could not tell',
  },
  {
    name: 'reset-in-header',
    does: 'Resets the connection in the middle of a header line.',
    answer: (socket) => reset(socket, 'HTTP/1.1 200 OK\r\nAccess-Control-Allow-Or'),
    server: 'errors only',
    explain: 'could not tell',
  },
  {
    name: 'close-in-body',
    does: 'Announces 100 bytes, sends two and closes the connection.',
    answer: (socket, request) => close(socket, unframed(request, 'Content-Length: 100\r\n\r\nok')),
    // An answer to HEAD has no body, so it may be taken.
    server: 'no failure',
    explain: 'could not tell',
  },
  {
    name: 'reset-in-body',
    does: 'Announces 100 bytes, sends two and resets the connection.',
    answer: (socket, request) => reset(socket, unframed(request, 'Content-Length: 100\r\n\r\nok')),
    server: 'no failure',
    explain: 'could not tell',
  },
  {
    name: 'close-in-chunk',
    does: 'Announces a chunk of 100 bytes, sends two and closes the connection.',
    answer: (socket, request) =>
      close(socket, unframed(request, 'Transfer-Encoding: chunked\r\n\r\n64\r\nok')),
    server: 'no failure',
    explain: 'could not tell',
  },
  {
    name: 'reset-on-reuse',
    does: 'Answers the first request of each connection and resets it at the second.',
    answer: (socket, request) =>
      request.indexOnConnection === 0 ? correct(request) : reset(socket, ''),
    server: 'passes',
    explain: 'shared',
  },
  {
    name: 'close-after-answer',
    does: 'Closes the connection after each answer, without announcing it.',
    answer: (socket, request) => close(socket, correct(request)),
    server: 'passes',
    explain: 'shared',
  },
  {
    name: 'dies',
    does: 'Answers 100 requests correctly, and resets every connection from then on.',
    answer: (_socket, request, place) => {
      if (request.index === 100) place.die();
      return correct(request);
    },
    server: 'partly judged',
    explain: null,
  },
  {
    name: 'comes-back',
    does: 'Resets the connections of 30 requests in the middle of the run.',
    answer: (socket, request) =>
      request.index >= 60 && request.index < 90 ? reset(socket, '') : correct(request),
    server: 'partly judged',
    explain: null,
  },
];
