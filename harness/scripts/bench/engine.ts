/** How many generated cases an engine runs in a second, and how many fetches its page makes without us. */
import { findEngine } from '../../client/engines/engines.ts';
import { launchEngine } from '../../client/engines/launch-engine.ts';
import { runGenerated } from '../../client/generated/run-generated.ts';
import { openClient } from '../../client/open-client.ts';
import { CaseServer } from '../../client/wire/case-server.ts';

const count = 2000;

/** @returns null if Chromium is not installed */
export async function engineRates(): Promise<{ cases: number; bare: number } | null> {
  const isInstalled = await findEngine('chromium').then(
    () => true,
    () => false,
  );
  return isInstalled ? { cases: await casesPerSecond(), bare: await fetchesPerSecond() } : null;
}

async function casesPerSecond(): Promise<number> {
  const server = await CaseServer.start();
  const { signal } = new AbortController();
  const { client, origins, close } = await openClient(
    'chromium',
    server,
    { timeout: 10_000 },
    signal,
  );
  const start = performance.now();
  const { runs } = await runGenerated({ server, client, origins, runs: count, seed: 1 });
  const seconds = (performance.now() - start) / 1000;
  await close();
  await server.close();
  return runs / seconds;
}

const page = `<!doctype html><meta charset="utf-8"><title>fetches</title><script type="module">
  const start = performance.now();
  let left = ${count};
  const worker = async () => {
    while (left > 0) {
      left -= 1;
      await (await fetch('/~empty?' + left)).arrayBuffer();
    }
  };
  await Promise.all(Array.from({ length: 48 }, worker));
  await fetch('/~done', { method: 'POST', body: String(performance.now() - start) });
</script>`;

/** From the same server to the same engine, nothing but fetches. */
async function fetchesPerSecond(): Promise<number> {
  const server = await CaseServer.start();
  const milliseconds = new Promise<number>((resolve) => {
    server.control = ({ target, body }) => {
      if (target === '/~done') resolve(Number(body));
      if (target !== '/') return { status: 200, body: '' };
      return { status: 200, headers: [['Content-Type', 'text/html']], body: page };
    };
  });
  const url = `${server.originsAt('localhost').A}/`;
  const launched = await launchEngine(await findEngine('chromium'), url, false);
  const seconds = (await milliseconds) / 1000;
  await launched.stop();
  await server.close();
  return count / seconds;
}
