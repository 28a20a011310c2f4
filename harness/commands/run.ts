/** `cors-conformance run`: checks all targets of a project, or of a list. */
import { Command, InvalidArgumentError, Option } from 'commander';
import { InputError } from '../output/input-error.ts';
import { longestTimeout } from '../output/longest-timeout.ts';
import type { ListOptions } from '../run/list/run-list.ts';
import type { ProjectOptions } from '../run/run-project.ts';
import { addedHeaders, file, numberFrom, origins, shard, wholeNumber } from './arguments.ts';
import { levels, reportFormats } from './server.ts';

const epilogue = `
The configuration lists the targets: each has a name and a URL, and says what it is meant to share. It
can name a program to start before and to stop after. Write a first one with cors-conformance init.

A list of targets has a URL on each line, or JSON: { "url": "…", "policy": { … } } or
{ "url": "…", "origins": ["…"] }. It may be of any length. Results are written as they come, a line of
JSON for each target; then a summary says what they have in common. Only GET, HEAD and OPTIONS are sent,
one request at a time to each host, with a User-Agent that names this tool. A target that cannot be
reached is a result, too. After an interruption, --resume goes on without repeating anything.

Exit codes:
  0: PASSED, all targets are as expected
  1: FAILED, a case of a target failed
  2: INCOMPLETE, something could not be judged or was not run, or the command could not run
  130, 143: interrupted`;

const defaultConfig = 'cors-conformance.json';

/** What only a list has, but `--shard` and `--output`. */
const listOptions = [
  ['resume', '--resume'],
  ['policy', '--policy'],
  ['origin', '--origin'],
  ['header', '--header'],
  ['level', '--level'],
  ['filter', '--filter'],
  ['concurrency', '--concurrency'],
  ['rate', '--rate'],
  ['timeout', '--timeout'],
  ['maxTime', '--max-time'],
  ['insecure', '--insecure'],
  ['userAgent', '--user-agent'],
] as const;

const projectOptions = [
  ['config', '--config'],
  ['report', '--report'],
  ['verbose', '--verbose'],
] as const;

type RunOptions = Partial<ListOptions & ProjectOptions>;

export function projectCommand(): Command {
  return new Command('run')
    .summary('check all servers of a project, or of a list')
    .description('Checks the servers that a file lists, and reports on them together.')
    .option('--config <file>', `the file that lists the servers (default: ${defaultConfig})`, file)
    .addOption(
      new Option(
        '--report <format>',
        'the format of the file that --output names, in place of the reports of the configuration',
      ).choices(reportFormats),
    )
    .option('--output <file>', 'write the report, or the results of a list, to this file', file)
    .option(
      '--shard <i/n>',
      'run only the i-th of n parts; merge puts their reports together',
      shard,
    )
    .option('--verbose', 'show every failure in full, not only one of each cause')
    .option('--targets <file>', 'check this list of targets, or - for standard input', file)
    .option('--resume', 'with --targets: go on where --output ends')
    .option('--policy <file>', 'with --targets: what targets without a policy share', file)
    .option('--origin <origin>', 'with --targets: an origin that you believe is allowed', origins)
    .option(
      '--header <line>',
      "with --targets: 'Name: value' to add, but for preflights",
      addedHeaders,
    )
    .addOption(
      new Option('--level <level>', 'with --targets: the lowest level that fails').choices(levels),
    )
    .option(
      '--filter <text>',
      'with --targets: run only cases whose id or requirement contains this',
    )
    .option('--concurrency <n>', 'with --targets: how many hosts at once', wholeNumber(1, 256))
    .option('--rate <n>', 'with --targets: requests per second to each host', numberFrom(0.001))
    .option(
      '--timeout <ms>',
      'with --targets: how long one request may take',
      wholeNumber(1, longestTimeout),
    )
    .option(
      '--max-time <ms>',
      'with --targets: how long each target may take (default: 60000)',
      wholeNumber(1, longestTimeout),
    )
    .option('--insecure', 'with --targets: accept invalid TLS certificates')
    .option('--user-agent <text>', 'with --targets: the User-Agent to send', userAgent)
    .addHelpText('after', epilogue)
    .action(async (options: RunOptions) => {
      process.exitCode =
        options.targets === undefined ? await project(options) : await list(options);
    });
}

async function project(options: RunOptions): Promise<number> {
  for (const [name, flag] of listOptions) {
    if (options[name] === undefined) continue;
    throw new InputError(`${flag} needs --targets: name a list, or set it in the configuration`);
  }
  const { runProject } = await import('../run/run-project.ts');
  return runProject({ ...options, config: options.config ?? defaultConfig });
}

async function list({ targets = '', ...options }: RunOptions): Promise<number> {
  for (const [name, flag] of projectOptions) {
    if (options[name] === undefined) continue;
    throw new InputError(`${flag} does not apply to --targets: leave it out`);
  }
  const { level = 'should', concurrency = 16, timeout = 10_000, maxTime = 60_000 } = options;
  const { runList } = await import('../run/list/run-list.ts');
  return runList({ ...options, targets, level, concurrency, timeout, maxTime });
}

function userAgent(text: string): string {
  if (!/^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/.test(text)) {
    throw new InvalidArgumentError("Write it in ASCII, such as 'name/1.0 (+https://…)'.");
  }
  return text;
}
