/** One browser that a WebDriver server has opened on the runner page, until it dies or is stopped. */
import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from '../../output/message-of.ts';
import type { PageSession } from '../page/page-session.ts';
import type { Driver, DriverServer } from './driver.ts';
import type { RunnerPages } from './runner-pages.ts';
import { within } from './within.ts';

export interface BrowserSession {
  readonly browserName: string;
  readonly browserVersion: string;
  readonly page: PageSession;
  /** Resolves when the browser is gone, or its page, with the reason. Its page is broken then. */
  readonly died: Promise<string>;
  stop(): Promise<void>;
}

/** Milliseconds. */
const openTimeout = 60_000;
const checkInterval = 2000;

/** @throws if the server does not start the browser, or the browser does not open the page */
export async function startBrowser(
  server: DriverServer,
  pages: RunnerPages,
): Promise<BrowserSession> {
  const driver = await server.start();
  const awaited = pages.await();
  try {
    // What the page says is what counts: some drivers report it as loaded only after all that it loads.
    const refused = driver.open(awaited.url).then(() => new Promise<never>(() => {}));
    const page = await within(openTimeout, Promise.race([awaited.page, refused]));
    return watched(driver, page);
  } catch (error) {
    await driver.quit();
    throw new Error(`the browser did not open ${awaited.url}: ${lineOf(error)}`);
  } finally {
    awaited.cancel();
  }
}

function watched(driver: Driver, page: PageSession): BrowserSession {
  const stopped = new AbortController();
  const died = Promise.race([page.gone, firstFailure(driver, stopped.signal)]).then((why) => {
    page.break(new Error(lineOf(why)));
    return lineOf(why);
  });
  return {
    browserName: driver.browserName,
    browserVersion: driver.browserVersion,
    page,
    died,
    stop: async () => {
      stopped.abort();
      await page.close();
      await driver.quit();
    },
  };
}

/** Drivers write long messages, and the package writes codes twice. */
export function lineOf(error: unknown): string {
  const [first, ...others] = messageOf(error)
    .replace(/^(E[A-Z]+) (?=.*\1)/, '')
    .split(/\s*\n\s*/)
    .filter((line) => line !== '');
  return [first, ...others.slice(0, 1)].join(': ').slice(0, 300);
}

/** Settles only if a check fails. */
async function firstFailure(driver: Driver, stopped: AbortSignal): Promise<unknown> {
  while (!stopped.aborted) {
    try {
      await sleep(checkInterval, undefined, { ref: false });
      await driver.check();
    } catch (error) {
      if (!stopped.aborted) return error;
    }
  }
  return new Promise(() => {});
}
