/** The runner pages that sessions have been told to open. No other page is accepted. */
import { randomUUID } from 'node:crypto';
import type { Origins } from '../../../conformance/exchanges.ts';
import { hostPages } from '../page/page-host.ts';
import type { PageSession } from '../page/page-session.ts';
import type { CaseServer } from '../wire/case-server.ts';

export interface RunnerPages {
  /** A page that has a URL of its own, which is good for one session. */
  await(): AwaitedPage;
}

interface AwaitedPage {
  readonly url: string;
  /** Resolves when the page is there. */
  readonly page: Promise<PageSession>;
  cancel(): void;
}

export function runnerPages(server: CaseServer, origins: Origins, timeout: number): RunnerPages {
  const awaited = new Map<string, (page: PageSession) => void>();
  hostPages(server, {
    timeout,
    // The driver says who the browser is.
    identify: (userAgent) => ({ name: userAgent, version: '' }),
    originsAt: () => origins,
    accepts: (key) => awaited.has(key),
    onSession: (page, key) => {
      awaited.get(key)?.(page);
      awaited.delete(key);
    },
  });
  return {
    await: () => {
      const key = randomUUID();
      const page = new Promise<PageSession>((resolve) => awaited.set(key, resolve));
      return { url: `${origins.A}/?${key}`, page, cancel: () => awaited.delete(key) };
    },
  };
}
