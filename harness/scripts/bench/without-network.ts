/** How many cases are planned, run and judged in a second, if every response is there at once. */
import { policies } from '../../../conformance/servers/index.ts';
import type { Network, NetworkResponse } from '../../../reference/index.ts';
import { respondFor } from '../../self-test/model.ts';
import { networkOf } from '../../self-test/serve.ts';
import { prepareRun } from '../../server/prepared-run.ts';
import { results } from '../../server/run.ts';

const origin = 'http://target.example';
const places = policies.map((policy) => ({
  kind: 'testee' as const,
  policy,
  origin,
  path: `/${policy.id}`,
}));

/** Runs all cases again and again with responses that were recorded once. */
export class RecordedRun {
  readonly #recorded: readonly NetworkResponse[];

  private constructor(recorded: readonly NetworkResponse[]) {
    this.#recorded = recorded;
  }

  static async record(): Promise<RecordedRun> {
    const networks = new Map(
      policies.map((policy) => [policy.id, networkOf(respondFor(policy))] as const),
    );
    const recorded: NetworkResponse[] = [];
    await runWith(async (request) => {
      const network = networks.get(request.url.pathname.split('/')[1] ?? '') as Network;
      const response = await network(request);
      recorded.push(response);
      return response;
    });
    return new RecordedRun(recorded);
  }

  /** Runs the cases as often as fits into `seconds` of processor time, but once at least.
   *  @returns judged cases for each second of it; those that are skipped do not count */
  async casesPerSecond(seconds: number): Promise<number> {
    const start = process.cpuUsage();
    let judged = 0;
    let used = 0;
    do {
      judged += await this.#runOnce();
      const { user, system } = process.cpuUsage(start);
      used = (user + system) / 1e6;
    } while (used < seconds);
    return judged / used;
  }

  #runOnce(): Promise<number> {
    let next = 0;
    return runWith(async () => {
      next += 1;
      return this.#recorded[next - 1] as NetworkResponse;
    });
  }
}

async function runWith(send: Network): Promise<number> {
  const network = { send, stopped: new AbortController().signal, close: async () => {} };
  const target = { url: origin, testee: null, places, leftOut: [], notes: [], network };
  let judged = 0;
  // One after the other, so that the responses come in their order.
  for await (const { verdict } of results(prepareRun(target, { concurrency: 1, level: 'info' }))) {
    if (verdict !== 'skip') judged += 1;
  }
  return judged;
}
