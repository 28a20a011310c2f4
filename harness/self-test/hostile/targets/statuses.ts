/** Targets that answer everything in the same way, or each request in another. */
import type { Behaviour } from '../behaviour.ts';
import { allowedOrigin, correct, unframed } from '../bytes.ts';

function everything(status: string, lines = ''): Behaviour {
  const code = status.slice(0, 3);
  return {
    name: `everything-${code}`,
    does: `Answers every request with ${code}, without CORS headers.`,
    answer: `HTTP/1.1 ${status}\r\n${lines}Content-Length: 0\r\n\r\n`,
    // That errors are shared, too, is no more than a `should`.
    server: 'fails',
    explain: 'not shared',
  };
}

export const statusBehaviours: readonly Behaviour[] = [
  everything('401 Unauthorized', 'WWW-Authenticate: Basic realm="a"\r\n'),
  everything('403 Forbidden'),
  everything('404 Not Found'),
  everything('500 Internal Server Error'),
  {
    name: 'answers-at-random',
    does: 'Shares every third response with the allowed origin, whoever asks.',
    answer: (_socket, request) =>
      request.index % 3 === 0
        ? unframed(
            { ...request, origin: request.index % 2 === 0 ? allowedOrigin : null },
            'Content-Length: 0\r\n\r\n',
          )
        : correct(request, { status: request.index % 3 === 1 ? '200 OK' : '500 Odd' }),
    server: 'judged',
    explain: 'shared',
  },
];
