/** What is asked of `explain`, and what came of it. */
import type { Header, Outcome } from '../../reference/index.ts';

export interface ExplainOptions {
  /** The origin of the page. */
  readonly origin: string;
  readonly method: string;
  /** The header lines that the page sets. */
  readonly header?: readonly Header[];
  readonly credentials?: boolean;
  readonly report: 'text' | 'json';
  /** Milliseconds for one request and its whole response. */
  readonly timeout: number;
  readonly insecure?: boolean;
  /** Whether to speak HTTP/2 if the server offers it. */
  readonly http2?: boolean;
  readonly allowUnsafeMethods?: boolean;
}

/** A fetch that was made, and all that a report of it needs. */
export interface Explained {
  readonly url: URL;
  readonly options: ExplainOptions;
  readonly outcome: Outcome;
  /** 0 if the response is shared, 1 if it is not, 2 if that could not be told. */
  readonly exitCode: 0 | 1 | 2;
  /** Why the response is not shared; null if it is. */
  readonly message: string | null;
}
