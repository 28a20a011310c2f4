/** One HTTP/2 connection to the case server: its requests as lines, as those of HTTP/1.1 are, and the
 *  responses to them. */
import { constants, type ServerHttp2Session, type ServerHttp2Stream } from 'node:http2';
import type { Answer, Respond } from './answer.ts';
import { longestBody, type ReceivedRequest } from './request-reader.ts';
import { framedHeaders, hasBody } from './response-bytes.ts';

/** More bytes than the bodies have that any page sends at once. */
const mostHeld = 1024 * 1024;

export function serveHTTP2(session: ServerHttp2Session, respond: Respond): void {
  const held = { bytes: 0 };
  // A client may disconnect at any time.
  session.on('error', () => session.destroy());
  session.on('stream', (stream, ...[, , lines]: [unknown, unknown, string[]]) => {
    stream.on('error', () => stream.destroy());
    serveStream(stream, lines, held, respond).catch(() => {
      // What HTTP/2 cannot carry. The case then fails.
      stream.close(constants.NGHTTP2_INTERNAL_ERROR);
    });
  });
}

async function serveStream(
  stream: ServerHttp2Stream,
  lines: readonly string[],
  held: Held,
  respond: Respond,
): Promise<void> {
  const request = await readRequest(stream, lines, held);
  const answer = request && (await respond(request));
  if (stream.destroyed) return;
  // The other requests on the connection go on.
  if (answer === null || 'drop' in answer) stream.close(constants.NGHTTP2_INTERNAL_ERROR);
  else if ('raw' in answer) throw new Error('HTTP/2 has no bytes of HTTP/1.1');
  else send(stream, request?.method ?? '', answer);
}

/** The bodies of a session that have not ended. */
interface Held {
  bytes: number;
}

/** @returns null if the request is too long, or does not end */
async function readRequest(
  stream: ServerHttp2Stream,
  lines: readonly string[],
  held: Held,
): Promise<ReceivedRequest | null> {
  let body = '';
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      body += chunk.toString('latin1');
      held.bytes += chunk.length;
      if (held.bytes > mostHeld) stream.session?.destroy();
      if (body.length > longestBody) return null;
    }
  } catch {
    return null;
  } finally {
    held.bytes -= body.length;
  }
  return requestOf(lines, body);
}

/**
 * The request in the words of HTTP/1.1: what HTTP/2 has as pseudo-headers are the request line and
 * `Host`, and the parts of a `Cookie` are one line.
 *
 * @param lines names and values in turn
 * @see https://www.rfc-editor.org/rfc/rfc9113.html#section-8.3.1
 * @see https://www.rfc-editor.org/rfc/rfc9113.html#section-8.2.3
 */
export function requestOf(lines: readonly string[], body: string): ReceivedRequest {
  const headers: [name: string, value: string][] = [];
  const cookies: string[] = [];
  let [method, target] = ['', ''];
  for (let index = 0; index < lines.length; index += 2) {
    const [name, value] = lines.slice(index, index + 2) as [string, string];
    if (name === ':method') method = value;
    else if (name === ':path') target = value;
    else if (name === ':authority') headers.push(['host', value]);
    else if (name === 'cookie') cookies.push(value);
    else if (!name.startsWith(':')) headers.push([name, value]);
  }
  if (cookies.length > 0) headers.push(['cookie', cookies.join('; ')]);
  return { method, target, headers, body };
}

function send(
  stream: ServerHttp2Stream,
  method: string,
  answer: Extract<Answer, { readonly status: number }>,
): void {
  const { status, body } = answer;
  const headers: Record<string, string[]> = {};
  // Names are in lower case, and the lines of a name stay in order.
  for (const [name, value] of framedHeaders(answer)) {
    headers[name.toLowerCase()] = [...(headers[name.toLowerCase()] ?? []), value];
  }
  const endStream = !hasBody(status) || method === 'HEAD';
  stream.respond({ ':status': status, ...headers }, { endStream, sendDate: false } as object);
  // Node ends the stream of a 205 by itself.
  if (!stream.writableEnded) stream.end(body, 'latin1');
}
