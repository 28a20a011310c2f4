/** What the command line says of its users' mistakes: one line that names the place and the fix. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';

const projectFolder = fileURLToPath(new URL('..', import.meta.url));

describe('the command line', function () {
  this.timeout(60_000);
  const folder = mkdtempSync(join(tmpdir(), 'cors-conformance-'));
  after(() => rmSync(folder, { recursive: true }));

  function file(name: string, content: unknown): string {
    const path = join(folder, name);
    writeFileSync(path, JSON.stringify(content));
    return path;
  }

  const oneOrigin = () => file('one.json', { allowOrigins: ['https://app.example'] });

  const closed = 'http://127.0.0.1:9/';
  const mistakes: [title: string, args: () => string[], line: string][] = [
    [
      'a closed port',
      () => ['server', closed],
      'http://127.0.0.1:9/ cannot be reached: nothing accepts connections at 127.0.0.1:9: start the server, or correct the URL',
    ],
    [
      'no URL',
      () => ['server', 'localhost'],
      'localhost is not an http: or https: URL: write http://host:port/path',
    ],
    [
      'a bad policy file',
      () => [
        'server',
        closed,
        '--policy',
        file('bad.json', { allowOrigins: ['https://a.example/'] }),
      ],
      'bad.json: allowOrigins[0]: "https://a.example/" is not an origin: remove the trailing slash',
    ],
    [
      'a policy file that is not there',
      () => ['server', closed, '--policy', '/nowhere.json'],
      '/nowhere.json: there is no such file',
    ],
    [
      'a project without its file',
      () => ['run', '--config', '/nowhere.json'],
      '/nowhere.json: there is no such file: write a first one with cors-conformance init',
    ],
    [
      'an option of a list without a list',
      () => ['run', '--resume'],
      '--resume needs --targets: name a list, or set it in the configuration',
    ],
    [
      'a shard that does not exist',
      () => ['server', closed, '--shard', '3/2'],
      "error: option '--shard <i/n>' argument '3/2' is invalid. Write which part of how many, such as 2/4.",
    ],
    [
      'generated fetches that every shard would choose itself',
      () => ['server', closed, '--shard', '1/2', '--runs', '9'],
      '--shard and --runs: say with --seed what to generate, the same everywhere',
    ],
    [
      'a merge of what is not a report',
      () => ['merge', file('report.json', {})],
      'not a report of cors-conformance: make one with --report json',
    ],
    [
      'a flag that does not exist',
      () => ['server', closed, '--polcy'],
      "error: unknown option '--polcy'",
    ],
    [
      'a text that is not a number',
      () => ['server', closed, '--concurrency', 'many'],
      "error: option '--concurrency <n>' argument 'many' is invalid. Write a whole number from 1 to 256.",
    ],
    [
      'a port that does not exist',
      () => ['server', 'http://127.0.0.1:99999/'],
      'http://127.0.0.1:99999/: there is no port 99999: use one from 1 to 65535',
    ],
    [
      'credentials in the URL',
      () => ['server', 'http://me:secret@127.0.0.1:9/'],
      "127.0.0.1:9: remove the user name and the password from the URL: use --header 'Authorization: …'",
    ],
    [
      'an empty file name',
      () => ['server', closed, '--policy', ''],
      "error: option '--policy <file>' argument '' is invalid. Name a file.",
    ],
    [
      'a policy beside origins',
      () => ['server', closed, '--policy', oneOrigin(), '--origin', 'https://a.example'],
      '--policy and --origin: leave one out; a policy already names origins',
    ],
    [
      'a seed for nothing',
      () => ['server', closed, '--seed', '1'],
      '--seed: say with --runs how many fetches to generate',
    ],
    [
      'a report in a folder that cannot be',
      () => ['server', closed, '--output', join(oneOrigin(), 'report.txt')],
      'one.json/report.txt: a part of its path is a file, not a folder: name another file',
    ],
    [
      'a report that is a folder',
      () => ['server', closed, '--output', folder],
      `--output ${folder}: this is a folder: name a file in it`,
    ],
    [
      'a timeout that no timer can wait',
      () => ['server', closed, '--timeout', '2147483648'],
      "error: option '--timeout <ms>' argument '2147483648' is invalid. Write a whole number from 1 to 2147483647.",
    ],
    [
      'a run that no timer can end',
      () => ['server', closed, '--max-time', '2147483648'],
      "error: option '--max-time <ms>' argument '2147483648' is invalid. Write a whole number from 1 to 2147483647.",
    ],
    [
      'allowOrigins that is not a list',
      () => [
        'server',
        closed,
        '--policy',
        file('text.json', { allowOrigins: 'https://a.example' }),
      ],
      'text.json: allowOrigins: must be an array, not "https://a.example"',
    ],
    [
      'a header that has no name',
      () => ['server', closed, '--header', 'secret'],
      "error: option '--header <line>' argument 'secret' is invalid. Write 'Name: value'.",
    ],
    [
      'a timeout of a client that no timer can wait',
      () => ['client', 'jsdom', '--timeout', '2147483648'],
      "error: option '--timeout <ms>' argument '2147483648' is invalid. Write a whole number from 1 to 2147483647.",
    ],
    [
      'a seed of a client for nothing',
      () => ['client', 'jsdom', '--seed', '1'],
      '--seed: say with --runs how many cases to generate',
    ],
    [
      'a rate near zero',
      () => ['server', closed, '--rate', '0.0001'],
      "error: option '--rate <n>' argument '0.0001' is invalid. Write a number of at least 0.001.",
    ],
    [
      'a header that browsers set themselves',
      () => ['server', closed, '--header', 'Host: a'],
      "error: option '--header <line>' argument 'Host: a' is invalid. Browsers set Host themselves: leave it out.",
    ],
    [
      'a header that pages cannot set',
      () => ['explain', closed, '--origin', 'null', '--header', 'Cookie: a=b'],
      "error: option '--header <line>' argument 'Cookie: a=b' is invalid. A page cannot set Cookie: leave it out.",
    ],
    [
      'a method that pages cannot use',
      () => ['explain', closed, '--origin', 'null', '--method', 'TRACE'],
      "error: option '--method <method>' argument 'TRACE' is invalid. A page cannot use this method: choose another.",
    ],
    [
      'an origin in capitals',
      () => ['server', closed, '--origin', 'https://A.Example'],
      "error: option '--origin <origin>' argument 'https://A.Example' is invalid. Browsers send https://a.example: write that.",
    ],
    [
      'a pattern where an origin is due',
      () => ['server', closed, '--origin', 'https://*.example'],
      "error: option '--origin <origin>' argument 'https://*.example' is invalid. Name one origin; patterns belong in a policy file.",
    ],
    [
      'a policy for cases that have none',
      () => ['corpus', 'exchanges', '--policy', oneOrigin()],
      '--policy is only for the part servers: leave it out',
    ],
    [
      'a URL without the policy that it needs',
      () => ['corpus', 'servers', '--target', closed],
      '--target needs --policy: name the policy of this URL',
    ],
    [
      'a cause that has no recipe',
      () => ['recipes', 'allow-orign-missing'],
      'no recipe for "allow-orign-missing": run cors-conformance recipes to list the causes that have recipes',
    ],
    [
      'a server that has no recipes',
      () => ['recipes', 'vary-origin', '--server', 'iis'],
      'unknown server "iis": write one of express, fastify, ',
    ],
    [
      'a part of the corpus that does not exist',
      () => ['corpus', 'all'],
      "error: command-argument value 'all' is invalid for argument 'part'.",
    ],
  ];
  for (const [title, args, line] of mistakes) {
    it(`says in one line what is wrong with ${title}: 2`, async () => {
      // Imported here as the commands import what they need, or there would be two of each class.
      const { commandLine } = await import('./command-line.ts');
      const { brokenOff } = await import('./output/ending.ts');
      let said = '';
      const exitCode = await brokenOff(commandLine(), args(), (text) => {
        said += text;
      });
      expect(said)
        .to.include(line)
        .and.to.match(/^.+\n$/);
      expect(exitCode).to.equal(2);
    });
  }

  // How a process ends does not depend on the mistake.
  for (const args of [
    ['server', closed],
    ['server', closed, '--polcy'],
  ]) {
    it(`ends with one line on standard error: ${args.join(' ')}`, () => {
      const { stdout, stderr, status } = spawnSync(
        process.execPath,
        ['dist/harness/cli.js', ...args],
        { cwd: projectFolder, encoding: 'utf8' },
      );
      expect(stderr).to.match(/^.+\n$/);
      expect(stdout).to.equal('');
      expect(status).to.equal(2);
    });
  }
});
