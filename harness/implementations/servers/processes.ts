/** Programs that are run or left running, and are stopped with all that they started. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants, setPriority } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from './implementations.ts';
import { searchPath } from './installed.ts';

/** A program that failed, or could not be run at all. */
export class ProgramError extends Error {}

export interface Program {
  /** Resolves to the exit code once it has ended; null if a signal ended it. */
  readonly ended: Promise<number | null>;
  /** The end of what it has printed so far. */
  output(): string;
  stop(): Promise<void>;
}

export interface Surroundings {
  readonly folder: string;
  readonly environment?: Readonly<Record<string, string>>;
}

const running = new Set<ChildProcess>();

// Whatever ends this process, nothing that it started goes on.
process.once('exit', () => {
  for (const child of running) killGroup(child, 'SIGKILL');
});

/** Starts a program, in a group of processes of its own. */
export function start(
  [file = '', ...parameters]: Command,
  surroundings: Surroundings,
  priority?: number,
): Program {
  const child = spawn(file, parameters, {
    cwd: surroundings.folder,
    env: { ...process.env, PATH: searchPath, ...surroundings.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
  });
  if (child.pid !== undefined && priority !== undefined) setPriority(child.pid, priority);
  running.add(child);
  let text = '';
  const collect = (chunk: Buffer) => {
    text = (text + chunk).slice(-4000);
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const ended = once(child, 'close').then(
    ([code]) => code as number | null,
    (error: Error) => {
      text += error.message;
      return 127;
    },
  );
  ended.then(() => running.delete(child));
  return {
    ended,
    output: () => text.trim(),
    stop: async () => {
      killGroup(child, 'SIGTERM');
      const inTime = await Promise.race([
        ended.then(() => true),
        sleep(3000, false, { ref: false }),
      ]);
      if (!inTime) killGroup(child, 'SIGKILL');
      await ended;
    },
  };
}

/** Runs a program to its end. Whatever else runs goes before it, such as a server whose time is taken.
 *  @throws ProgramError if it fails, or is interrupted */
export async function run(
  command: Command,
  surroundings: Surroundings,
  interrupt: AbortSignal,
): Promise<void> {
  const program = start(command, surroundings, constants.priority.PRIORITY_LOW);
  const onInterrupt = () => void program.stop();
  interrupt.addEventListener('abort', onInterrupt);
  const code = await program.ended;
  interrupt.removeEventListener('abort', onInterrupt);
  if (code !== 0) {
    throw new ProgramError(`${command.join(' ')} failed (${code}): ${program.output()}`);
  }
}

/** Signals a program and all that it started. */
function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch (error) {
    // It has ended by itself.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
