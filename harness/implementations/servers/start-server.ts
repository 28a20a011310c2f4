/** Builds and starts real servers: those in JavaScript in this process, others in one of their own. */
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Testee, type TesteeOptions, testee } from '../../testee/testee.ts';
import { type Command, fileOf, implementationOf } from './implementations.ts';
import { ProgramError, run, start } from './processes.ts';

/** A server that cannot have the paths of a testee: one URL, under a policy of its own. */
export interface OneURL {
  readonly name: string;
  readonly version: string;
  /** Path of the file that says what it means to share. */
  readonly policyFile: string;
  readonly start: () => Promise<Testee>;
}

export interface RealServer extends Testee {
  readonly name: string;
  readonly version: string;
  readonly policyFile?: string;
  /** Path of the file that says what it is known to get wrong, if there is one. */
  readonly knownDeviationsFile?: string;
}

const policiesFile = fileURLToPath(
  new URL('../../../conformance/servers/policies.json', import.meta.url),
);

/** Builds a server, if it has to be built.
 *
 *  @throws ProgramError if that fails */
export async function buildServer(name: string, interrupt: AbortSignal): Promise<void> {
  const { build = [] } = implementationOf(name);
  for (const step of build) await run(step, { folder: fileOf(name, '') }, interrupt);
}

/**
 * Starts a server that is built, on a free port of 127.0.0.1.
 *
 * @param name one of `serverNames`
 * @throws ProgramError if it does not start
 */
export async function startServer(
  name: string,
  interrupt: AbortSignal = new AbortController().signal,
): Promise<RealServer> {
  const file = fileOf(name, 'known-deviations.json');
  const known = existsSync(file) ? { knownDeviationsFile: file } : {};
  const { start: command } = implementationOf(name);
  if (command !== undefined) return { ...known, ...(await startProgram(name, command, interrupt)) };
  const module = await import(new URL(`${name}/testee.ts`, import.meta.url).href);
  const options = module.default as TesteeOptions | OneURL;
  const named = { ...known, name: options.name, version: options.version };
  if ('policies' in options) return { ...named, ...(await testee(options)) };
  return { ...named, policyFile: options.policyFile, ...(await options.start()) };
}

async function startProgram(
  name: string,
  command: Command,
  interrupt: AbortSignal,
): Promise<RealServer> {
  const folder = fileOf(name, '');
  const port = await freePort();
  const environment = { PORT: String(port), POLICIES: policiesFile };
  const program = start(command, { folder, environment });
  const url = `http://127.0.0.1:${port}`;
  let hasEnded = false;
  program.ended.then(() => {
    hasEnded = true;
  });
  const deadline = Date.now() + 30_000;
  while (!hasEnded && !interrupt.aborted && Date.now() < deadline) {
    const manifest = await manifestOf(url);
    if (manifest !== null) return { ...manifest, ...judgedAt(name, url), close: program.stop };
    await sleep(50);
  }
  await program.stop();
  throw new ProgramError(`${name} did not start: ${program.output()}`);
}

/** Where a program is judged: as a testee, or at the one URL that it has. */
function judgedAt(name: string, url: string): Pick<RealServer, 'url' | 'policyFile'> {
  const oneURL = implementationOf(name).oneURL;
  if (oneURL === undefined) return { url };
  return { url: url + oneURL.path, policyFile: fileOf(name, oneURL.policy) };
}

/** @returns null while the server does not answer */
async function manifestOf(url: string): Promise<{ name: string; version: string } | null> {
  try {
    const response = await fetch(`${url}/.well-known/cors-conformance`, {
      signal: AbortSignal.timeout(2000),
    });
    if (!response.ok) return null;
    const { name, version } = (await response.json()) as { name: string; version: string };
    return { name, version };
  } catch {
    return null;
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
