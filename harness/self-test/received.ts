/** A request as a server under test receives it, and the response that it makes. */
import { byteCaseInsensitiveMatch, type Header } from '../../reference/index.ts';

export class Received {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  /** The server's own origin. */
  readonly own: string;
  readonly #headers: readonly Header[];

  constructor(method: string, url: URL, headers: readonly Header[]) {
    this.method = method;
    this.path = url.pathname + url.search;
    this.own = url.origin;
    this.#headers = headers;
  }

  /** The values of a header, one for each line. */
  lines(name: string): string[] {
    return this.#headers
      .filter(([each]) => byteCaseInsensitiveMatch(each, name))
      .map(([, value]) => value);
  }

  /** The value of a header, all lines combined; null if it is absent. */
  get(name: string): string | null {
    const lines = this.lines(name);
    return lines.length === 0 ? null : lines.join(', ');
  }
}

export interface Sent {
  readonly status: number;
  readonly headers: readonly Header[];
  readonly body: string;
}
