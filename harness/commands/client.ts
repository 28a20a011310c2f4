/** `cors-conformance client <name>...`: runs the corpus in clients. */
import { Command, InvalidArgumentError, Option } from 'commander';
import type { ClientReportFormat } from '../client/reports/write-reports.ts';
import type { ClientOptions } from '../client/run-clients.ts';
import { protocols } from '../client/wire/protocols.ts';
import { longestTimeout } from '../output/longest-timeout.ts';
import { file, shard, wholeNumber } from './arguments.ts';

const reportFormats = [
  'text',
  'json',
  'markdown',
  'junit',
  'html',
  'github',
] satisfies ClientReportFormat[];

const epilogue = `
Clients:
  chromium, firefox, webkit  a browser of this system, launched with an empty profile
  jsdom, happy-dom           installed from npm
  reference                  the reference implementation of this project
  ./adapter.mjs              your own client; the README of the clients shows how to write it
  webdriver                  any browser behind a WebDriver server, such as the hub of a grid
  serve                      prints URLs to open in any other browser
Several clients run one after the other.

The project lists how each client is known to deviate from the standard. Any other difference
fails the run, and so does a listed deviation that is gone. On a version that is not listed, both
are only warnings.

Exit codes:
  0: PASSED, only known deviations
  1: FAILED, other differences
  2: INCOMPLETE, something could not be judged, or the command could not run
  130, 143: interrupted`;

export function clientCommand(): Command {
  return new Command('client')
    .summary('check browsers and other clients')
    .description('Runs CORS cases in clients, and checks what pages see and what is sent.')
    .argument('<clients...>', 'the clients to run')
    .addOption(
      new Option('--protocol <protocol>', 'what the case server speaks; https1 and http2 use TLS')
        .choices(protocols)
        .default('http1'),
    )
    .option('--headed', 'show the browser')
    .option('--browser-binary <path>', 'launch this browser, not the one that is installed', file)
    .option('--timeout <ms>', 'how long one fetch may take', wholeNumber(1, longestTimeout), 10_000)
    .option('--filter <text>', 'run only cases whose id or topic contains this text')
    .addOption(
      new Option('--report <format>', 'the format of the report')
        .choices(reportFormats)
        .default('text'),
    )
    .option('--output <file>', 'write the report to this file, not to standard output', file)
    .option(
      '--verbose',
      'text and Markdown: show every case that differs in full, not only one of each cause',
    )
    .option(
      '--runs <n>',
      'run n generated cases, not the corpus, and compare with the reference',
      wholeNumber(1),
    )
    .option('--seed <n>', 'the seed of the generated cases, to repeat a run', seed)
    .option(
      '--shard <i/n>',
      'run only the i-th of n parts; merge puts their reports together',
      shard,
    )
    .option(
      '--host <address>',
      'serve, webdriver: the address to listen on, 0.0.0.0 for all (default: 127.0.0.1)',
    )
    .option('--server <url>', 'webdriver: the WebDriver server, or the hub of a grid')
    .option(
      '--capabilities <file>',
      'webdriver: the browser, as a JSON object of capabilities',
      file,
    )
    .option(
      '--sessions <n>',
      'webdriver: run n sessions side by side (default: 1)',
      wholeNumber(1, 16),
    )
    .option(
      '--public-url <url>',
      'webdriver: how browsers on other machines reach this one, such as http://runner.test:8001 for the ports 8001 to 8004; repeat it for another name of origin C',
      (url, others: readonly string[] = []) => [...others, url],
    )
    .addOption(
      new Option('--record', 'write the deviations that are found into their file').hideHelp(),
    )
    .addHelpText('after', epilogue)
    .action(async (clients: string[], options: ClientOptions) => {
      const { runClients } = await import('../client/run-clients.ts');
      process.exitCode = await runClients(clients, options);
    });
}

function seed(text: string): number {
  if (!/^-?\d+$/.test(text) || !Number.isSafeInteger(Number(text))) {
    throw new InvalidArgumentError('Write a whole number.');
  }
  return Number(text);
}
