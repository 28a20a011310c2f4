/** Pages that post nonsense as what they saw, or nothing. */
import { flood } from '../bytes.ts';
import { ended, type HostileClient, megabytes, open, patience, sends } from './hostile-client.ts';

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

export const sessionClients: readonly HostileClient[] = [
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
];
