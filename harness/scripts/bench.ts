/** `npm run bench`: what the suite costs, as ratios to the same requests without it, side by side. */
import { Agent } from 'undici';
import { testeeWith } from '../self-test/model.ts';
import { prepareRun, results } from '../server/run.ts';
import { findTarget } from '../server/target.ts';
import { testee } from '../testee/testee.ts';

const concurrency = 16;
const rounds = 5;

const server = await testee(testeeWith('model'));

/** The suite over the model, all policies. */
async function suite(): Promise<{ requests: number; milliseconds: number }> {
  const target = await findTarget({ url: new URL(server.url), timeout: 10_000, concurrency });
  const run = prepareRun(target, { concurrency, level: 'info' });
  const start = performance.now();
  let requests = 0;
  for await (const { exchanges } of results(run)) requests += exchanges.length;
  const milliseconds = performance.now() - start;
  await target.network.close();
  return { requests, milliseconds };
}

/** As many plain requests to the same server, as many at once, judged by nobody. */
async function plain(requests: number): Promise<number> {
  const agent = new Agent({ connections: concurrency, pipelining: 1 });
  const start = performance.now();
  let left = requests;
  const worker = async () => {
    for (; left > 0; ) {
      left -= 1;
      const options = { origin: server.url, path: '/any-origin/', method: 'GET' } as const;
      await (await agent.request(options)).body.dump();
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  const milliseconds = performance.now() - start;
  await agent.destroy();
  return milliseconds;
}

const ratios: number[] = [];
for (let round = 0; round <= rounds; round += 1) {
  const { requests, milliseconds } = await suite();
  const ratio = milliseconds / (await plain(requests));
  // The first one warms up.
  if (round > 0) ratios.push(ratio);
}
await server.close();
ratios.sort((a, b) => a - b);
const median = ratios[Math.floor(rounds / 2)] as number;
console.log(`a run of the suite takes ${median.toFixed(2)} times as long as its requests alone`);
console.log(`(${rounds} rounds: ${ratios.map((ratio) => ratio.toFixed(2)).join(', ')})`);
