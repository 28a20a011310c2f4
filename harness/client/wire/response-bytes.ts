/** Responses as bytes: the lines of a rule, and what HTTP needs to find their end. */
import type { HeaderLine, ServerRule } from '../../../conformance/exchanges.ts';

export interface ResponseBytes {
  /** One char per byte. */
  readonly bytes: string;
  /** Whether the connection has to end for the response to end. */
  readonly closes: boolean;
}

/** @returns null if the rule drops the connection */
export function responseBytes(rule: ServerRule, method: string): ResponseBytes | null {
  if ('drop' in rule) return null;
  if ('raw' in rule) return { bytes: rule.raw, closes: true };
  const { status, headers, body } = rule;
  const hasBody = status !== 204 && status !== 304;
  const isFramed = headers.some(([name]) => /^(content-length|transfer-encoding)$/i.test(name));
  const framing: HeaderLine[] =
    hasBody && !isFramed ? [['Content-Length', String(body.length)]] : [];
  const lines = [...headers, ...framing].map(([name, value]) => `${name}: ${value}\r\n`);
  // The reason phrase may be empty, but the space before it is required.
  const head = `HTTP/1.1 ${status} \r\n${lines.join('')}\r\n`;
  const isTrue = ({ 0: name, 1: value }: HeaderLine) =>
    /^content-length$/i.test(name) && Number(value) === body.length;
  const closes = isFramed && !headers.some(isTrue);
  return { bytes: hasBody && method !== 'HEAD' ? head + body : head, closes };
}
