/** Answers that belong to no request. What they say must never be taken for the target's answer. */
import type { Socket } from 'node:net';
import type { Answer, Behaviour } from '../behaviour.ts';
import { allowedOrigin, close, correct, plain } from '../bytes.ts';

const openToAll = `HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: ${allowedOrigin}\r\nContent-Length: 2\r\n\r\nok`;

/** A correct answer, and 2 ms later another one. */
function followedBy(stray: string): Answer {
  return (socket, request) => {
    setTimeout(() => socket.write(stray, 'latin1'), 2);
    return correct(request);
  };
}

/** From its second request on, each connection gives the answer to the request before. */
function shifted(): Answer {
  const previous = new WeakMap<Socket, string>();
  return (socket, request) => {
    const now = correct(request);
    const before = previous.get(socket);
    previous.set(socket, now);
    return before ?? now + now;
  };
}

export const strayAnswerBehaviours: readonly Behaviour[] = [
  {
    name: 'answer-before-request',
    does: 'Sends an answer as soon as a connection is open, and nothing more.',
    onConnection: (socket) => socket.write(plain),
    server: 'errors only',
    explain: 'could not tell',
  },
  {
    name: 'sharing-before-request',
    does: 'Sends an answer that shares as soon as a connection is open, and nothing more.',
    onConnection: (socket) => socket.write(openToAll),
    server: 'errors only',
    explain: 'could not tell',
  },
  {
    name: 'answer-before-request-and-close',
    does: 'Sends an answer as soon as a connection is open, and closes it.',
    onConnection: (socket) => close(socket, plain),
    server: 'errors only',
    explain: 'could not tell',
  },
  {
    name: 'second-answer',
    does: 'Sends another answer 2 ms after each correct one.',
    answer: followedBy(plain),
    server: 'no failure',
    explain: null,
  },
  {
    name: 'second-answer-shares',
    does: 'Sends an answer that shares with one origin 2 ms after each correct one.',
    answer: followedBy(openToAll),
    server: 'no failure',
    explain: null,
  },
  {
    name: 'two-answers',
    does: 'Sends two answers at once: a correct one and another.',
    answer: (_socket, request) => correct(request) + plain,
    server: 'no failure',
    explain: null,
  },
  {
    name: 'shifted-answers',
    does: 'Sends two answers to the first request of a connection, and to each further one the answer to the request before.',
    answer: shifted(),
    server: 'no failure',
    explain: null,
  },
];
