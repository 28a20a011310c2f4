/** What `cors-conformance init` does: observes a server, and writes a first configuration. */
import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { origin as validOrigin } from '../commands/arguments.ts';
import { InputError } from '../output/input-error.ts';
import { jsonText } from '../output/json-text.ts';
import { checkReportFile, writeReportFile } from '../output/report-file.ts';
import { targetURL } from '../output/target-url.ts';
import { observedNotes, observeUndeclared } from '../server/observe.ts';
import { findTarget } from '../server/target.ts';

export interface InitOptions {
  /** Path of the file to write. */
  readonly config: string;
  readonly origin?: readonly string[];
  readonly force?: boolean;
  readonly insecure?: boolean;
}

const schemaFile = 'node_modules/cors-conformance/dist/config.schema.json';

/** @throws InputError */
export async function init(given: string | undefined, options: InitOptions): Promise<void> {
  const { config, force = false, insecure = false } = options;
  await checkReportFile(config, '--config');
  if (existsSync(config) && !force) {
    throw new InputError(`${config}: the file is there: replace it with --force, or name another`);
  }
  const asked =
    given === undefined || options.origin === undefined ? await ask(given, options) : null;
  const url = targetURL(given ?? asked?.url ?? '');
  const origins = options.origin ?? asked?.origins ?? [];
  const { target, isTestee, notes } = await observedTarget(url, origins, insecure);
  const hasSchema = existsSync(join(dirname(config), schemaFile));
  await writeReportFile(
    config,
    jsonText({ ...(hasSchema ? { $schema: `./${schemaFile}` } : {}), targets: [target] }),
    '--config',
  );
  for (const note of notes) process.stdout.write(`note  ${note}\n`);
  process.stdout.write(
    isTestee
      ? `${config} is written. Check it with: cors-conformance run\n`
      : `${config} is written. Its policy is what the server was seen to share: correct it to what you mean.\nCheck it with: cors-conformance run\n`,
  );
}

interface Answers {
  readonly url: string;
  readonly origins: readonly string[];
}

/** Asks on a terminal.
 *  @throws InputError where there is none */
async function ask(url: string | undefined, { origin }: InitOptions): Promise<Answers> {
  if (!process.stdin.isTTY) {
    if (url === undefined) {
      throw new InputError('init: name the URL: cors-conformance init http://localhost:3000/items');
    }
    return { url, origins: [] };
  }
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  try {
    const answer =
      url ?? (await lines.question('URL to check, such as http://localhost:3000/items: '));
    const page =
      origin === undefined
        ? await lines.question('An origin that may read it, such as https://app.example: ')
        : '';
    return { url: answer.trim(), origins: page.trim() === '' ? [] : [checkedOrigin(page.trim())] };
  } catch (error) {
    // Ctrl-C and Ctrl-D.
    if (!(error instanceof Error) || error.name !== 'AbortError') throw error;
    throw new InputError('init: ended without an answer: nothing is written');
  } finally {
    lines.close();
  }
}

/** @throws InputError */
function checkedOrigin(text: string): string {
  try {
    return validOrigin(text);
  } catch (error) {
    throw new InputError(`${text}: ${(error as Error).message}`);
  }
}

/** The target as the configuration has it.
 *  @throws InputError if it cannot be reached */
async function observedTarget(url: URL, origins: readonly string[], insecure: boolean) {
  // Without a known origin, the server is seen as others see it.
  const asked = origins.length === 0 ? ['https://app.example'] : origins;
  const found = await findTarget({
    url,
    origins: asked,
    insecure,
    timeout: 10_000,
    concurrency: 4,
  });
  try {
    const named = { name: nameOf(url), url: url.href, ...(insecure ? { insecure } : {}) };
    if (found.testee !== null) return { target: named, isTestee: true, notes: [] };
    const observed = await observeUndeclared(found);
    if (observed === null) throw new InputError(`${url.href}: no complete answer came: try again`);
    const { id, title, ...policy } = observed.policy;
    return {
      target: { ...named, policy },
      isTestee: false,
      notes: observedNotes(origins, observed),
    };
  } finally {
    await found.network.close();
  }
}

/** The last part of the path, or the host. */
function nameOf({ pathname, hostname }: URL): string {
  const last = basename(pathname).replace(/[^A-Za-z0-9._-]/g, '');
  const name = /^[A-Za-z0-9]/.test(last) ? last : hostname;
  return /^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name) ? name : 'server';
}
