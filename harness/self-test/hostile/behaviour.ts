/** What a hostile target does, as bytes on sockets, and what a run against it has to end in. */
import type { Socket } from 'node:net';

/** A request as it arrived. */
export interface HostileRequest {
  readonly method: string;
  readonly path: string;
  readonly origin: string | null;
  readonly isPreflight: boolean;
  /** Which request of the target it is, from 0. */
  readonly index: number;
  /** Which request of its connection it is, from 0. */
  readonly indexOnConnection: number;
}

/** What a behaviour may know of its surroundings. */
export interface Place {
  /** The origin of the target. */
  readonly origin: string;
  /** Another origin, which must never be contacted. */
  readonly trap: string;
  /** Ends all connections. From then on, each new one is reset. */
  die(): void;
}

/** Writes the answer to a request: its text, one char per byte, or anything that a socket allows.
 *  A function that writes by itself returns null. */
export type Answer =
  | string
  | ((socket: Socket, request: HostileRequest, place: Place) => string | null);

/**
 * What `server` has to end in.
 *
 * - `passes`: no failure and no error.
 * - `fails must`: a `must` failure, and no error.
 * - `fails`: a failure of any level that fails a run, and no error.
 * - `judged`: any verdicts, and no error.
 * - `no failure`: errors or passes, but nothing that accuses the target.
 * - `partly judged`: some verdicts, and some errors.
 * - `errors only`: neither a pass nor a failure.
 * - `any report`: a whole report, whatever is in it.
 * - `input error`: one line on standard error, and no report.
 */
export type ServerEnd =
  | 'passes'
  | 'fails must'
  | 'fails'
  | 'judged'
  | 'no failure'
  | 'partly judged'
  | 'errors only'
  | 'any report'
  | 'input error';

export type ExplainEnd = 'shared' | 'not shared' | 'could not tell';

export interface Behaviour {
  readonly name: string;
  /** In one sentence. */
  readonly does: string;
  /** Answers each request, except the one for the manifest. */
  readonly answer?: Answer;
  /** Instead: does all that is done on a connection. In a `server` run, the first connection, which
   *  asks for the manifest, is answered with 404. */
  readonly onConnection?: (socket: Socket) => void;
  /** Whether that is HTTP/2, also for the manifest. The commands get --http2 and --insecure. */
  readonly isHTTP2?: true;
  /** The answer at the path of the manifest: 404 if left out. */
  readonly manifest?: Answer;
  /** Whether `server` gets no policy. Else it gets one that allows https://app.example. */
  readonly hasNoPolicy?: true;
  readonly scheme?: 'https';
  /** The certificate and the key that the target has, if it speaks TLS. */
  readonly tls?: { readonly cert: string; readonly key: string };
  readonly server: ServerEnd;
  /** What `explain` says of a simple GET from https://app.example; null if that is not run. */
  readonly explain: ExplainEnd | null;
  /** Whether its text gets into reports, so that all formats are made and checked. */
  readonly isInReports?: boolean;
  /** Seconds that each command may take: 20 if left out. */
  readonly seconds?: number;
}
