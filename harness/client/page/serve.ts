/** For any browser that can open a URL, by hand, on this machine or another. */
import { networkInterfaces } from 'node:os';
import type { ExchangeCase } from '../../../conformance/exchanges.ts';
import { messageOf } from '../../output/message-of.ts';
import { coloursFor, printable } from '../../output/terminal.ts';
import { textReport } from '../reports/client-text.ts';
import { runClient } from '../run-client.ts';
import { CaseServer } from '../wire/case-server.ts';
import { hostPages } from './page-host.ts';
import type { PageSession } from './page-session.ts';

/** Serves until it is interrupted, and reports on each browser that opens the page. */
export async function serve(
  cases: readonly ExchangeCase[],
  timeout: number,
  interrupt: AbortSignal,
): Promise<number> {
  const server = await CaseServer.start(true);
  const runPage = async (page: PageSession) => {
    const opened = { client: page, origins: page.origins, page };
    const report = await runClient({ server, opened, cases, interrupt });
    process.stdout.write(`\n${textReport(report, coloursFor(process.stdout))}`);
  };
  const runs: Promise<void>[] = [];
  hostPages(server, {
    timeout,
    identify: (userAgent) => ({ name: userAgent, version: '' }),
    onSession: (page) => {
      const run = runPage(page).catch((error: unknown) => {
        if (!interrupt.aborted)
          process.stderr.write(`${printable(`${page.name}: ${messageOf(error)}`)}\n`);
      });
      runs.push(run);
    },
  });
  const urls = ['localhost', ...addresses()].map((host) => `  ${server.originsAt(host).A}/`);
  process.stdout.write(
    `Open one of these URLs in any browser:\n${urls.join('\n')}\n` +
      'From another machine, use a URL with an address. At an address, A, B and C are on the same site.\n' +
      'Press Ctrl-C to stop.\n',
  );
  await new Promise((resolve) => {
    interrupt.addEventListener('abort', resolve, { once: true });
  });
  await Promise.all(runs);
  await server.close();
  return 0;
}

function addresses(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => address);
}
