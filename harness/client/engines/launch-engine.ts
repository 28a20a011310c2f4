/** Starts an engine on a page, with an empty profile, and kills it with everything that it has started. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Origins } from '../../../conformance/exchanges.ts';
import type { Certificates } from '../wire/certificates.ts';
import { endGroup, startDisplay } from './display.ts';
import { engines, type FoundEngine } from './engines.ts';

export interface LaunchedEngine {
  /** Resolves when the browser exits on its own, with its last output. */
  readonly gone: Promise<string>;
  stop(): Promise<void>;
}

export interface LaunchOptions {
  readonly origins: Origins;
  /** Those of the case server; null if it does not use TLS. */
  readonly certificates: Certificates | null;
  readonly isHeaded: boolean;
}

/** Opens the page of A in a new browser. */
export async function launchEngine(
  { name, binary }: FoundEngine,
  { certificates, origins, isHeaded }: LaunchOptions,
): Promise<LaunchedEngine> {
  const engine = engines[name];
  const profile = await mkdtemp(join(tmpdir(), `cors-conformance-${name}-`));
  const trust = certificates === null ? {} : engine.trust(certificates, origins);
  for (const file of [engine.profileFile, trust.profileFile]) {
    if (file !== undefined) await writeFile(join(profile, file[0]), file[1]);
  }
  const display = engine.needsDisplay && !isHeaded ? await startDisplay() : null;
  const options = [...engine.arguments(profile, isHeaded), ...(trust.arguments ?? [])];
  const child = spawn(binary, [...options, `${origins.A}/`], {
    // In its own process group, so that all its processes can be killed together.
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {
      ...process.env,
      ...engine.environment,
      HOME: profile,
      XDG_CACHE_HOME: profile,
      XDG_CONFIG_HOME: profile,
      XDG_DATA_HOME: profile,
      ...display?.environment,
    },
  });
  let said = '';
  child.stderr?.on('data', (chunk) => {
    said = (said + chunk).slice(-2000);
  });
  const gone = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code) => resolve(`it ended with code ${code}: ${said.trim()}`));
  });
  // Whatever ends this process must not leave the browser behind.
  const end = () => {
    endGroup(child);
    display?.stop();
  };
  process.once('exit', end);
  return {
    gone,
    stop: async () => {
      process.off('exit', end);
      endGroup(child);
      await gone;
      display?.stop();
      await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}
