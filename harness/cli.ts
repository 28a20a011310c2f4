#!/usr/bin/env node
/** The command line: `cors-conformance <command>`. */
import { Command, CommanderError } from 'commander';
import { clientCommand } from './commands/client.ts';
import { corpusCommand } from './commands/corpus.ts';
import { explainCommand } from './commands/explain.ts';
import { serverCommand } from './commands/server.ts';
import { endQuietlyOnClosedPipe, reportMistake } from './output/ending.ts';
import { toolVersion } from './output/tool-version.ts';

const program = new Command('cors-conformance')
  .description('Decides, exactly and provably, whether CORS works.')
  .version(toolVersion)
  .addCommand(serverCommand())
  .addCommand(explainCommand())
  .addCommand(clientCommand())
  .addCommand(corpusCommand());

for (const command of [program, ...program.commands]) command.exitOverride();

endQuietlyOnClosedPipe();
try {
  await program.parseAsync();
} catch (error) {
  // Commander has already written its line; help and the version are no mistakes.
  process.exitCode =
    error instanceof CommanderError ? (error.exitCode === 0 ? 0 : 2) : reportMistake(error);
}
