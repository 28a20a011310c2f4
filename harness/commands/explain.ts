/** `cors-conformance explain`: explains why a page can, or cannot, read a response. */
import { readFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import type { Header } from '../../reference/header-list.ts';
import type { ExplainOptions } from '../explain/explain.ts';
import { InputError } from '../output/input-error.ts';
import { longestTimeout } from '../output/longest-timeout.ts';
import { messageOf } from '../output/message-of.ts';
import { targetURL } from '../output/target-url.ts';
import { file, method, origin, pageHeaders, wholeNumber } from './arguments.ts';

interface Options extends ExplainOptions {
  readonly origin?: string;
  readonly method?: string;
  readonly header?: readonly Header[];
  readonly credentials?: boolean;
  readonly curl?: string;
  readonly har?: string;
  readonly filter?: string;
  readonly message?: string;
}

const epilogue = `
The report says what was sent and what came back, what the preflight grants one by one, all that
is in the way with its fix, and what Chromium, Firefox and WebKit do otherwise.

Instead of a URL, you can pass what you have:
  --curl     a command from the network panel of a browser ("Copy as cURL"), from Postman or from
             documentation. The origin of the page is that of its Origin or Referer header.
  --har      a file that the network panel of a browser has saved ("Save all as HAR"). All CORS
             fetches in it are judged by what was recorded.
  --message  what the console of a browser says about a fetch

Only GET, HEAD and OPTIONS are sent, unless you pass --allow-unsafe-methods. Of any other method,
the preflight is sent, and decides. After a refused preflight, a GET or HEAD is sent all the
same, to find what else is in the way. Only the server of the URL is contacted. With --har
and --message, nothing is sent.

Values of Authorization, Cookie and the like are sent, but not shown.

Exit codes:
  0: shared, so the page can read the response, or nothing speaks against it
  1: not shared, or --message is about a fetch that CORS refused
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
    .option(
      '--curl <command>',
      'explain the fetch of a curl command; - reads it from standard input',
    )
    .option('--har <file>', 'explain the CORS fetches in a recording; nothing is sent', file)
    .option('--message <text>', "explain what a browser's console says; - reads standard input")
    .option('--filter <text>', 'with --har: only fetches whose URL contains this text')
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
    .option('--http2', 'speak HTTP/2 if the server offers it')
    .option('--allow-unsafe-methods', 'send POST, PUT and so on (this may change data)')
    .addHelpText('after', epilogue)
    .action(async (url: string | undefined, options: Options) => {
      process.exitCode = await run(url, options);
    });
}

/** What can be explained, and which options belong to it. */
const forms: Readonly<
  Record<string, { options: readonly (keyof Options)[]; run: typeof explainURL }>
> = {
  url: { options: ['origin', 'method', 'header', 'credentials'], run: explainURL },
  curl: { options: ['origin'], run: explainCurl },
  har: { options: ['origin', 'filter'], run: explainHAR },
  message: { options: [], run: explainMessage },
};

async function run(url: string | undefined, options: Options): Promise<number> {
  const { curl, har, message } = options;
  const inputs: Readonly<Record<string, string | undefined>> = { url, curl, har, message };
  const [form, another] = Object.keys(forms).filter((name) => inputs[name] !== undefined);
  if (form === undefined) {
    throw new InputError(
      'explain: name the URL that the page fetches, or pass --curl, --har or --message',
    );
  }
  if (another !== undefined) {
    const quotes = form === 'url' ? ', and put what you pass in quotes' : '';
    throw new InputError(`${titleOf(form)} and ${titleOf(another)}: leave one out${quotes}`);
  }
  for (const name of ['origin', 'method', 'header', 'credentials', 'filter'] as const) {
    if (options[name] !== undefined && !forms[form]?.options.includes(name)) {
      throw new InputError(`--${name}: leave it out: it does not go with ${titleOf(form)}`);
    }
  }
  return (forms[form] as (typeof forms)[string]).run(inputs[form] as string, options);
}

function titleOf(form: string): string {
  return form === 'url' ? 'a URL' : `--${form}`;
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

async function explainCurl(argument: string, options: Options): Promise<number> {
  const text = argument === '-' ? readFileSync(0, 'utf8') : argument;
  const { fetchOfCurl } = await import('../explain/from-curl/fetch-of-curl.ts');
  const read = withPlace('--curl', () => fetchOfCurl(text, options.origin ?? null));
  const fetch = { ...read.fetch, url: targetURL(read.fetch.url).href };
  const { explain } = await import('../explain/explain.ts');
  return explain(
    fetch,
    { ...options, insecure: read.isInsecure || options.insecure === true },
    read.notes,
  );
}

async function explainHAR(path: string, options: Options): Promise<number> {
  const { reportHAR } = await import('../explain/from-har/report-har.ts');
  return reportHAR(path, {
    report: options.report,
    origin: options.origin ?? null,
    filter: options.filter ?? '',
  });
}

async function explainMessage(text: string, { report }: Options): Promise<number> {
  const { printMessages } = await import('../explain/message/print-messages.ts');
  return printMessages(text, report);
}

/** @throws InputError for a mistake in what the user gave us */
function withPlace<T>(place: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof SyntaxError) throw new InputError(`${place}: ${messageOf(error)}`);
    throw error;
  }
}
