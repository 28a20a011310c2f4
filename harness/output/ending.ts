/** How every command ends: with which exit code, and what the user reads if it broke off. */
import { type Command, CommanderError } from 'commander';
import { InputError } from './input-error.ts';
import { messageOf } from './message-of.ts';
import { printable } from './terminal.ts';

/** Parses the command line and runs the command, whose action sets `process.exitCode`. A mistake of the
 *  user, and a bug of ours, set it to 2. */
export async function runCommand(program: Command): Promise<void> {
  prepare(program);
  watchOutput(process.stdout);
  watchOutput(process.stderr);
  process.on('uncaughtException', (error) => {
    writeError(error);
    process.exit(2);
  });
  try {
    await program.parseAsync();
  } catch (error) {
    // Commander has already written its line. Help and the version end in such an error too.
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
    else {
      writeError(error);
      process.exitCode = 2;
    }
  }
}

/** Makes Commander throw instead of exit, and write each mistake on one line. */
function prepare(command: Command): void {
  command.exitOverride();
  command.configureOutput({
    outputError: (text, write) => write(`${text.trim().replaceAll('\n', ' ')}\n`),
  });
  for (const subcommand of command.commands) prepare(subcommand);
}

/** Writes one line about a mistake of the user, or the stack of a bug of ours. */
function writeError(error: unknown): void {
  if (error instanceof InputError) {
    process.stderr.write(`${printable(error.message)}\n`);
    return;
  }
  const stack = error instanceof Error ? error.stack : messageOf(error);
  process.stderr.write(`This is a bug in cors-conformance; please report it:\n${stack}\n`);
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
