/** How every command ends: with which exit code, and what the user reads if it broke off. */
import { type Command, CommanderError } from 'commander';
import { InputError } from './input-error.ts';
import { messageOf } from './message-of.ts';
import { printable } from './terminal.ts';

/** Parses the command line and runs the command, whose action sets `process.exitCode`. A mistake of the
 *  user, and a bug of ours, set it to 2. */
export async function runCommand(program: Command): Promise<void> {
  watchOutput(process.stdout);
  watchOutput(process.stderr);
  const write = (text: string) => void process.stderr.write(text);
  process.on('uncaughtException', (error) => {
    write(errorText(error));
    process.exit(2);
  });
  const exitCode = await brokenOff(program, process.argv.slice(2), write);
  if (exitCode !== null) process.exitCode = exitCode;
}

/** Parses arguments and runs the command.
 *  @returns the exit code if it broke off, which `write` is told about; null if it ran to its end */
export async function brokenOff(
  program: Command,
  args: readonly string[],
  write: (text: string) => void,
): Promise<0 | 2 | null> {
  prepare(program, write);
  try {
    await program.parseAsync(args, { from: 'user' });
    return null;
  } catch (error) {
    // Commander has already written its line. Help and the version end in such an error too.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    write(errorText(error));
    return 2;
  }
}

/** Makes Commander throw instead of exit, and write each mistake on one line. */
function prepare(command: Command, write: (text: string) => void): void {
  command.exitOverride();
  command.configureOutput({
    writeErr: write,
    outputError: (text) => write(`${text.trim().replaceAll('\n', ' ')}\n`),
  });
  for (const subcommand of command.commands) prepare(subcommand, write);
}

/** One line about a mistake of the user, or the stack of a bug of ours. */
function errorText(error: unknown): string {
  if (error instanceof InputError) return `${printable(error.message)}\n`;
  const stack = error instanceof Error ? error.stack : messageOf(error);
  return `This is a bug in cors-conformance; please report it:\n${stack}\n`;
}

/** A reader that has seen enough, such as `head`, closes the pipe. The command runs to its end all the
 *  same, since its exit code still says whether something failed. */
function watchOutput(stream: NodeJS.WriteStream): void {
  let hasFailed = false;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE' || hasFailed) return;
    hasFailed = true;
    process.once('exit', () => {
      process.exitCode = 2;
    });
    if (stream === process.stdout) {
      process.stderr.write(`standard output cannot be written: ${printable(messageOf(error))}\n`);
    }
  });
}
