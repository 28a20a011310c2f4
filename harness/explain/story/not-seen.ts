/** Why there is no response that could be judged, although nothing is known to have failed. */
import type { NetworkResponse } from '../../../reference/index.ts';

export class NotSeen extends Error {
  readonly kind: 'not-sent' | 'not-contacted' | 'not-recorded';
  /** What can be concluded all the same, so that the fetch goes on: this response, or one to its effect. */
  readonly concluded: NetworkResponse | null;

  /**
   * @param kind `not-sent`: the method could change something, or a browser would not send the request;
   *   `not-contacted`: a redirect leads to another server; `not-recorded`: the recording lacks the response
   * @param message a clause for people, without a full stop
   */
  constructor(kind: NotSeen['kind'], message: string, concluded: NetworkResponse | null = null) {
    super(message);
    this.kind = kind;
    this.concluded = concluded;
  }
}
