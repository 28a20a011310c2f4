/** Opens a browser engine on the runner page. */
import { setTimeout as sleep } from 'node:timers/promises';
import { InputError } from '../../output/input-error.ts';
import { interruption } from '../../output/interruption.ts';
import type { OpenedClient, OpenOptions } from '../opened-client.ts';
import { hostPages } from '../page/page-host.ts';
import type { PageSession } from '../page/page-session.ts';
import type { CaseServer } from '../wire/case-server.ts';
import { type EngineName, engines, findEngine } from './engines.ts';
import { launchEngine } from './launch-engine.ts';

/** How long a browser may take to show the page, in milliseconds. */
const startTimeout = 60_000;

export async function openEngine(
  name: EngineName,
  server: CaseServer,
  { timeout, headed = false, browserBinary, extras }: OpenOptions,
  interrupt: AbortSignal,
): Promise<OpenedClient> {
  const found = await findEngine(name, browserBinary);
  const opened = new Promise<PageSession>((resolve) => {
    hostPages(server, {
      timeout,
      identify: () => ({ name, version: found.version }),
      onSession: resolve,
    });
  });
  const origins = server.originsAt('localhost');
  const { certificates } = server;
  const trust = certificates === null ? {} : engines[name].trust(certificates, origins);
  const launched = await launchEngine(found, `${origins.A}/`, headed, {
    ...extras,
    ...trust,
    arguments: [...(extras?.arguments ?? []), ...(trust.arguments ?? [])],
  });
  const cancel = new AbortController();
  try {
    const page = await Promise.race([
      opened,
      launched.gone.then(refuse),
      sleep(startTimeout, undefined, { signal: cancel.signal }).then(() =>
        refuse(`it did not open the page within ${startTimeout / 1000} s`),
      ),
      interruption(interrupt),
    ]);
    launched.gone.then((why) => page.break(new InputError(`${name}: ${why}`)));
    const close = async () => {
      await page.close();
      await launched.stop();
    };
    return { client: page, origins: page.origins, page, close };
  } catch (error) {
    await launched.stop();
    throw error;
  } finally {
    cancel.abort();
  }

  function refuse(why: string): never {
    throw new InputError(`${found.binary}: ${why}`);
  }
}
