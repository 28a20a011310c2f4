/** Opens a client by its name, ready to take cases. */
import { InputError } from '../output/input-error.ts';
import type { Client } from './client.ts';
import type { OpenedClient, OpenOptions } from './opened-client.ts';
import type { CaseServer } from './wire/case-server.ts';

const engines = ['chromium', 'firefox', 'webkit'] as const;

/** The modules beside `implementations/clients`. */
const adapters: Readonly<Record<string, URL>> = {
  jsdom: new URL('../implementations/clients/jsdom/adapter.mjs', import.meta.url),
  'happy-dom': new URL('../implementations/clients/happy-dom/adapter.mjs', import.meta.url),
};

const names = [...engines, ...Object.keys(adapters), 'reference', 'webdriver'];

/** @throws InputError if there is no client of this name; a path is the adapter of a user */
export function checkClientName(name: string): void {
  if (names.includes(name) || /[./\\]/.test(name)) return;
  throw new InputError(`unknown client ${name}; use ${names.join(', ')}, serve or ./adapter.mjs`);
}

/** @throws InputError if the client is not installed or does not start */
export async function openClient(
  name: string,
  server: CaseServer,
  options: OpenOptions,
  interrupt: AbortSignal,
): Promise<OpenedClient> {
  checkClientName(name);
  const engine = engines.find((each) => each === name);
  if (engine !== undefined) {
    const { openEngine } = await import('./engines/open-engine.ts');
    return openEngine(engine, server, options, interrupt);
  }
  if (name === 'webdriver') {
    const { openWebDriver } = await import('./webdriver/open-webdriver.ts');
    return openWebDriver(server, options, interrupt);
  }
  const client = await openModule(name, server, options);
  const origins = server.originsAt('localhost');
  return { client, origins, page: null, close: () => client.close() };
}

async function openModule(
  name: string,
  server: CaseServer,
  { timeout }: OpenOptions,
): Promise<Client> {
  if (name === 'reference') {
    const { referenceClient } = await import('./reference-client.ts');
    return referenceClient(server);
  }
  const { adapterClient, loadAdapter } = await import('./adapter-client.ts');
  const bundled = Object.hasOwn(adapters, name) ? adapters[name] : undefined;
  const adapter = await loadAdapter(bundled ?? name).catch((error: Error) => {
    if (bundled === undefined || !error.message.includes('Cannot find package')) throw error;
    throw new InputError(`${name} is not installed: run npm install --no-save ${name}`);
  });
  return adapterClient(server, adapter, name, timeout);
}
