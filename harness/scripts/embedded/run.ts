/** `npm run conformance`: the main job on an embedded target, http-server with `--cors`. */
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { createServer } from 'http-server';
import { withServerOptions } from '../../commands/server.ts';
import { runCommand } from '../../output/ending.ts';
import { runAndReport, type ServerRunOptions } from '../../server/run-and-report.ts';

const file = (name: string) => fileURLToPath(new URL(name, import.meta.url));

const program = withServerOptions(new Command('npm run conformance --'))
  .description('Runs the cases against http-server --cors, which this command starts itself.')
  .action(async (options: ServerRunOptions) => {
    const server = createServer({ root: file('public'), cors: true });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.server.address() as AddressInfo;
    process.stderr.write(
      `http-server --cors on http://127.0.0.1:${port}/, with the policy in harness/scripts/embedded/policy.json\n`,
    );
    try {
      process.exitCode = await runAndReport(new URL(`http://127.0.0.1:${port}/`), {
        policy: file('policy.json'),
        knownDeviations: file(
          '../../implementations/servers/javascript/http-server/known-deviations.json',
        ),
        // The server is ours, so nothing can break.
        allowUnsafeMethods: true,
        ...options,
      });
    } finally {
      server.close();
    }
  });

await runCommand(program);
