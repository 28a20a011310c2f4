/** `cors-conformance explain`: explains why a page can, or cannot, read a response. */
import { Command, Option } from 'commander';
import type { Header } from '../../reference/header-list.ts';
import type { ExplainOptions } from '../explain/explain.ts';
import { InputError } from '../output/input-error.ts';
import { longestTimeout } from '../output/longest-timeout.ts';
import { method, origin, pageHeaders, targetURL, wholeNumber } from './arguments.ts';

interface Options extends ExplainOptions {
  readonly origin?: string;
  readonly method?: string;
  readonly header?: readonly Header[];
  readonly credentials?: boolean;
}

const epilogue = `
The report says what was sent and what came back, what the preflight grants one by one, all that
is in the way with its fix, and what Chromium, Firefox and WebKit do otherwise.

Only GET, HEAD and OPTIONS are sent, unless you pass --allow-unsafe-methods. Of any other method,
the preflight is sent, and decides. After a refused preflight, a GET or HEAD is sent all the
same, to find what else is in the way. Only the server of the URL is contacted.

Exit codes:
  0: shared, so the page can read the response, or nothing speaks against it
  1: not shared
  2: could not tell, or the command could not run`;

export function explainCommand(): Command {
  return new Command('explain')
    .summary('explain why a fetch is blocked, and all that is in its way')
    .description(
      'Explains one fetch, step by step, with all that keeps the page from the response.',
    )
    .argument('[url]', 'the URL that the page fetches')
    .option('--origin <origin>', 'the origin of the page, or null', origin)
    .option('--method <method>', 'the method of the fetch (default: GET)', method)
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
    .addHelpText('after', epilogue)
    .action(async (url: string | undefined, options: Options) => {
      process.exitCode = await run(url, options);
    });
}

async function run(url: string | undefined, options: Options): Promise<number> {
  if (url === undefined) {
    throw new InputError('explain: name the URL that the page fetches');
  }
  return explainURL(url, options);
}

async function explainURL(text: string, options: Options): Promise<number> {
  const url = targetURL(text).href;
  if (options.origin === undefined) {
    throw new InputError('--origin: name the origin of the page, such as https://app.example');
  }
  const { explain } = await import('../explain/explain.ts');
  return explain(
    {
      url,
      origin: options.origin,
      method: options.method ?? 'GET',
      headers: options.header ?? [],
      credentials: options.credentials ? 'include' : 'same-origin',
    },
    options,
  );
}
