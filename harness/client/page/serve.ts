/** For any browser that can open a URL, by hand, on this machine or another. */
import { networkInterfaces } from 'node:os';
import type { ExchangeCase } from '../../../conformance/exchanges.ts';
import { messageOf } from '../../output/message-of.ts';
import { coloursFor, printable } from '../../output/terminal.ts';
import { textReport } from '../reports/client-text.ts';
import { reportedClient } from '../reports/reported-client.ts';
import { runClient } from '../run-client.ts';
import type { Protocol } from '../wire/protocols.ts';
import { startCaseServer } from '../wire/start-case-server.ts';
import { authorityPath, hostPages } from './page-host.ts';
import type { PageSession } from './page-session.ts';

export interface ServeOptions {
  /** Milliseconds for one fetch. */
  readonly timeout: number;
  /** The address to listen on. */
  readonly host: string;
  readonly protocol?: Protocol | undefined;
  /** Whether each case that differs is shown in full. */
  readonly verbose?: boolean | undefined;
}

/** Serves until it is interrupted, and reports on each browser that opens the page.
 *  @throws InputError if it cannot listen there */
export async function serve(
  cases: readonly ExchangeCase[],
  { timeout, host, protocol, verbose }: ServeOptions,
  interrupt: AbortSignal,
): Promise<number> {
  const server = await startCaseServer(host, protocol);
  const runPage = async (page: PageSession) => {
    const opened = { client: page, origins: page.origins, page };
    const report = await runClient({ server, opened, cases, interrupt });
    const text = textReport(reportedClient(report), coloursFor(process.stdout), verbose);
    process.stdout.write(`\n${text}`);
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
  const origins = namesOf(host).map((name) => server.originsAt(name));
  const urls = origins.map(({ A }) => `  ${A}/`);
  const authorities = origins.map(({ D }) => `  ${D}${authorityPath}`);
  process.stdout.write(
    (server.certificates === null
      ? ''
      : `Let the browser trust the certificate authority of this run:\n${authorities.join('\n')}\n`) +
      `Open one of these URLs in any browser:\n${urls.join('\n')}\n` +
      (isLoopback(host)
        ? 'Only this machine can reach them. For others, pass --host 0.0.0.0.\n'
        : 'From another machine, use a URL with an address. At an address, A, B and C are on the same site.\n') +
      'Press Ctrl-C to stop.\n',
  );
  await new Promise((resolve) => {
    interrupt.addEventListener('abort', resolve, { once: true });
  });
  await Promise.all(runs);
  await server.close();
  return 0;
}

function isLoopback(host: string): boolean {
  return ['127.0.0.1', '::1', 'localhost'].includes(host);
}

/** The names in the URLs of a server that listens at `host`. */
function namesOf(host: string): string[] {
  if (isLoopback(host)) return ['localhost'];
  if (host === '0.0.0.0' || host === '::') return ['localhost', ...addresses()];
  return [host.includes(':') ? `[${host}]` : host];
}

function addresses(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => address);
}
