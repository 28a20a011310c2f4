/** A client behind the runner page: the page asks for cases, and posts what it saw of them. */
import type { Origins } from '../../../conformance/exchanges.ts';
import { InputError } from '../../output/input-error.ts';
import type { Client, Feature } from '../client.ts';
import type { Seen } from '../seen.ts';
import type { RunningCase } from '../wire/case-server.ts';
import { cookieURLs } from '../wire/case-server.ts';

/** A verdict, for the table on the page. */
export interface ShownVerdict {
  readonly id: string;
  readonly verdict: string;
  readonly details: readonly string[];
  readonly why: string;
}

interface Waiting {
  readonly running: RunningCase;
  readonly resolve: (seen: readonly Seen[]) => void;
  readonly reject: (error: Error) => void;
}

/** What the page posts of one case. */
export interface PostedResult {
  readonly token: string;
  readonly seen?: readonly Seen[];
  readonly failure?: string;
}

/** How many batches the page runs side by side: a slow case holds up only its own. */
export const lanes = 4;
const batchSize = 8;

export class PageSession implements Client {
  readonly name: string;
  readonly version: string;
  readonly features: readonly Feature[];
  readonly origins: Origins;
  /** Half as many again, so that the next batch is there when the page asks. */
  readonly concurrency = 1.5 * lanes * batchSize;
  /** Milliseconds for one fetch. */
  readonly #timeout: number;
  readonly #queue: Waiting[] = [];
  readonly #sent = new Map<string, Waiting>();
  #shown: ShownVerdict[] = [];
  #total = 0;
  #title = '';
  #conclusion: string | null = null;
  readonly #idle = new Set<() => void>();
  #hasConcluded = false;
  #watch: NodeJS.Timeout | undefined;
  #broken: Error | null = null;
  #markGone: (why: Error) => void = () => {};
  /** Resolves when the page is gone, with the reason. */
  readonly gone = new Promise<Error>((resolve) => {
    this.#markGone = resolve;
  });

  constructor(
    client: Pick<Client, 'name' | 'version' | 'features'>,
    origins: Origins,
    timeout: number,
  ) {
    this.name = client.name;
    this.version = client.version;
    this.features = client.features;
    this.origins = origins;
    this.#timeout = timeout;
    this.#expectPage();
  }

  run(running: RunningCase): Promise<readonly Seen[]> {
    if (this.#broken) return Promise.reject(this.#broken);
    return new Promise((resolve, reject) => {
      this.#queue.push({ running, resolve, reject });
      this.#wake();
    });
  }

  /** The title of the page, and how many verdicts it will show. */
  announce(title: string, total: number): void {
    this.#title = title;
    this.#total = total;
  }

  show(verdict: ShownVerdict): void {
    this.#shown.push(verdict);
  }

  /** Ends the run on the page, which then shows the conclusion. */
  finish(conclusion: string): void {
    this.#conclusion = conclusion;
    this.#wake();
  }

  async close(): Promise<void> {
    clearTimeout(this.#watch);
    this.#wake();
  }

  /** Fails all cases that are under way, because the page is gone. */
  break(error: Error): void {
    this.#broken = error;
    this.#markGone(error);
    clearTimeout(this.#watch);
    for (const { reject } of [...this.#sent.values(), ...this.#queue.splice(0)]) reject(error);
    this.#sent.clear();
  }

  /** Whether nothing more can come of it: the page has got the conclusion, or is gone. */
  get isOver(): boolean {
    return this.#broken !== null || this.#hasConcluded;
  }

  /** Takes what the page saw, and gives it more to do as soon as there is something. */
  async exchange(results: readonly PostedResult[]): Promise<unknown> {
    clearTimeout(this.#watch);
    for (const { token, seen, failure } of results) {
      const waiting = this.#sent.get(token);
      this.#sent.delete(token);
      if (seen === undefined) waiting?.reject(new Error(failure ?? 'the page returned nothing'));
      else waiting?.resolve(seen);
    }
    // What awaits these results may add more cases at once.
    await new Promise((resolve) => setImmediate(resolve));
    if (this.#queue.length === 0 && this.#conclusion === null) await this.#somethingToDo();
    const batch = this.#nextBatch();
    this.#expectPage();
    const verdicts = this.#shown;
    this.#shown = [];
    this.#hasConcluded = this.#conclusion !== null;
    return {
      title: this.#title,
      total: this.#total,
      verdicts,
      isFinished: this.#conclusion !== null,
      conclusion: this.#conclusion,
      timeout: this.#timeout,
      cases: batch.map(({ running }) => ({
        token: running.placement.token,
        cookieURLs: cookieURLs(running),
        fetches: running.case.given.fetches.map((fetch) => ({
          ...fetch,
          topLevelOrigin: running.placement.origins[fetch.topLevel],
        })),
      })),
    };
  }

  /** All cases that wait at once, since they only wait; else a few. */
  #nextBatch(): Waiting[] {
    const waits = ({ running }: Waiting) =>
      running.case.given.fetches.some(({ after }) => after > 0);
    const first = this.#queue.findIndex((each) => !waits(each));
    const waiting = first === -1 ? this.#queue.length : first;
    const batch = this.#queue.splice(0, waiting > 0 ? waiting : batchSize);
    for (const each of batch) this.#sent.set(each.running.placement.token, each);
    return batch;
  }

  #somethingToDo(): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        this.#idle.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, 15_000).unref();
      this.#idle.add(wake);
    });
  }

  #wake(): void {
    for (const wake of this.#idle) wake();
  }

  #expectPage(): void {
    if (this.#conclusion !== null) return;
    // As long as a whole batch may take. It keeps no process from ending.
    const patience = 5 * this.#timeout + 30_000;
    // Another lane may have begun to wait.
    clearTimeout(this.#watch);
    this.#watch = setTimeout(() => {
      this.break(new InputError(`the page did not respond for ${patience} ms`));
    }, patience).unref();
  }
}
