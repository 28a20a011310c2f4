/** The runner page and its sessions, on the case server. */
import { readFile } from 'node:fs/promises';
import type { Origins } from '../../../conformance/exchanges.ts';
import type { Client, Feature } from '../client.ts';
import type { CaseServer, ControlResponse } from '../wire/case-server.ts';
import type { ReceivedRequest } from '../wire/request-reader.ts';
import { lanes, PageSession, type PostedResult } from './page-session.ts';

const files: Readonly<Record<string, readonly [file: string, type: string]>> = {
  '/': ['runner.html', 'text/html; charset=utf-8'],
  '/~client/runner.js': ['runner.js', 'text/javascript; charset=utf-8'],
  '/~client/load-by-initiator.js': ['load-by-initiator.js', 'text/javascript; charset=utf-8'],
  '/~client/run-fetch.js': ['run-fetch.js', 'text/javascript; charset=utf-8'],
  '/~client/answer.js': ['answer.js', 'text/javascript; charset=utf-8'],
  '/~framing': ['framing.html', 'text/html; charset=utf-8'],
  '/~framed': ['framed.html', 'text/html; charset=utf-8'],
};

/** Where the certificate authority is to be found, also over HTTP/1.1 without TLS. */
export const authorityPath = '/~authority.pem';

/** What a page says of itself. */
interface Introduction {
  readonly userAgent: string;
  readonly features: readonly Feature[];
  /** The query of its URL. */
  readonly page?: string;
}

export interface PageHostOptions {
  /** Milliseconds for one fetch. */
  readonly timeout: number;
  /** Who the page's client is. */
  readonly identify: (userAgent: string) => Pick<Client, 'name' | 'version'>;
  readonly onSession: (session: PageSession, page: string) => void;
  /** Whether a page with this query may open a session. Any may if it is left out. */
  readonly accepts?: (page: string) => boolean;
  /** The origins for pages at `host`; those of the server if left out. */
  readonly originsAt?: (host: string) => Origins;
}

/** Each session runs all cases. */
const mostSessions = 16;

/** Lets pages open sessions on `server`. Anyone on the network may post anything. */
export function hostPages(server: CaseServer, options: PageHostOptions): void {
  const sessions = new Map<string, PageSession>();
  let count = 0;
  server.control = async (request, letter) => {
    const file = files[request.target.replace(/\?.*/, '')];
    if (request.method === 'GET' && file !== undefined) return sendFile(...file);
    if (request.target === authorityPath && server.certificates !== null) {
      const headers = [['Content-Type', 'application/x-x509-ca-cert']] as const;
      return { status: 200, headers, body: server.certificates.authority };
    }
    if (request.method !== 'POST' || letter !== 'A') return null;
    const json = parseJSON(request.body);
    if (request.target === '/~session') {
      if (!isIntroduction(json)) return refusal;
      const { page = '' } = json;
      if (options.accepts?.(page) === false) return { status: 403 };
      for (const [id, session] of sessions) if (session.isOver) sessions.delete(id);
      if (sessions.size >= mostSessions) return { status: 503 };
      const session = openSession(server, options, request, json);
      count += 1;
      sessions.set(String(count), session);
      options.onSession(session, page);
      return sendJSON({ session: String(count), lanes });
    }
    const session = sessions.get(/^\/~session\/(\d+)$/.exec(request.target)?.[1] ?? '');
    if (session === undefined) return null;
    return isPosted(json) ? sendJSON(await session.exchange(json.results)) : refusal;
  };
}

const refusal: ControlResponse = { status: 400 };

/** @returns undefined if it is not JSON */
function parseJSON(body: string): unknown {
  try {
    return JSON.parse(Buffer.from(body, 'latin1').toString());
  } catch {
    return undefined;
  }
}

function isIntroduction(json: unknown): json is Introduction {
  const { userAgent, features } = (json ?? {}) as Partial<Introduction>;
  return typeof userAgent === 'string' && Array.isArray(features);
}

function isPosted(json: unknown): json is { readonly results: readonly PostedResult[] } {
  const { results } = (json ?? {}) as { results?: unknown };
  return Array.isArray(results) && results.every((result) => Object(result) === result);
}

function openSession(
  server: CaseServer,
  { identify, timeout, originsAt }: PageHostOptions,
  { headers }: ReceivedRequest,
  { userAgent, features }: Introduction,
): PageSession {
  const host = headers.find(([name]) => name.toLowerCase() === 'host')?.[1] ?? 'localhost';
  const name = host.replace(/:\d+$/, '');
  const origins = originsAt?.(name) ?? server.originsAt(name);
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
