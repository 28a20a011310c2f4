/** Sessions side by side that take cases as one client. A session that dies is started again, and the
 *  cases that it has not finished are repeated. */
import { setTimeout as sleep } from 'node:timers/promises';
import { InputError } from '../../output/input-error.ts';
import type { Client, Feature } from '../client.ts';
import type { Seen } from '../seen.ts';
import type { CaseServer, RunningCase } from '../wire/case-server.ts';
import type { BrowserSession } from './browser-session.ts';
import { lineOf } from './line-of.ts';
import { within } from './within.ts';

/** How often in a row a session may die before it has finished a case. */
const mostDeaths = 3;
/** How long sessions may take to stop, in milliseconds. */
const stopTimeout = 20_000;

export interface PoolOptions {
  readonly server: CaseServer;
  readonly start: () => Promise<BrowserSession>;
  readonly size: number;
  /** Milliseconds from a death to the next start; longer after several deaths in a row. */
  readonly pause: number;
  /** Tells people what becomes of the sessions. */
  readonly note: (text: string) => void;
}

/** A session that takes cases. */
interface Worker {
  readonly session: BrowserSession;
  underWay: number;
  finished: number;
}

export class SessionPool implements Client {
  readonly name: string;
  readonly version: string;
  readonly features: readonly Feature[];
  readonly concurrency: number;
  /** Resolves when each session has started, or has failed to. */
  readonly ready: Promise<unknown>;
  readonly #first: BrowserSession;
  readonly #options: PoolOptions;
  readonly #workers = new Set<Worker>();
  readonly #waiting: (() => void)[] = [];
  readonly #ended = new AbortController();
  readonly #closed = new AbortController();
  readonly #lives: Promise<unknown>;
  readonly #finished: number[];

  /** @param first the session that the others have to be like */
  constructor(
    { name, version }: Pick<Client, 'name' | 'version'>,
    first: BrowserSession,
    options: PoolOptions,
  ) {
    this.name = name;
    this.version = version;
    this.features = first.page.features;
    this.concurrency = options.size * first.page.concurrency;
    this.#first = first;
    this.#options = options;
    this.#finished = Array(options.size).fill(0);
    const lives: Promise<string>[] = [];
    const starts = this.#finished.map(
      (_, index) => new Promise<void>((resolve) => lives.push(this.#keep(index, resolve))),
    );
    this.ready = Promise.all(starts);
    this.#lives = Promise.all(lives).then((reasons) => {
      if (!this.#closed.signal.aborted) this.#ended.abort(new InputError(reasons.join('; ')));
    });
  }

  /** Aborts when no session is left, with the reason. */
  get ended(): AbortSignal {
    return this.#ended.signal;
  }

  /** A case that a session loses is repeated under another path: nothing that was sent for it counts.
   *  Never settles if no session is left. */
  async run(running: RunningCase): Promise<readonly Seen[]> {
    for (;;) {
      const worker = await this.#leastBusy();
      worker.underWay += 1;
      try {
        const seen = await worker.session.page.run(running);
        worker.finished += 1;
        return seen;
      } catch (error) {
        if (!worker.session.page.isOver) throw error;
        this.#options.server.restart(running);
      } finally {
        worker.underWay -= 1;
      }
    }
  }

  /** Stops all sessions, also those that are about to start. */
  async close(): Promise<void> {
    this.#closed.abort();
    await within(stopTimeout, this.#lives).catch(() => {});
    const { size, note } = this.#options;
    if (size > 1) note(`finished by each session: ${this.#finished.join(', ')} cases`);
  }

  async #leastBusy(): Promise<Worker> {
    for (;;) {
      const able = [...this.#workers].filter(({ session }) => !session.page.isOver);
      const [first, ...others] = able;
      if (first !== undefined) {
        return others.reduce(
          (least, each) => (each.underWay < least.underWay ? each : least),
          first,
        );
      }
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  /** Keeps one session running. @returns why it no longer does */
  async #keep(index: number, onStart: () => void): Promise<string> {
    const { start, pause, note } = this.#options;
    const name = `session ${index + 1}`;
    let next = index === 0 ? async () => this.#first : start;
    for (let deaths = 0; ; ) {
      const { finished, why } = await this.#liveOnce(next, onStart);
      this.#finished[index] = (this.#finished[index] ?? 0) + finished;
      if (this.#closed.signal.aborted) return why;
      next = start;
      deaths = finished > 0 ? 1 : deaths + 1;
      note(`${name} died after ${finished} cases: ${why}`);
      if (deaths >= mostDeaths) return `${name} died ${deaths} times in a row: ${why}`;
      await sleep(pause * deaths, undefined, { signal: this.#closed.signal }).catch(() => {});
    }
  }

  /** One session, from its start to its end. */
  async #liveOnce(
    start: () => Promise<BrowserSession>,
    onStart: () => void,
  ): Promise<{ finished: number; why: string }> {
    let session: BrowserSession | null = null;
    try {
      session = await start();
      this.#checkLikeFirst(session);
      const worker = { session, underWay: 0, finished: 0 };
      this.#workers.add(worker);
      onStart();
      for (const wake of this.#waiting.splice(0)) wake();
      const why = await Promise.race([session.died, this.#whenClosed()]);
      this.#workers.delete(worker);
      return { finished: worker.finished, why };
    } catch (error) {
      return { finished: 0, why: lineOf(error) };
    } finally {
      onStart();
      await session?.stop();
    }
  }

  #whenClosed(): Promise<string> {
    const { signal } = this.#closed;
    return new Promise((resolve) => {
      if (signal.aborted) resolve('');
      signal.addEventListener('abort', () => resolve(''), { once: true });
    });
  }

  /** A report is about one browser. */
  #checkLikeFirst(session: BrowserSession): void {
    const [is, first] = [session, this.#first].map(({ browserName, browserVersion, page }) =>
      [browserName, browserVersion, ...[...page.features].sort()].join(' '),
    );
    if (is !== first) throw new Error(`it is another browser (${is}) than the first (${first})`);
  }
}
