/** Targets that make the tool wait. */
import type { Behaviour } from '../behaviour.ts';
import { correct, drip, flood, unframed } from '../bytes.ts';

const hint = 'HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n';
const impossible = { server: 'errors only', explain: 'could not tell' } as const;

/** A row for a target that is always overloaded. Browsers do not mind the status. */
function overloaded(name: string, does: string, status: string, lines: string): Behaviour {
  return {
    name,
    does,
    answer: (_socket, request) => correct(request, { status, lines }),
    server: 'errors only',
    explain: 'shared',
  };
}

export const timeBehaviours: readonly Behaviour[] = [
  { name: 'never-answers', does: 'Never answers.', answer: () => null, ...impossible },
  {
    name: 'drips-headers',
    does: 'Sends a byte of a header line every 200 ms, without end.',
    answer: (socket) => drip(socket, 'HTTP/1.1 200 OK\r\nX-A: ', 'a', 200),
    ...impossible,
  },
  {
    name: 'drips-body',
    does: 'Sends a byte of the body every 200 ms, without end.',
    answer: (socket, request) => drip(socket, unframed(request, '\r\n'), 'x', 200),
    server: 'no failure',
    explain: 'could not tell',
  },
  {
    name: 'hints-1000',
    does: 'Sends 1,000 interim responses before each answer.',
    answer: (_socket, request) => hint.repeat(1000) + correct(request),
    server: 'no failure',
    explain: 'shared',
  },
  {
    name: 'endless-hints',
    does: 'Sends interim responses without end.',
    answer: (socket) => flood(socket, '', hint),
    ...impossible,
  },
  {
    name: 'endless-100',
    does: 'Sends the status 100 without end.',
    answer: (socket) => flood(socket, '', 'HTTP/1.1 100 Continue\r\n\r\n'),
    ...impossible,
  },
  {
    name: 'switches-protocols',
    does: 'Answers with 101, though nobody asked for another protocol.',
    answer: 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\nok',
    ...impossible,
  },
  overloaded('overloaded', 'Answers 503 for ever.', '503 Busy', ''),
  overloaded(
    'limits-at-once',
    'Answers 429 for ever: retry at once.',
    '429 Slow',
    'Retry-After: 0\r\n',
  ),
  overloaded(
    'limits-for-an-hour',
    'Answers 429 for ever: retry in an hour.',
    '429 Slow',
    'Retry-After: 3600\r\n',
  ),
  overloaded(
    'limits-until-a-date',
    'Answers 429 for ever: retry in the year 2100.',
    '429 Slow',
    'Retry-After: Fri, 01 Jan 2100 00:00:00 GMT\r\n',
  ),
  overloaded(
    'limits-negative',
    'Answers 429 for ever: retry in -1 seconds.',
    '429 Slow',
    'Retry-After: -1\r\n',
  ),
  overloaded(
    'limits-enormous',
    'Answers 429 for ever: retry in 10^30 seconds.',
    '429 Slow',
    `Retry-After: 1${'0'.repeat(30)}\r\n`,
  ),
];
