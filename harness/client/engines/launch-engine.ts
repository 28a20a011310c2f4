/** Starts an engine on a page, with an empty profile, and kills it with everything that it has started. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endGroup, startDisplay } from './display.ts';
import { engines, type FoundEngine, type Trust } from './engines.ts';

export interface LaunchedEngine {
  /** Resolves when the browser exits on its own, with its last output. */
  readonly gone: Promise<string>;
  stop(): Promise<void>;
}

/** What a browser is launched with besides what every run needs. */
export interface LaunchExtras extends Trust {
  /** Lines at the end of the file that the profile begins with. */
  readonly profileText?: string;
  /** Gets all that the browser writes to its standard output and standard error. */
  readonly onOutput?: (text: string) => void;
}

/** Opens `url` in a new browser. */
export async function launchEngine(
  { name, binary }: FoundEngine,
  url: string,
  isHeaded: boolean,
  { arguments: added = [], profileText = '', profileFile, onOutput }: LaunchExtras = {},
): Promise<LaunchedEngine> {
  const engine = engines[name];
  const profile = await mkdtemp(join(tmpdir(), `cors-conformance-${name}-`));
  if (engine.profileFile)
    await writeFile(join(profile, engine.profileFile[0]), engine.profileFile[1] + profileText);
  if (profileFile) await writeFile(join(profile, profileFile[0]), profileFile[1]);
  const display = engine.needsDisplay && !isHeaded ? await startDisplay() : null;
  const child = spawn(binary, [...engine.arguments(profile, isHeaded), ...added, url], {
    // In its own process group, so that all its processes can be killed together.
    detached: true,
    stdio: ['ignore', onOutput ? 'pipe' : 'ignore', 'pipe'],
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
  for (const stream of onOutput ? [child.stdout, child.stderr] : []) {
    stream?.setEncoding('utf8').on('data', onOutput as (text: string) => void);
  }
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
