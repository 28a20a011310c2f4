/** What the suite does in a second over HTTP, and what its client and its server could do. */
import autocannon from 'autocannon';
import { Agent } from 'undici';
import type { Network } from '../../../reference/index.ts';
import { prepareRun, type RunOptions } from '../../server/prepared-run.ts';
import { results } from '../../server/run.ts';
import { findTarget } from '../../server/target.ts';

const concurrency = 16;

/** Requests, and how long they took. */
export interface Load {
  readonly requests: number;
  readonly milliseconds: number;
}

export function perSecond({ requests, milliseconds }: Load): number {
  return (requests / milliseconds) * 1000;
}

/** All cases of all policies, or generated fetches alone. */
export async function suite(url: string, generated?: RunOptions['generated']): Promise<Load> {
  const found = await findTarget({ url: new URL(url), timeout: 10_000, concurrency });
  let requests = 0;
  const send: Network = (request) => {
    requests += 1;
    return found.network.send(request);
  };
  const target = {
    ...found,
    network: { send, stopped: found.network.stopped, close: async () => {} },
  };
  const run = prepareRun(target, { concurrency, level: 'info', generated });
  const cases = generated === undefined ? run.cases : [];
  const start = performance.now();
  for await (const { verdict, id, message } of results({ ...run, cases })) {
    if (verdict === 'fail' || verdict === 'error') throw new Error(`${id}: ${message}`);
  }
  const milliseconds = performance.now() - start;
  await found.network.close();
  return { requests, milliseconds };
}

/** As many requests with the same HTTP client, as many at once, judged by nobody. */
export async function bareLoop(url: string, requests: number): Promise<Load> {
  const agent = new Agent({ connections: concurrency, pipelining: 1 });
  const headers = { Accept: '*/*', Origin: 'https://app.example', 'User-Agent': 'Mozilla/5.0' };
  const start = performance.now();
  let left = requests;
  const worker = async () => {
    while (left > 0) {
      left -= 1;
      const options = {
        origin: url,
        path: '/any-origin/?c=bench',
        method: 'GET',
        headers,
      } as const;
      await (await agent.request(options)).body.dump();
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  const milliseconds = performance.now() - start;
  await agent.destroy();
  return { requests, milliseconds };
}

/** What the server answers at most. */
export async function mostRequests(url: string): Promise<Load> {
  const duration = 2;
  const result = await autocannon({
    url: `${url}/any-origin/?c=bench`,
    connections: concurrency,
    duration,
    headers: { Origin: 'https://app.example' },
  });
  return { requests: result.requests.total, milliseconds: result.duration * 1000 };
}
