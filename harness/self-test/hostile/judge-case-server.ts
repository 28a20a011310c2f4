/** Runs `client serve`, lets a hostile client at it, and says which bounds were broken. */
import type { HostileClient } from './clients/hostile-client.ts';
import { brokenBounds, type Row } from './judge-target.ts';
import { liveParts } from './live-parts.ts';
import { type Measured, runMeasured } from './measured-process.ts';

const usualSeconds = 20;
/** What Ctrl-C ends it with. */
const interrupted = 130;

export async function judgeCaseServer(
  { name, attack }: HostileClient,
  slowness: number,
): Promise<Row> {
  const limit = slowness * usualSeconds;
  const broken: string[] = [];
  let isAttacked = false;
  const measured = await runMeasured(['client', 'serve'], limit, (out, kill) => {
    const port = Number(/http:\/\/localhost:(\d+)\//.exec(out)?.[1] ?? 0);
    if (port === 0 || isAttacked) return;
    isAttacked = true;
    attack(port)
      .catch(() => {})
      .then(() => servesPage(port, slowness))
      .then((isServed) => {
        if (!isServed) broken.push('the page is no longer served');
        kill('SIGINT');
      });
  });
  broken.push(...brokenBounds(measured, limit, [interrupted]), ...liveParts('text', measured.out));
  return {
    name: `client-${name}`,
    command: 'client serve',
    result: resultText(measured),
    seconds: measured.seconds,
    megabytes: measured.megabytes,
    broken,
  };
}

async function servesPage(port: number, slowness: number): Promise<boolean> {
  const signal = AbortSignal.timeout(slowness * 3000);
  return fetch(`http://127.0.0.1:${port}/`, { signal }).then(
    async (response) => (await response.text()).includes('<script'),
    () => false,
  );
}

function resultText({ code }: Measured): string {
  if (code === interrupted) return `${code}: served until it was interrupted`;
  return code === null ? 'killed' : `${code}`;
}
