/** The sockets of the reference browser: HTTP/1.1 with or without TLS, or HTTP/2. */
import { Agent, type Dispatcher } from 'undici';
import { type Header, type Network, trimHTTPTabOrSpace } from '../../reference/index.ts';
import { HTTP2Connection } from '../server/http2-connection.ts';
import type { CaseServer } from './wire/case-server.ts';

export interface ReferenceNetwork {
  readonly send: Network;
  close(): Promise<void>;
}

/** More than any case takes, as it has no time limit of its own. */
const patience = 60_000;

export function referenceNetwork({ protocol, certificates }: CaseServer): ReferenceNetwork {
  const authority = certificates?.authority;
  const agent = new Agent({ pipelining: 1, connect: { ca: authority } });
  const sessions = new Map<string, HTTP2Connection>();
  const sessionFor = (origin: string) => {
    const session =
      sessions.get(origin) ??
      new HTTP2Connection({
        origin,
        authority,
        timeout: patience,
        keptBody: Number.POSITIVE_INFINITY,
      });
    sessions.set(origin, session);
    return session;
  };
  return {
    send: (request) =>
      // The origin D has no TLS, and browsers speak HTTP/2 only with TLS.
      protocol === 'http2' && request.url.protocol === 'https:'
        ? sessionFor(request.url.origin).send(request, [], false)
        : sendHTTP1(agent, request),
    close: async () => {
      await agent.destroy();
      await Promise.all([...sessions.values()].map((session) => session.close()));
    },
  };
}

async function sendHTTP1(
  agent: Agent,
  { url, method, headers, body }: Parameters<Network>[0],
): ReturnType<Network> {
  if (body instanceof ReadableStream) throw new Error('HTTP/1.1 cannot send a stream');
  const response = await agent.request({
    origin: url.origin,
    path: url.pathname + url.search,
    method: method as Dispatcher.HttpMethod,
    headers: headers.flat(),
    body,
    responseHeaders: 'raw',
  });
  const flat = response.headers as unknown as string[];
  const lines = flat.flatMap((name, index): Header[] =>
    index % 2 === 0 ? [[name, trimHTTPTabOrSpace(flat[index + 1] as string)]] : [],
  );
  const bytes = new Uint8Array(await response.body.arrayBuffer());
  return { status: response.statusCode, headers: lines, body: bytes };
}
