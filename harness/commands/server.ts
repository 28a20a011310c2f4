/** `cors-conformance server <url>`: replays the cases against a server. */
import { Command, Option } from 'commander';
import type { Level } from '../../conformance/servers/index.ts';
import { longestTimeout } from '../output/longest-timeout.ts';
import { targetURL } from '../output/target-url.ts';
import type { ReportFormat } from '../server/reports/write-report.ts';
import type { ServerRunOptions } from '../server/run-and-report.ts';
import { addedHeaders, file, numberFrom, origins, shard, wholeNumber } from './arguments.ts';

export const reportFormats = [
  'text',
  'json',
  'markdown',
  'junit',
  'html',
  'github',
] satisfies ReportFormat[];
export const levels = ['must', 'should', 'info'] satisfies Level[];

/** The options of a run against a server: of this command, and of the scripts that do the same. */
export function withServerOptions(command: Command): Command {
  return command
    .option('--policy <file>', 'a JSON file that says what the server is meant to share', file)
    .option(
      '--origin <origin>',
      'without a policy: an origin that you believe is allowed; a note says if nothing is shared with it (repeatable)',
      origins,
    )
    .addOption(
      new Option('--level <level>', 'the lowest level that fails the run')
        .choices(levels)
        .default('should'),
    )
    .option('--filter <text>', 'run only cases whose id or requirement contains this text')
    .option(
      '--known-deviations <file>',
      'a JSON file that lists what the target is known to get wrong, and why',
      file,
    )
    .addOption(
      new Option('--report <format>', 'the format of the report')
        .choices(reportFormats)
        .default('text'),
    )
    .option('--output <file>', 'write the report to this file, not to standard output', file)
    .option(
      '--verbose',
      'text and Markdown: show every failure in full, not only one of each cause',
    )
    .option('--concurrency <n>', 'how many cases run at the same time', wholeNumber(1, 256), 16)
    .option('--rate <n>', 'send at most n requests per second', numberFrom(0.001))
    .option(
      '--timeout <ms>',
      'how long one request and its whole response may take',
      wholeNumber(1, longestTimeout),
      10_000,
    )
    .option(
      '--max-time <ms>',
      'how long the whole run may take (default: no limit)',
      wholeNumber(1, longestTimeout),
    )
    .option(
      '--header <line>',
      "'Name: value' to send with every request except preflights, in place of others of this name (repeatable)",
      addedHeaders,
    )
    .option('--insecure', 'accept invalid TLS certificates')
    .option(
      '--http2',
      'speak HTTP/2 if the target offers it, then HTTP/1.1 again, and show where they differ',
    )
    .option('--runs <n>', 'also run n generated fetches per policy', wholeNumber(1))
    .option(
      '--seed <n>',
      'the seed of the generated fetches, to repeat a run',
      wholeNumber(0, 2 ** 31 - 1),
    )
    .option(
      '--shard <i/n>',
      'run only the i-th of n parts; merge puts their reports together',
      shard,
    )
    .option(
      '--allow-unsafe-methods',
      'send POST, PUT and so on to a target that is not a testee (this may change data)',
    );
}

const epilogue = `
A testee is a server set up for this suite. It lists its policies at
/.well-known/cors-conformance, and the cases run for each of them.

Any other target is a single URL. Say with --policy what it is meant to share. Or name origins
that you believe are allowed with --origin: then only what holds under any policy is checked.
Only GET, HEAD and OPTIONS are sent to a target that is not a testee, unless you pass
--allow-unsafe-methods.

The run stops early if ten requests in a row and a plain GET fail, and when --max-time is over.

Exit codes:
  0: PASSED, all is as expected
  1: FAILED, a case failed
  2: INCOMPLETE, something could not be judged or was not run, or the command could not run
  130, 143: interrupted`;

export function serverCommand(): Command {
  return withServerOptions(new Command('server'))
    .summary('check a server')
    .description('Replays CORS cases against a server, as a browser would.')
    .argument('<url>', 'the server: a testee, or the URL of one resource')
    .addHelpText('after', epilogue)
    .action(async (url: string, options: ServerRunOptions) => {
      const { runAndReport } = await import('../server/run-and-report.ts');
      process.exitCode = await runAndReport(targetURL(url), options);
    });
}
