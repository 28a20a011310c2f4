/** Opens browsers behind a WebDriver server on the runner page. */
import { InputError } from '../../output/input-error.ts';
import { interruption } from '../../output/interruption.ts';
import { showProgress } from '../../output/progress.ts';
import { printable } from '../../output/terminal.ts';
import type { OpenedClient, OpenOptions } from '../opened-client.ts';
import type { CaseServer } from '../wire/case-server.ts';
import { startBrowser } from './browser-session.ts';
import { readCapabilities } from './capabilities.ts';
import { driverServer } from './driver.ts';
import { identityOf } from './identity.ts';
import { lineOf } from './line-of.ts';
import { hostsOf } from './options.ts';
import { runnerPages } from './runner-pages.ts';
import { SessionPool } from './session-pool.ts';

/** In milliseconds. */
export interface Pace {
  /** From one check of a browser to the next. */
  readonly check: number;
  /** From the death of a session to its next start; longer after several deaths in a row. */
  readonly restart: number;
}

/** @throws InputError if the first session does not start */
export async function openWebDriver(
  server: CaseServer,
  options: OpenOptions,
  interrupt: AbortSignal,
  pace: Pace = { check: 2000, restart: 1000 },
): Promise<OpenedClient> {
  const { server: url = '', capabilities: file = '', sessions: size = 1, timeout } = options;
  const drivers = await driverServer(url, await readCapabilities(file));
  const origins = server.originsAt(...hostsOf(options));
  const pages = runnerPages(server, origins, timeout);
  const start = () => startBrowser(drivers, pages, pace.check);
  const starting = start();
  const first = await Promise.race([starting, interruption(interrupt)]).catch((error: unknown) => {
    // It must not stay behind.
    starting.then((session) => session.stop()).catch(() => {});
    if (interrupt.aborted) throw error;
    // A URL may have a password in it.
    throw new InputError(`--server ${new URL(url).origin}: ${lineOf(error)}`);
  });
  const note = (text: string) => {
    showProgress('');
    process.stderr.write(`${printable(text)}\n`);
  };
  const pool = new SessionPool(await identityOf(first), first, {
    server,
    start,
    size,
    pause: pace.restart,
    note,
  });
  const close = async () => {
    await pool.close();
    drivers.close();
  };
  // A session that starts late would find all cases taken.
  await Promise.race([pool.ready, interruption(interrupt)]).catch(async (error: unknown) => {
    await close();
    throw error;
  });
  return { client: pool, origins, page: null, ended: pool.ended, close };
}
