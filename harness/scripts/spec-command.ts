/** What the commands about the standard have in common: reading its text, and ending. */
import { readFileSync } from 'node:fs';
import { type Command, CommanderError } from 'commander';
import type { Standard } from '../../spec/index.ts';
import { type OutlineEntry, outlineOf } from '../../spec/outline.ts';
import { endQuietlyOnClosedPipe, reportMistake } from '../output/ending.ts';
import { InputError } from '../output/input-error.ts';

/** The outline of all that `map` lists. @throws InputError for a file that is not the standard */
export function outlineOfFile(file: string, map: Standard): OutlineEntry[] {
  const wanted = map.algorithms.filter(({ kind }) => kind !== 'grammar');
  const outline = outlineOfText(file, () => outlineOf(readFileSync(file, 'utf8'), wanted));
  if (!outline.some(({ kind }) => kind !== 'grammar')) {
    throw new InputError(
      `${file}: this is not the Bikeshed source of the Fetch standard: it defines nothing of it`,
    );
  }
  return outline;
}

export function pinOf({ commit, date }: Standard): string {
  return `pinned standard (commit ${commit.slice(0, 7)} of ${date})`;
}

/** Runs a command: a wrong argument or file is one line, and exit code 2. */
export async function runCommand(command: Command): Promise<void> {
  endQuietlyOnClosedPipe();
  try {
    await command.exitOverride().parseAsync();
  } catch (error) {
    process.exitCode =
      error instanceof CommanderError ? (error.exitCode === 0 ? 0 : 2) : reportMistake(error);
  }
}

function outlineOfText(file: string, read: () => OutlineEntry[]): OutlineEntry[] {
  try {
    return read();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new InputError(`${file}: ${code === undefined ? message : `cannot be read (${code})`}`);
  }
}
