/** Opens browsers behind a WebDriver server on the runner page. */
import { InputError } from '../../output/input-error.ts';
import { interruption } from '../../output/interruption.ts';
import { showProgress } from '../../output/progress.ts';
import { printable } from '../../output/terminal.ts';
import type { Client } from '../client.ts';
import type { OpenedClient, OpenOptions } from '../opened-client.ts';
import type { CaseServer } from '../wire/case-server.ts';
import { type BrowserSession, lineOf, startBrowser } from './browser-session.ts';
import { driverServer } from './driver.ts';
import { hostsOf, readCapabilities } from './options.ts';
import { runnerPages } from './runner-pages.ts';
import { SessionPool } from './session-pool.ts';

/** The engines of browsers, by the names that their drivers give them. */
const browsersOf: Readonly<Record<string, readonly string[]>> = {
  chromium: ['chrome', 'chromium', 'chrome-headless-shell', 'MicrosoftEdge'],
  firefox: ['firefox'],
  webkit: ['MiniBrowser', 'Safari'],
};
/** Browsers whose versions are not those of the engine. */
const withOtherVersions = ['MicrosoftEdge', 'Safari'];

export async function openWebDriver(
  server: CaseServer,
  options: OpenOptions,
  interrupt: AbortSignal,
): Promise<OpenedClient> {
  const { server: url = '', capabilities: file = '', sessions: size = 1, timeout } = options;
  const drivers = await driverServer(url, await readCapabilities(file));
  const origins = server.originsAt(...hostsOf(options));
  const pages = runnerPages(server, origins, timeout);
  server.mostConnections *= size;
  const start = () => startBrowser(drivers, pages);
  const starting = start();
  const first = await Promise.race([starting, interruption(interrupt)]).catch((error: unknown) => {
    // It must not stay behind.
    starting.then((session) => session.stop()).catch(() => {});
    if (interrupt.aborted) throw error;
    throw new InputError(`--server ${url}: ${lineOf(error)}`);
  });
  const note = (text: string) => {
    showProgress('');
    process.stderr.write(`${printable(text)}\n`);
  };
  const pool = new SessionPool(identityOf(first), first, {
    server,
    start,
    size,
    pause: 1000,
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

/** Named as the list of its engine's known deviations. */
export function identityOf({
  browserName,
  browserVersion,
}: Pick<BrowserSession, 'browserName' | 'browserVersion'>): Pick<Client, 'name' | 'version'> {
  const engine = Object.keys(browsersOf).find((name) => browsersOf[name]?.includes(browserName));
  const isOther = engine !== undefined && withOtherVersions.includes(browserName);
  const version = isOther ? `(${browserName} ${browserVersion})` : browserVersion;
  return { name: engine ?? browserName, version };
}
