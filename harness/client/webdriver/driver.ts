/** One browser behind a WebDriver server, by means of the package `selenium-webdriver`. */
import { Agent as HTTPAgent } from 'node:http';
import { Agent as HTTPSAgent } from 'node:https';
import { InputError } from '../../output/input-error.ts';
import type { Capabilities } from './capabilities.ts';
import { within } from './within.ts';

/** As far as the suite needs to know it. */
export interface Driver {
  readonly browserName: string;
  readonly browserVersion: string;
  open(url: string): Promise<void>;
  /** @throws if the browser, its window, or what drives it is gone */
  check(): Promise<void>;
  /** Closes the browser. Does nothing if it cannot. */
  quit(): Promise<void>;
}

export interface DriverServer {
  start(): Promise<Driver>;
  /** No longer keeps the process from ending, whatever has not been answered. */
  close(): void;
}

/** Milliseconds. A grid may have a queue for new sessions. */
const startTimeout = 60_000;
const commandTimeout = 15_000;

/** @throws InputError if the package is not installed */
export async function driverServer(url: string, capabilities: Capabilities): Promise<DriverServer> {
  const { Builder, Capabilities } = await loadSelenium();
  const agent = url.startsWith('https:') ? new HTTPSAgent() : new HTTPAgent();
  const create = async (): Promise<Driver> => {
    const driver = await new Builder()
      .disableEnvironmentOverrides()
      .usingServer(url)
      .usingHttpAgent(agent)
      .withCapabilities(new Capabilities(capabilities))
      .build();
    const quit = () => within(commandTimeout, driver.quit()).catch(() => {});
    const granted = await driver.getCapabilities();
    return {
      browserName: granted.getBrowserName() ?? capabilities.browserName,
      browserVersion: granted.getBrowserVersion() ?? '',
      open: (page) => within(startTimeout, driver.get(page)),
      // Of the commands that disturb no page, the first that also fails if the page has crashed.
      check: async () => void (await within(commandTimeout, driver.getCurrentUrl())),
      quit,
    };
  };
  return {
    start: async () => {
      const created = create();
      return within(startTimeout, created).catch((error: unknown) => {
        // One that comes too late is of no use.
        created.then((driver) => driver.quit()).catch(() => {});
        throw error;
      });
    },
    close: () => {
      for (const socket of Object.values(agent.sockets).flat()) socket?.unref();
    },
  };
}

async function loadSelenium() {
  try {
    return (await import('selenium-webdriver')).default;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new InputError(
      'selenium-webdriver is not installed: run npm install --no-save selenium-webdriver',
    );
  }
}
