/** Requests as they arrive on a connection, byte by byte: each line as it was sent. */
import { trimHTTPTabOrSpace } from '../../../reference/index.ts';

export interface ReceivedRequest {
  readonly method: string;
  /** As in the request line. */
  readonly target: string;
  /** Line by line, with names as they were sent; values without white space at their ends, one char per byte. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** One char per byte. */
  readonly body: string;
}

/** Several times what any case and any result of a page needs. */
const longestHead = 64 * 1024;
export const longestBody = 256 * 1024;

/** Anyone on the network may send anything: what is kept is bounded. */
export class RequestReader {
  #bytes = '';

  /**
   * Takes what arrived.
   *
   * @returns the requests that are complete now
   * @throws SyntaxError if it is not HTTP, or too long
   */
  read(chunk: Uint8Array): ReceivedRequest[] {
    this.#bytes += Buffer.from(chunk).toString('latin1');
    const requests: ReceivedRequest[] = [];
    for (;;) {
      const parsed = parseRequest(this.#bytes);
      if (parsed === null) {
        checkLength(this.#bytes);
        return requests;
      }
      requests.push(parsed.request);
      this.#bytes = this.#bytes.slice(parsed.length);
    }
  }
}

/** @param bytes the beginning of a request */
function checkLength(bytes: string): void {
  const isHead = !bytes.includes('\r\n\r\n');
  if (bytes.length > (isHead ? longestHead : longestHead + longestBody)) {
    throw new SyntaxError(`${isHead ? 'a head' : 'a request'} of more than ${bytes.length} bytes`);
  }
}

function parseRequest(bytes: string): { request: ReceivedRequest; length: number } | null {
  const headLength = bytes.indexOf('\r\n\r\n') + 4;
  if (headLength === 3) return null;
  const [requestLine = '', ...lines] = bytes.slice(0, headLength - 4).split('\r\n');
  const [, method, target] = /^(\S+) (\S+) HTTP\/1\.[01]$/.exec(requestLine) ?? [];
  if (method === undefined || target === undefined) {
    throw new SyntaxError(`${JSON.stringify(requestLine)} is not a request line`);
  }
  const headers = lines.map(parseLine);
  const content = parseContent(headers, bytes.slice(headLength));
  if (content === null) return null;
  const request = { method, target, headers, body: content.body };
  return { request, length: headLength + content.length };
}

function parseLine(line: string): [string, string] {
  const colon = line.indexOf(':');
  if (colon < 1) throw new SyntaxError(`${JSON.stringify(line)} is not a header line`);
  return [line.slice(0, colon), trimHTTPTabOrSpace(line.slice(colon + 1))];
}

/** @returns null if there is more to come */
function parseContent(
  headers: ReceivedRequest['headers'],
  rest: string,
): { body: string; length: number } | null {
  if (valueIn(headers, 'transfer-encoding') !== undefined) return parseChunks(rest);
  const value = valueIn(headers, 'content-length') ?? '0';
  if (!/^\d+$/.test(value)) throw new SyntaxError(`${JSON.stringify(value)} is not a length`);
  const length = Number(value);
  return rest.length < length ? null : { body: rest.slice(0, length), length };
}

function parseChunks(rest: string): { body: string; length: number } | null {
  let body = '';
  let length = 0;
  for (;;) {
    const chunk = /^([0-9a-fA-F]+)[^\r\n]*\r\n/.exec(rest.slice(length));
    if (chunk === null) return null;
    const size = Number.parseInt(chunk[1] as string, 16);
    const start = length + chunk[0].length;
    if (rest.length < start + size + 2) return null;
    body += rest.slice(start, start + size);
    length = start + size + 2;
    if (size === 0) return { body, length };
  }
}

function valueIn(headers: ReceivedRequest['headers'], name: string): string | undefined {
  return headers.find(([each]) => each.toLowerCase() === name)?.[1];
}
