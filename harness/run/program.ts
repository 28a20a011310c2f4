/** Programs that are left running, and are stopped with all that they started. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setPriority } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

/** A file and its arguments, or a line for the shell. */
export type CommandLine = string | readonly string[];

export interface Program {
  /** Resolves to the exit code once it has ended; null if a signal ended it. */
  readonly ended: Promise<number | null>;
  /** The end of what it has printed so far. */
  output(): string;
  stop(): Promise<void>;
}

export interface ProgramOptions {
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly priority?: number | undefined;
}

const running = new Set<ChildProcess>();

// Whatever ends this process, nothing that it started goes on.
process.once('exit', () => {
  for (const child of running) killGroup(child, 'SIGKILL');
});

/** Starts a program, in a group of processes of its own. */
export function startProgram(command: CommandLine, options: ProgramOptions): Program {
  const { folder, environment, priority } = options;
  const isLine = typeof command === 'string';
  const [file = '', ...parameters] = isLine ? [command] : command;
  const child = spawn(file, parameters, {
    cwd: folder,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
    shell: isLine,
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
