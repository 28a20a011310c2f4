/** Responses as bytes: the lines of a rule, and what HTTP needs to find their end. */
import type { AnsweringRule, HeaderLine } from '../../../conformance/exchanges.ts';
import type { Answer } from './answer.ts';

export interface ResponseBytes {
  /** One char per byte. */
  readonly bytes: string;
  /** Whether the connection has to end for the response to end. */
  readonly closes: boolean;
}

/** @returns null if the rule drops the connection */
export function responseBytes(answer: Answer, method: string): ResponseBytes | null {
  if ('drop' in answer) return null;
  if ('raw' in answer) return { bytes: answer.raw, closes: true };
  const { status, headers, body } = answer;
  const lines = framedHeaders(answer).map(([name, value]) => `${name}: ${value}\r\n`);
  // The reason phrase may be empty, but the space before it is required.
  const head = `HTTP/1.1 ${status} \r\n${lines.join('')}\r\n`;
  const isTrue = ({ 0: name, 1: value }: HeaderLine) =>
    /^content-length$/i.test(name) && Number(value) === body.length;
  const closes = headers.some(isFraming) && !headers.some(isTrue);
  return { bytes: hasBody(status) && method !== 'HEAD' ? head + body : head, closes };
}

/** The lines of a response, with the length of its body unless they say something about it. */
export function framedHeaders({
  status,
  headers,
  body,
}: Pick<AnsweringRule, 'status' | 'headers' | 'body'>): readonly HeaderLine[] {
  return hasBody(status) && !headers.some(isFraming)
    ? [...headers, ['Content-Length', String(body.length)]]
    : headers;
}

export function hasBody(status: number): boolean {
  return status !== 204 && status !== 304;
}

function isFraming([name]: HeaderLine): boolean {
  return /^(content-length|transfer-encoding)$/i.test(name);
}
