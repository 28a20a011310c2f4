/** A client that takes cases, and how it is opened. */
import type { Origins } from '../../conformance/exchanges.ts';
import type { Client } from './client.ts';
import type { LaunchExtras } from './engines/launch-engine.ts';
import type { PageSession } from './page/page-session.ts';
import type { WebDriverOptions } from './webdriver/options.ts';

export interface OpenedClient {
  readonly client: Client;
  readonly origins: Origins;
  /** The page that shows the progress; null if the client is not a browser. */
  readonly page: PageSession | null;
  /** Aborts when the client can no longer take cases, with the reason. */
  readonly ended?: AbortSignal;
  close(): Promise<void>;
}

export interface OpenOptions extends WebDriverOptions {
  /** Milliseconds for one fetch. */
  readonly timeout: number;
  /** Whether a browser shows its window. */
  readonly headed?: boolean | undefined;
  /** The browser to launch, instead of the one that is found. */
  readonly browserBinary?: string | undefined;
  /** What else the browser is launched with. */
  readonly extras?: LaunchExtras | undefined;
  /** For `serve` and `webdriver`: the address to listen on; that of this machine alone if left out. */
  readonly host?: string;
}
