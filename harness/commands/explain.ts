/** `cors-conformance explain <url>`: explains one fetch, step by step, or a message from a console. */
import { Command, Option } from 'commander';
import type { ExplainOptions } from '../explain/explained.ts';
import { InputError } from '../output/input-error.ts';
import { longestTimeout } from '../output/longest-timeout.ts';
import { method, origin, pageHeaders, targetURL, wholeNumber } from './arguments.ts';

interface Options extends Omit<ExplainOptions, 'origin'> {
  readonly origin?: string;
  readonly message?: string;
}

const epilogue = `
Only GET, HEAD and OPTIONS are sent, unless you pass --allow-unsafe-methods.

Exit codes:
  0: shared, so the page can read the response
  1: not shared, or --message is about a fetch that CORS refused
  2: could not tell, or the command could not run`;

export function explainCommand(): Command {
  return new Command('explain')
    .summary('explain one fetch, step by step')
    .description('Makes one fetch as a browser would, and says which step of the standard decides.')
    .argument('[url]', 'the URL that the page fetches')
    .option('--origin <origin>', 'the origin of the page, or null', origin)
    .option('--method <method>', 'the method of the fetch', method, 'GET')
    .option('--header <line>', "'Name: value' that the page sets (repeatable)", pageHeaders)
    .option('--credentials', 'include credentials, as with credentials: "include"')
    .addOption(
      new Option('--report <format>', 'the format of the report')
        .choices(['text', 'json'])
        .default('text'),
    )
    .option(
      '--timeout <ms>',
      'how long one request and its whole response may take',
      wholeNumber(1, longestTimeout),
      10_000,
    )
    .option('--insecure', 'accept invalid TLS certificates')
    .option('--allow-unsafe-methods', 'send POST, PUT and so on (this may change data)')
    .option('--message <text>', "explain what a browser's console says; - reads standard input")
    .addHelpText('after', epilogue)
    .action(async (url: string | undefined, options: Options) => {
      process.exitCode = await run(url, options);
    });
}

async function run(url: string | undefined, options: Options): Promise<number> {
  if (options.message !== undefined) return explainMessage(options.message, url, options);
  if (url === undefined) {
    throw new InputError('explain: name the URL that the page fetches, or pass --message');
  }
  const { origin } = options;
  if (origin === undefined) {
    throw new InputError('--origin: name the origin of the page, such as https://app.example');
  }
  const { explain } = await import('../explain/explain.ts');
  return explain(targetURL(url), { ...options, origin });
}

async function explainMessage(
  message: string,
  url: string | undefined,
  { report }: Options,
): Promise<number> {
  if (url !== undefined) {
    throw new InputError('--message needs no URL: leave it out, or put the message in quotes');
  }
  const { printMessages } = await import('../explain/message/print-messages.ts');
  return printMessages(message, report);
}
