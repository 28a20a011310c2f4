/** One browser that a WebDriver server has opened on the runner page, until it dies or is stopped. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { PageSession } from '../page/page-session.ts';
import type { Driver, DriverServer } from './driver.ts';
import { lineOf } from './line-of.ts';
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

/** @throws if the server does not start the browser, or the browser does not open the page */
export async function startBrowser(
  server: DriverServer,
  pages: RunnerPages,
  checkInterval: number,
): Promise<BrowserSession> {
  const driver = await server.start();
  const awaited = pages.await();
  try {
    // What the page says is what counts: some drivers report it as loaded only after all that it loads.
    const refused = driver.open(awaited.url).then(() => new Promise<never>(() => {}));
    const page = await within(openTimeout, Promise.race([awaited.page, refused]));
    return watched(driver, page, checkInterval);
  } catch (error) {
    await driver.quit();
    throw new Error(`the browser did not open ${awaited.url}: ${lineOf(error)}`);
  } finally {
    awaited.cancel();
  }
}

function watched(driver: Driver, page: PageSession, checkInterval: number): BrowserSession {
  const stopped = new AbortController();
  const died = Promise.race([page.gone, firstFailure(driver, checkInterval, stopped.signal)]).then(
    (why) => {
      page.break(new Error(lineOf(why)));
      return lineOf(why);
    },
  );
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

/** Settles only if a check fails. */
async function firstFailure(
  driver: Driver,
  interval: number,
  stopped: AbortSignal,
): Promise<unknown> {
  while (!stopped.aborted) {
    try {
      await sleep(interval, undefined, { ref: false });
      await driver.check();
    } catch (error) {
      if (!stopped.aborted) return error;
    }
  }
  return new Promise(() => {});
}
