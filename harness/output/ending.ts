/** What the user reads when a run cannot begin, or breaks. */
import { InputError } from './input-error.ts';
import { printable } from './terminal.ts';

/** Writes one line about the user's mistake, or the stack of ours.
 *  @returns the exit code */
export function reportMistake(error: unknown): 2 {
  const text =
    error instanceof InputError
      ? `${printable(error.message)}\n`
      : `A mistake of this tool, please report it:\n${error instanceof Error ? error.stack : error}\n`;
  process.stderr.write(text);
  return 2;
}

/** A reader that has seen enough, such as `head`, closes the pipe: that is no mistake. */
export function endQuietlyOnClosedPipe(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
}
