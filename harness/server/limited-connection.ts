/** The limits of a whole run: its time, and how long it goes on with a target that only fails. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Network } from '../../reference/index.ts';
import { messageOf } from '../output/message-of.ts';
import { NetworkRefusal } from './network-refusal.ts';

/** How a target is reached. */
export interface TargetConnection {
  readonly send: Network;
  /** Aborted once the run has to end early; its reason is an error that says why. */
  readonly stopped: AbortSignal;
  /** Whether the target ever sent more than it was asked for. */
  readonly wasOutOfStep?: boolean;
  close(): Promise<void>;
}

export interface Limits {
  /** What is requested to tell whether the target still answers. */
  readonly url: URL;
  /** The time stamp at which the run ends, and the milliseconds that it was given. */
  readonly deadline?: number | undefined;
  readonly maxTime?: number | undefined;
  /** Milliseconds before the target is asked whether it still answers: it may be starting again. */
  readonly pause?: number | undefined;
}

/** How many requests in a row have to fail in the same way before the target is asked. */
const maximumInARow = 10;

/** Why a run ends before its last case. */
class RunStopped extends Error {}

/** A connection that stops the run at its deadline, and where the target no longer answers. */
export class LimitedConnection implements TargetConnection {
  readonly #connection: Omit<TargetConnection, 'stopped'>;
  readonly #limits: Limits;
  readonly #controller = new AbortController();
  readonly #timer: NodeJS.Timeout | undefined;
  #failure = '';
  #inARow = 0;
  #asking: Promise<void> | null = null;
  readonly stopped = this.#controller.signal;

  constructor(connection: Omit<TargetConnection, 'stopped'>, limits: Limits) {
    this.#connection = connection;
    this.#limits = limits;
    const { deadline, maxTime } = limits;
    if (deadline === undefined) return;
    const stop = () => this.#stop(`the time of --max-time ${maxTime} is over`);
    this.#timer = setTimeout(stop, Math.max(deadline - Date.now(), 0));
  }

  readonly send: Network = async (request) => {
    if (this.#asking !== null) await this.#asking;
    this.stopped.throwIfAborted();
    try {
      const response = await this.#connection.send(request);
      this.#inARow = 0;
      return response;
    } catch (error) {
      this.#count(error);
      throw error;
    }
  };

  get wasOutOfStep(): boolean {
    return this.#connection.wasOutOfStep === true;
  }

  async close(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#connection.close();
  }

  #count(error: unknown): void {
    // What we refuse to send says nothing about the target.
    if (error instanceof NetworkRefusal && ['left-target', 'not-sent'].includes(error.kind)) return;
    const failure = error instanceof NetworkRefusal ? error.kind : messageOf(error);
    this.#inARow = failure === this.#failure ? this.#inARow + 1 : 1;
    this.#failure = failure;
    if (this.#inARow < maximumInARow || this.#asking !== null) return;
    this.#asking = this.#ask(messageOf(error)).finally(() => {
      this.#inARow = 0;
      this.#asking = null;
    });
  }

  /** Everyone else waits for it. */
  async #ask(said: string): Promise<void> {
    const { url, pause = 500 } = this.#limits;
    await sleep(pause);
    await this.#connection
      .send({
        method: 'GET',
        url,
        headers: [],
        body: null,
        includeCredentials: false,
        forceNewConnection: false,
      })
      .catch(() => {
        this.#stop(`${maximumInARow} requests in a row failed, and so did a plain GET: ${said}`);
      });
  }

  #stop(why: string): void {
    this.#controller.abort(new RunStopped(why));
  }
}

/** Why the run ended early; null if it did not, or was interrupted. */
export function stopReason({ stopped }: Pick<TargetConnection, 'stopped'>): string | null {
  return stopped.reason instanceof RunStopped ? stopped.reason.message : null;
}
