/** Requests and responses as HTTP/2 has them: pseudo-headers, and names in lower case. */
import type { OutgoingHttpHeaders } from 'node:http2';
import type { Header, NetworkRequest } from '../../reference/index.ts';

/**
 * Several lines of one name are a list of values.
 *
 * @param added sent after those of the request
 */
export function requestHeaders(
  { url, method, headers, body }: NetworkRequest,
  added: readonly Header[],
): OutgoingHttpHeaders {
  const lines: Record<string, string[]> = Object.create(null);
  for (const [name, value] of [...headers, ...lengthOf(method, body), ...added]) {
    const lower = name.toLowerCase();
    lines[lower] = [...(lines[lower] ?? []), value];
  }
  return {
    ':method': method,
    ':scheme': url.protocol.slice(0, -1),
    ':authority': url.host,
    ':path': url.pathname + url.search,
    ...lines,
  };
}

/** With one line for each name, as anyone may combine them. After an empty line, no space is left. */
export function combinedHeaders(headers: OutgoingHttpHeaders): OutgoingHttpHeaders {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ').trim() : value,
    ]),
  );
}

/** The length of the body, which HTTP/1.1 needs and HTTP/2 keeps.
 *  @see https://www.rfc-editor.org/rfc/rfc9110.html#section-8.6 */
function lengthOf(method: string, body: NetworkRequest['body']): Header[] {
  if (body instanceof Uint8Array) return [['content-length', String(body.length)]];
  return body === null && ['POST', 'PUT'].includes(method) ? [['content-length', '0']] : [];
}

/** @param lines names and values in turn */
export function responseHeaders(lines: readonly string[]): Header[] {
  const headers: Header[] = [];
  for (let index = 0; index < lines.length; index += 2) {
    const [name, value] = lines.slice(index, index + 2) as [string, string];
    if (!name.startsWith(':')) headers.push([name, value]);
  }
  return headers;
}
