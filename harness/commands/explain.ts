/** `cors-conformance explain <url>`: explains one fetch, step by step. */
import { Command, Option } from 'commander';
import type { ExplainOptions } from '../explain/explained.ts';
import { longestTimeout } from '../output/longest-timeout.ts';
import { method, origin, pageHeaders, targetURL, wholeNumber } from './arguments.ts';

const epilogue = `
Only GET, HEAD and OPTIONS are sent, unless you pass --allow-unsafe-methods.

Exit codes:
  0: shared, so the page can read the response
  1: not shared
  2: could not tell, or the command could not run`;

export function explainCommand(): Command {
  return new Command('explain')
    .summary('explain one fetch, step by step')
    .description('Makes one fetch as a browser would, and says which step of the standard decides.')
    .argument('<url>', 'the URL that the page fetches')
    .requiredOption('--origin <origin>', 'the origin of the page, or null', origin)
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
    .option('--http2', 'speak HTTP/2 if the server offers it')
    .option('--allow-unsafe-methods', 'send POST, PUT and so on (this may change data)')
    .addHelpText('after', epilogue)
    .action(async (url: string, options: ExplainOptions) => {
      const { explain } = await import('../explain/explain.ts');
      process.exitCode = await explain(targetURL(url), options);
    });
}
