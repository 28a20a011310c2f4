/** Programs of implementations: run to their end, or left running. */
import { constants } from 'node:os';
import { type Program, startProgram } from '../../run/program.ts';
import type { Command } from './implementations.ts';
import { searchPath } from './installed.ts';

/** A program that failed, or could not be run at all. */
export class ProgramError extends Error {}

export interface Surroundings {
  readonly folder: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Starts a program, in a group of processes of its own. */
export function start(
  command: Command,
  { folder, environment }: Surroundings,
  priority?: number,
): Program {
  return startProgram(command, {
    folder,
    environment: { ...process.env, PATH: searchPath, ...environment },
    priority,
  });
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
