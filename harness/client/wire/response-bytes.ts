/** Responses as bytes: the lines of a rule, and what HTTP needs to tell where they end. */
import type { HeaderLine, ServerRule } from '../../../conformance/exchanges.ts';

export interface ResponseBytes {
  /** One char per byte. */
  readonly bytes: string;
  /** Whether the connection has to end for the response to end. */
  readonly closes: boolean;
}

/** @returns null where the rule demands that there be no response */
export function responseBytes(rule: ServerRule, method: string): ResponseBytes | null {
  if ('drop' in rule) return null;
  if ('raw' in rule) return { bytes: rule.raw, closes: true };
  const { status, headers, body } = rule;
  const hasBody = status !== 204 && status !== 304;
  const isFramed = headers.some(([name]) => /^(content-length|transfer-encoding)$/i.test(name));
  const framing: HeaderLine[] =
    hasBody && !isFramed ? [['Content-Length', String(body.length)]] : [];
  const lines = [...headers, ...framing].map(([name, value]) => `${name}: ${value}\r\n`);
  // The reason phrase may be empty, and the space in front of it not left out.
  const head = `HTTP/1.1 ${status} \r\n${lines.join('')}\r\n`;
  const isTrue = ({ 0: name, 1: value }: HeaderLine) =>
    /^content-length$/i.test(name) && Number(value) === body.length;
  const closes = isFramed && !headers.some(isTrue);
  return { bytes: hasBody && method !== 'HEAD' ? head + body : head, closes };
}
