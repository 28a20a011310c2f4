/** Work on many hosts at once, and on each host one piece at a time. */

export interface ByHostOptions<Item> {
  readonly hostOf: (item: Item) => string;
  /** How many hosts are worked on at once. */
  readonly concurrency: number;
  readonly interrupt: AbortSignal;
}

/** How many items may wait for their hosts: no more are read until there is room. */
const mostWaiting = 1000;

/** Reads items only as fast as they are worked on; ends early if it is interrupted.
 *  @throws the first error that `work` throws */
export async function byHost<Item>(
  items: AsyncIterable<Item>,
  work: (item: Item) => Promise<void>,
  { hostOf, concurrency, interrupt }: ByHostOptions<Item>,
): Promise<void> {
  const queues = new Map<string, Item[]>();
  const workers = new Set<Promise<void>>();
  let waiting = 0;
  let failure: { readonly error: unknown } | null = null;
  let wake = () => {};
  const change = () =>
    new Promise<void>((resolve) => {
      wake = resolve;
    });
  const isOver = () => interrupt.aborted || failure !== null;
  const workOn = async (host: string, first: Item) => {
    const queue: Item[] = [];
    queues.set(host, queue);
    for (let item: Item | undefined = first; item !== undefined; item = queue.shift()) {
      if (item !== first) waiting -= 1;
      wake();
      if (isOver()) break;
      await work(item);
    }
    queues.delete(host);
  };
  const start = (host: string, item: Item) => {
    const worker = workOn(host, item)
      .catch((error: unknown) => {
        failure ??= { error };
      })
      .finally(() => {
        workers.delete(worker);
        wake();
      });
    workers.add(worker);
  };
  for await (const item of items) {
    const host = hostOf(item);
    const hasRoom = () => (queues.has(host) ? waiting < mostWaiting : workers.size < concurrency);
    while (!hasRoom() && !isOver()) await change();
    if (isOver()) break;
    const queue = queues.get(host);
    if (queue === undefined) start(host, item);
    else {
      queue.push(item);
      waiting += 1;
    }
  }
  await Promise.all(workers);
  if (failure !== null) throw (failure as { readonly error: unknown }).error;
}
