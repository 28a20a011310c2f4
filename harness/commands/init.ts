/** `cors-conformance init`: writes a first configuration of a project. */
import { Command } from 'commander';
import type { InitOptions } from '../run/init.ts';
import { file, origins } from './arguments.ts';

const epilogue = `
The URL is asked for on a terminal, unless it is given. The server has to run: the file says what it
was seen to share, which may not be what you mean. Correct it, and run cors-conformance run.`;

export function initCommand(): Command {
  return new Command('init')
    .summary('write a first configuration for run')
    .description('Observes a server, and writes a first configuration for cors-conformance run.')
    .argument('[url]', 'the server: a testee, or the URL of one resource')
    .option('--origin <origin>', 'an origin that you believe is allowed (repeatable)', origins)
    .option('--config <file>', 'the file to write', file, 'cors-conformance.json')
    .option('--force', 'replace the file if there is one')
    .option('--insecure', 'accept invalid TLS certificates')
    .addHelpText('after', epilogue)
    .action(async (url: string | undefined, options: InitOptions) => {
      const { init } = await import('../run/init.ts');
      await init(url, options);
    });
}
