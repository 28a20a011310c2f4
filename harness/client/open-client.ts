/** Opens a client by its name, ready to take cases. */
import type { Origins } from '../../conformance/exchanges.ts';
import { InputError } from '../output/input-error.ts';
import type { PageSession } from './page/page-session.ts';
import type { Client } from './seen.ts';
import type { CaseServer } from './wire/case-server.ts';

export interface OpenOptions {
  readonly timeout: number;
  readonly headed?: boolean | undefined;
  readonly browserBinary?: string | undefined;
}

export interface OpenClient {
  readonly client: Client;
  readonly origins: Origins;
  /** The page that shows what is going on, where there is one. */
  readonly page: PageSession | null;
  close(): Promise<void>;
}

const adapters: Readonly<Record<string, URL>> = {
  jsdom: new URL('../implementations/clients/jsdom/adapter.mjs', import.meta.url),
  'happy-dom': new URL('../implementations/clients/happy-dom/adapter.mjs', import.meta.url),
};

/** @throws InputError if there is no such client here */
export async function openClient(
  name: string,
  server: CaseServer,
  options: OpenOptions,
): Promise<OpenClient> {
  if (name === 'chromium' || name === 'firefox' || name === 'webkit') {
    const { openEngine } = await import('./engines/open-engine.ts');
    return openEngine(name, server, options);
  }
  const client = await openModule(name, server, options);
  return {
    client,
    origins: server.originsAt('localhost'),
    page: null,
    close: () => client.close(),
  };
}

async function openModule(name: string, server: CaseServer, { timeout }: OpenOptions) {
  if (name === 'reference') {
    const { referenceClient } = await import('./reference-client.ts');
    return referenceClient(server);
  }
  const { adapterClient, loadAdapter } = await import('./adapter-client.ts');
  const bundled = Object.hasOwn(adapters, name) ? adapters[name] : undefined;
  if (bundled === undefined && !/[./\\]/.test(name)) {
    throw new InputError(
      `${name} is no client: write chromium, firefox, webkit, jsdom, happy-dom, serve, or ./adapter.mjs`,
    );
  }
  const adapter = await loadAdapter(bundled ?? name).catch((error: Error) => {
    if (bundled === undefined || !error.message.includes('Cannot find package')) throw error;
    throw new InputError(`${name} is not installed: npm install --no-save ${name}`);
  });
  return adapterClient(server, adapter, name, timeout);
}
