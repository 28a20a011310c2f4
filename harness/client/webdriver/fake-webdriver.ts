/** A WebDriver server for tests. Its browsers follow a script, and see nothing but errors. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** What one session does. It lives and works if nothing else is said. */
export interface Script {
  /** The error that comes instead of a session. */
  readonly refuses?: string;
  readonly browserVersion?: string;
  /** After how many cases the driver says that the browser is gone. */
  readonly diesAfter?: number;
  /** Whether the page of a browser that is gone still posts what it saw, later. */
  readonly isZombie?: boolean;
  /** Whether the page posts every result twice. */
  readonly repeats?: boolean;
}

interface Session {
  readonly script: Script;
  cases: number;
  isGone: boolean;
}

interface Answer {
  readonly isFinished: boolean;
  readonly cases: readonly { token: string; fetches: readonly { url: string }[] }[];
}

export class FakeWebDriver {
  readonly #sessions = new Map<string, Session>();
  readonly #pages: Promise<void>[] = [];
  readonly #server: Server;
  /** How many sessions were asked for. */
  asked = 0;

  /** @param scripts of the sessions, in the order in which they are asked for */
  constructor(scripts: readonly Script[]) {
    this.#server = createServer(async (request, response) => {
      const [status, value] = await this.#answer(request, scripts).catch(
        (error: Error) => [500, { error: 'unknown error', message: error.message }] as const,
      );
      response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8' });
      response.end(JSON.stringify({ value }));
    });
  }

  async listen(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** How many sessions have not been ended. */
  get open(): number {
    return this.#sessions.size;
  }

  async close(): Promise<void> {
    await Promise.all(this.#pages);
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(
    request: IncomingMessage,
    scripts: readonly Script[],
  ): Promise<readonly [status: number, value: unknown]> {
    let body = '';
    for await (const chunk of request) body += chunk;
    const [, , id = '', command] = (request.url ?? '').split('/');
    if (id === '') return this.#create(scripts[this.asked] ?? {});
    const session = this.#sessions.get(id);
    if (request.method === 'DELETE') this.#sessions.delete(id);
    if (session === undefined || session.isGone) {
      return [404, { error: 'invalid session id', message: 'the browser is gone', stacktrace: '' }];
    }
    if (request.method === 'DELETE') session.isGone = true;
    if (request.method === 'POST' && command === 'url') {
      this.#pages.push(showPage(JSON.parse(body).url, session).catch(() => {}));
    }
    return [200, null];
  }

  #create(script: Script): readonly [status: number, value: unknown] {
    this.asked += 1;
    if (script.refuses !== undefined) {
      const stacktrace = '#0 0x1\n#1 0x2';
      return [500, { error: 'session not created', message: script.refuses, stacktrace }];
    }
    const sessionId = `session-${this.asked}`;
    this.#sessions.set(sessionId, { script, cases: 0, isGone: false });
    const { browserVersion = '1.2' } = script;
    return [200, { sessionId, capabilities: { browserName: 'fake', browserVersion } }];
  }
}

/** What the runner page does, but for the fetches: it only requests the URL of each. */
async function showPage(url: string, session: Session): Promise<void> {
  const { origin, search } = new URL(url);
  const post = async <T>(path: string, json: unknown): Promise<T> => {
    const response = await fetch(origin + path, { method: 'POST', body: JSON.stringify(json) });
    return (await response.json()) as T;
  };
  const introduction = { userAgent: 'fake', features: ['fetch', 'xhr'], page: search.slice(1) };
  const { session: id } = await post<{ session: string }>('/~session', introduction);
  const { diesAfter = Number.POSITIVE_INFINITY, isZombie, repeats } = session.script;
  let results: object[] = [];
  while (!session.isGone || isZombie) {
    const answer = await post<Answer>(`/~session/${id}`, { results });
    if (answer.isFinished) return;
    const urls = answer.cases.flatMap(({ fetches }) => fetches.map((each) => each.url));
    await Promise.all(urls.map((each) => fetch(each, { redirect: 'manual' }).catch(() => {})));
    results = answer.cases.map(({ token }) => ({ token, seen: [{ type: 'error', message: '' }] }));
    if (repeats) results = [...results, ...results];
    session.cases += answer.cases.length;
    if (session.cases < diesAfter) continue;
    session.isGone = true;
    if (isZombie) await sleep(200);
  }
}
