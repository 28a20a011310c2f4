/** A virtual screen, for browsers that need one. */
import { type ChildProcess, spawn } from 'node:child_process';
import { InputError } from '../../output/input-error.ts';

export interface Display {
  readonly environment: Readonly<Record<string, string>>;
  stop(): void;
}

/** @throws InputError if Xvfb is not installed */
export async function startDisplay(): Promise<Display> {
  const child = spawn(
    'Xvfb',
    ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'],
    {
      detached: true,
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    },
  );
  const number = await new Promise<string>((resolve, reject) => {
    child.once('error', () => {
      reject(new InputError('Xvfb, a virtual screen, is not installed: run apt-get install xvfb'));
    });
    child.once('exit', (code) => reject(new Error(`Xvfb ended with code ${code}`)));
    child.stdio[3]?.once('data', (chunk) => resolve(String(chunk).trim()));
  });
  return {
    environment: { DISPLAY: `:${number}`, GDK_BACKEND: 'x11' },
    // SIGTERM lets it remove its lock file.
    stop: () => void child.kill(),
  };
}

/** Kills a process that has its own group, with everything that it has started. */
export function endGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has already exited.
  }
}
