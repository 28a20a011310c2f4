/** The runner page and its sessions, on the case server. */
import { readFile } from 'node:fs/promises';
import type { Client, Feature } from '../client.ts';
import type { CaseServer, ControlResponse } from '../wire/case-server.ts';
import type { ReceivedRequest } from '../wire/request-reader.ts';
import { lanes, PageSession } from './page-session.ts';

const files: Readonly<Record<string, readonly [file: string, type: string]>> = {
  '/': ['runner.html', 'text/html; charset=utf-8'],
  '/~client/runner.js': ['runner.js', 'text/javascript; charset=utf-8'],
  '/~client/run-fetch.js': ['run-fetch.js', 'text/javascript; charset=utf-8'],
  '/~client/answer.js': ['answer.js', 'text/javascript; charset=utf-8'],
  '/~framing': ['framing.html', 'text/html; charset=utf-8'],
  '/~framed': ['framed.html', 'text/html; charset=utf-8'],
};

/** What a page says of itself. */
interface Introduction {
  readonly userAgent: string;
  readonly features: readonly Feature[];
}

export interface PageHostOptions {
  /** Milliseconds for one fetch. */
  readonly timeout: number;
  /** Who the page's client is. */
  readonly identify: (userAgent: string) => Pick<Client, 'name' | 'version'>;
  readonly onSession: (session: PageSession) => void;
}

/** Lets pages open sessions on `server`. */
export function hostPages(server: CaseServer, options: PageHostOptions): void {
  const sessions = new Map<string, PageSession>();
  server.control = async (request, letter) => {
    const file = files[request.target.replace(/\?.*/, '')];
    if (request.method === 'GET' && file !== undefined) return sendFile(...file);
    if (request.method !== 'POST' || letter !== 'A') return null;
    const json = JSON.parse(Buffer.from(request.body, 'latin1').toString());
    if (request.target === '/~session') {
      const session = openSession(server, options, request, json);
      const id = String(sessions.size + 1);
      sessions.set(id, session);
      options.onSession(session);
      return sendJSON({ session: id, lanes });
    }
    const session = sessions.get(/^\/~session\/(\d+)$/.exec(request.target)?.[1] ?? '');
    return session === undefined ? null : sendJSON(await session.exchange(json.results));
  };
}

function openSession(
  server: CaseServer,
  { identify, timeout }: PageHostOptions,
  { headers }: ReceivedRequest,
  { userAgent, features }: Introduction,
): PageSession {
  const host = headers.find(([name]) => name.toLowerCase() === 'host')?.[1] ?? 'localhost';
  const origins = server.originsAt(host.replace(/:\d+$/, ''));
  // At an address of this machine, C is not another site.
  const isOneSite = new URL(origins.A).hostname === new URL(origins.C).hostname;
  const own = features.filter((feature) => feature !== 'framed-pages' || !isOneSite);
  const all: Feature[] = ['cookies', 'preflight-cache', ...own];
  return new PageSession({ ...identify(userAgent), features: all }, origins, timeout);
}

async function sendFile(file: string, type: string): Promise<ControlResponse> {
  const body = await readFile(new URL(file, import.meta.url), 'utf8');
  return { status: 200, headers: [['Content-Type', type]], body };
}

function sendJSON(json: unknown): ControlResponse {
  const headers = [['Content-Type', 'application/json']] as const;
  return { status: 200, headers, body: JSON.stringify(json) };
}
