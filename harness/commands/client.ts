/** `cors-conformance client <name>...`: runs the corpus in clients. */
import { Command, InvalidArgumentError, Option } from 'commander';
import { wholeNumber } from './arguments.ts';

export interface ClientOptions {
  readonly headed?: boolean;
  readonly browserBinary?: string;
  readonly timeout: number;
  readonly filter?: string;
  readonly report: 'text' | 'json' | 'matrix' | 'markdown';
  readonly output?: string;
  readonly runs?: number;
  readonly seed?: number;
  readonly record?: boolean;
}

const epilogue = `
Clients: chromium, firefox, webkit (the system's browsers, launched with an empty profile), jsdom,
happy-dom, reference, ./adapter.mjs (a module of yours), and serve, which prints the URLs to open in
any other browser. Several run one after the other.

What a client is known to do otherwise than the standard is listed. On a version that was listed,
what differs from the list fails the run; on another it is a warning.

Exit code: 0 only listed divergences, 1 others, 2 something could not be judged, 130 interrupted.`;

export function clientCommand(): Command {
  return new Command('client')
    .summary('run the corpus in browsers and other clients')
    .description('Runs the corpus in clients, and judges what pages see and what is sent.')
    .argument('<clients...>', 'which clients')
    .option('--headed', 'show the browser')
    .option('--browser-binary <path>', 'the browser to launch, instead of the one that is found')
    .option('--timeout <ms>', 'for one fetch', wholeNumber(1), 10_000)
    .option('--filter <text>', 'only cases whose id or topic contains this')
    .addOption(
      new Option('--report <format>', 'how to report')
        .choices(['text', 'json', 'matrix', 'markdown'])
        .default('text'),
    )
    .option('--output <file>', 'where to write the report, instead of standard output')
    .option(
      '--runs <n>',
      'generated cases to compare with the reference, instead of the corpus',
      wholeNumber(1),
    )
    .option('--seed <n>', 'of the generated cases; a new one if left out', seed)
    .addOption(
      new Option('--record', 'write the divergences that are found into their file').hideHelp(),
    )
    .addHelpText('after', epilogue)
    .action(async (clients: string[], options: ClientOptions) => {
      // All that follows is only loaded by those who want it.
      const { runClients } = await import('../client/run-clients.ts');
      process.exitCode = await runClients(clients, options);
    });
}

function seed(text: string): number {
  if (!/^-?\d+$/.test(text) || !Number.isSafeInteger(Number(text))) {
    throw new InvalidArgumentError('write a whole number.');
  }
  return Number(text);
}
