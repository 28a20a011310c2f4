/** `npm test`: the project's own tests; with `--target=<url>`, the cases against a server. */
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { withServerOptions } from '../commands/server.ts';
import { runCommand } from '../output/ending.ts';
import { InputError } from '../output/input-error.ts';
import { interruptible } from '../output/interruption.ts';
import { targetURL } from '../output/target-url.ts';
import type { ServerRunOptions } from '../server/run-and-report.ts';

const projectFolder = fileURLToPath(new URL('../..', import.meta.url));

/** The test files of the project, none of which needs a browser. */
const ownTestFiles = '{spec,reference,conformance,harness}/{,!(node_modules)/**/}*.test.ts';

interface TestOptions extends ServerRunOptions {
  readonly target?: URL;
  readonly grep?: string;
}

const program = withServerOptions(
  new Command('npm test --')
    .description(
      "Runs this project's own tests, which need no browser. With --target, runs the cases for servers.",
    )
    .argument('[files...]', 'without --target: run only these test files')
    .option('--grep <text>', 'without --target: run only tests whose title contains this text')
    .option(
      '--target <url>',
      'the server: a testee, or the URL of one resource; all options below need it',
      targetURL,
    ),
).action(async (files: string[], { target, grep, ...options }: TestOptions) => {
  process.exitCode =
    target === undefined
      ? await ownTests(files, grep)
      : await testTarget(target, files, grep, options);
});

await runCommand(program);

/** @returns the exit code */
async function testTarget(
  target: URL,
  files: readonly string[],
  grep: string | undefined,
  options: ServerRunOptions,
): Promise<number> {
  if (files.length > 0) throw new InputError(`${files[0]}: test files do not apply to --target`);
  if (grep !== undefined) throw new InputError('--grep does not apply to --target: use --filter');
  const { runTarget } = await import('./target-suite.ts');
  return runTarget(target, options);
}

/** @returns the exit code */
async function ownTests(files: readonly string[], grep: string | undefined): Promise<number> {
  const stray = program.options.find(
    (option) =>
      !['grep', 'target'].includes(option.attributeName()) &&
      program.getOptionValueSource(option.attributeName()) === 'cli',
  );
  if (stray !== undefined) throw new InputError(`${stray.long} needs --target: name a server`);
  return interruptible(async (interrupt) => {
    // Some tests start the command line as its users do: from what is built.
    const built = await run('npm', ['run', '--silent', 'build'], interrupt);
    if (built !== 0) return built;
    const filter = grep === undefined ? [] : ['--fgrep', grep];
    const mocha = createRequire(import.meta.url).resolve('mocha/bin/mocha.js');
    const specs = files.length > 0 ? files : [ownTestFiles];
    return run(process.execPath, [mocha, ...filter, ...specs], interrupt);
  });
}

/** @returns the exit code */
function run(command: string, args: readonly string[], interrupt: AbortSignal): Promise<number> {
  const child = spawn(command, args, { cwd: projectFolder, stdio: 'inherit' });
  // What Mocha makes of SIGTERM leaves its own children behind.
  const stop = () => child.kill('SIGINT');
  interrupt.addEventListener('abort', stop);
  return new Promise<number>((resolve) => {
    child.once('exit', (code, signal) => {
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
    });
  }).finally(() => interrupt.removeEventListener('abort', stop));
}
