/** `npm run conformance`: the main job on an embedded target, http-server with `--cors`. */
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { Command, CommanderError } from 'commander';
import { createServer } from 'http-server';
import { runAndReport, type ServerOptions, withServerOptions } from '../../commands/server.ts';
import { endQuietlyOnClosedPipe, reportMistake } from '../../output/ending.ts';

const file = (name: string) => fileURLToPath(new URL(name, import.meta.url));

const command = withServerOptions(new Command('npm run conformance --'))
  .description('Runs the cases against http-server --cors, which this starts itself.')
  .exitOverride()
  .action(async (options: ServerOptions) => {
    const server = createServer({ root: file('public'), cors: true });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.server.address() as AddressInfo;
    process.stderr.write(
      `http-server --cors on http://127.0.0.1:${port}/, policy.json beside run.ts\n`,
    );
    endQuietlyOnClosedPipe();
    try {
      const declared = {
        policy: file('policy.json'),
        knownFailing: file('known-failing.json'),
        // It is ours: nothing can be broken.
        allowUnsafeMethods: true,
      };
      process.exitCode = await runAndReport(`http://127.0.0.1:${port}/`, {
        ...declared,
        ...options,
      });
    } finally {
      server.close();
    }
  });

try {
  await command.parseAsync();
} catch (error) {
  process.exitCode =
    error instanceof CommanderError ? (error.exitCode === 0 ? 0 : 2) : reportMistake(error);
}
