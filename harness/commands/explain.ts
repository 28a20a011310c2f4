/** `cors-conformance explain <url>`: one fetch, told step by step. */
import { Command, Option } from 'commander';
import {
  corsUnsafeRequestHeaderNames,
  type Exchange,
  type Header,
  isCorsSafelistedMethod,
  normalizeMethod,
  type Outcome,
  parseOrigin,
  UserAgent,
} from '../../reference/index.ts';
import { gistOf, linkTo, spec } from '../../spec/index.ts';
import { adviceFor } from '../explain/advice.ts';
import { curlOf } from '../output/curl.ts';
import { exchangeLines } from '../output/exchange-text.ts';
import { InputError } from '../output/input-error.ts';
import { type Colours, coloursFor, printable } from '../output/terminal.ts';
import { toolVersion } from '../output/tool-version.ts';
import { isPreflight } from '../server/replay.ts';
import { exchangeJSON } from '../server/reports/json.ts';
import { NetworkRefusal, TargetNetwork } from '../server/target-network.ts';
import { headerLine, method, targetURL, wholeNumber } from './arguments.ts';

export interface ExplainOptions {
  readonly origin: string;
  readonly method: string;
  readonly header: Header[];
  readonly credentials?: boolean;
  readonly report: 'text' | 'json';
  readonly timeout: number;
  readonly insecure?: boolean;
  readonly allowUnsafeMethods?: boolean;
}

const epilogue = `
Exit code: 0 shared, 1 not shared, 2 could not tell.`;

export function explainCommand(): Command {
  return new Command('explain')
    .summary('tell one fetch step by step')
    .description('Makes one fetch as a browser would, and says which step of the standard decides.')
    .argument('<url>', 'what the page fetches')
    .requiredOption('--origin <origin>', 'the origin of the page that fetches, or null')
    .option('--method <method>', 'the method that the page asks for', method, 'GET')
    .option('--header <line>', "'Name: value' that the page sets (repeatable)", headerLine, [])
    .option('--credentials', 'the page asks for credentials, as with credentials: "include"')
    .addOption(
      new Option('--report <format>', 'how to report').choices(['text', 'json']).default('text'),
    )
    .option('--timeout <ms>', 'for one request and its whole response', wholeNumber(1), 10_000)
    .option('--insecure', 'take certificates that do not verify')
    .option('--allow-unsafe-methods', 'send POST, PUT and so on (it may change something)')
    .addHelpText('after', epilogue)
    .action(async (url: string, options: ExplainOptions) => {
      process.exitCode = await explain(targetURL(url), options);
    });
}

async function explain(url: URL, options: ExplainOptions): Promise<0 | 1 | 2> {
  if (parseOrigin(options.origin) === null) {
    throw new InputError(
      `--origin ${options.origin}: not an origin: write scheme://host, scheme://host:port, or null`,
    );
  }
  const network = new TargetNetwork({
    origin: url.origin,
    allowUnsafeMethods: options.allowUnsafeMethods ?? false,
    timeout: options.timeout,
    concurrency: 1,
    insecure: options.insecure,
  });
  const userAgent = new UserAgent({ network: network.send });
  const outcome = await userAgent
    .fetch(url, {
      origin: options.origin,
      method: options.method,
      headers: options.header,
      credentials: options.credentials ? 'include' : 'same-origin',
    })
    .finally(() => network.close());
  const exitCode = outcome.type !== 'error' ? 0 : outcome.step === null ? 2 : 1;
  const text =
    options.report === 'json'
      ? explanationJSON(url, options, outcome, exitCode)
      : explanationText(url, options, outcome, coloursFor(process.stdout));
  process.stdout.write(text);
  return exitCode;
}

