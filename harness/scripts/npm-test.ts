/** `npm test`: the project's own tests; with `--target=<url>`, the cases against a server. */
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { Command, CommanderError } from 'commander';
import { type ServerOptions, withServerOptions } from '../commands/server.ts';
import { endQuietlyOnClosedPipe, reportMistake } from '../output/ending.ts';
import { runTarget } from './target-suite.ts';

const projectFolder = fileURLToPath(new URL('../..', import.meta.url));

/** The test files of the project, none of which needs a browser. */
const ownTestFiles = '{spec,reference,conformance,harness}/{,!(node_modules)/**/}*.test.ts';

interface TestOptions extends ServerOptions {
  readonly target?: string;
  readonly grep?: string;
}

const command = withServerOptions(
  new Command('npm test --')
    .description(
      "Without --target: this project's own tests, without browsers. With it: the cases.",
    )
    .argument('[files...]', 'without --target: only these test files')
    .option('--grep <text>', 'without --target: only tests whose title contains this')
    .option('--target <url>', 'the server: a testee, or the URL of one resource'),
)
  .exitOverride()
  .action(async (files: string[], { target, grep, ...options }: TestOptions) => {
    process.exitCode =
      target === undefined ? await ownTests(files, grep) : await runTarget(target, options);
  });

/** @returns the exit code */
async function ownTests(files: readonly string[], grep: string | undefined): Promise<number> {
  // Some tests start the command line as its users do: from what is built.
  const built = await run('npm', ['run', '--silent', 'build']);
  if (built !== 0) return built;
  const filter = grep === undefined ? [] : ['--fgrep', grep];
  const mocha = createRequire(import.meta.url).resolve('mocha/bin/mocha.js');
  const specs = files.length > 0 ? files : [ownTestFiles];
  return run(process.execPath, [mocha, ...filter, ...specs]);
}

function run(command: string, args: readonly string[]): Promise<number> {
  const child = spawn(command, args, { cwd: projectFolder, stdio: 'inherit' });
  return new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
}

endQuietlyOnClosedPipe();
try {
  await command.parseAsync();
} catch (error) {
  process.exitCode =
    error instanceof CommanderError ? (error.exitCode === 0 ? 0 : 2) : reportMistake(error);
}