function explanationText(
  url: URL,
  options: ExplainOptions,
  outcome: Outcome,
  colours: Colours,
): string {
  const lines = [
    colours.bold(`A page of ${options.origin} fetches ${url.href}`),
    '',
    ...kindOfFetch(url, options),
  ];
  for (const exchange of outcome.exchanges) {
    lines.push('', `${titleOf(exchange)}`, ...exchangeLines(exchange).map((line) => `  ${line}`));
  }
  lines.push('', ...verdictLines(options, outcome, colours));
  const last = outcome.exchanges.at(-1);
  if (last !== undefined) lines.push('', `Again  ${curlOf(last, options.insecure)}`);
  return `${lines.join('\n')}\n`;
}

/** Why there is, or is not, a preflight. */
function kindOfFetch(url: URL, options: ExplainOptions): string[] {
  if (url.origin === options.origin) return ["It is the page's own origin: CORS does not apply."];
  const normalized = normalizeMethod(options.method);
  const needs = [
    ...(isCorsSafelistedMethod(normalized) ? [] : [`the method ${normalized}`]),
    ...corsUnsafeRequestHeaderNames([...options.header]).map((name) => `the header ${name}`),
  ];
  const credentials = options.credentials
    ? 'With credentials, which need a permission of their own.'
    : 'Without credentials, as is the default for another origin.';
  return [
    `${url.origin} is another origin: the response is shared only if the server says so.`,
    credentials,
    needs.length === 0
      ? 'A form could send this request, so no preflight is needed.'
      : `Permission is needed for ${needs.join(', ')}: a preflight asks for it.`,
  ];
}

function titleOf({ request, cause }: Exchange): string {
  if (cause instanceof NetworkRefusal && cause.kind === 'not-sent') return 'Request, not sent';
  return isPreflight(request) ? 'Preflight' : 'Request';
}

function verdictLines(options: ExplainOptions, outcome: Outcome, colours: Colours): string[] {
  if (outcome.type !== 'error') {
    const names = [...new Set(outcome.headers.map(([name]) => name.toLowerCase()))].map(printable);
    return [
      `${colours.green('✓ Shared')}  The page reads status ${outcome.status}, the body, and these headers:`,
      `  ${names.length === 0 ? 'none' : names.join(', ')}`,
    ];
  }
  if (outcome.step === null) {
    return [`${colours.yellow('? Could not tell')}  ${printable(outcome.message)}`];
  }
  return [
    `${colours.red('✗ Not shared')}  ${printable(outcome.message)}`,
    `Decided  ${outcome.step} (${outcome.reason}): ${gistOf(outcome.step)}`,
    `         by way of ${outcome.path.join(' → ')}`,
    `         ${linkTo(outcome.step)}`,
    `Mend     ${printable(adviceFor(outcome, options.origin, options.credentials ?? false))}`,
  ];
}

function explanationJSON(
  url: URL,
  options: ExplainOptions,
  outcome: Outcome,
  exitCode: number,
): string {
  const refused = outcome.type === 'error' && outcome.step !== null ? outcome : null;
  const explanation = {
    version: 1,
    tool: { name: 'cors-conformance', version: toolVersion },
    standard: { url: spec.url, commit: spec.commit, date: spec.date },
    fetch: {
      url: url.href,
      origin: options.origin,
      method: options.method,
      headers: options.header,
      credentials: options.credentials ? 'include' : 'same-origin',
    },
    exitCode,
    shared: outcome.type !== 'error',
    type: outcome.type,
    status: outcome.type === 'error' ? null : outcome.status,
    exposed: outcome.type === 'error' ? [] : outcome.headers,
    step: refused?.step ?? null,
    reason: refused?.reason ?? null,
    path: refused?.path ?? [],
    link: refused === null ? null : linkTo(refused.step),
    message: outcome.type === 'error' ? outcome.message : null,
    mend:
      refused === null ? null : adviceFor(refused, options.origin, options.credentials ?? false),
    exchanges: outcome.exchanges.map(exchangeJSON),
  };
  return `${JSON.stringify(explanation, null, 2)}\n`;
}
