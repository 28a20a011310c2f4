/** What `explain` says of its users' mistakes, in one line, and its help. */
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { InputError } from '../output/input-error.ts';
import { explainCommand } from './explain.ts';

const url = 'http://127.0.0.1:9/';
const testFile = fileURLToPath(import.meta.url);

const mistakes: readonly [title: string, args: readonly string[], message: string][] = [
  [
    'nothing to explain',
    [],
    'explain: name the URL that the page fetches, or pass --curl, --har or --message',
  ],
  ['no page', [url], '--origin: name the origin of the page, such as https://app.example'],
  [
    'two inputs',
    [url, '--curl', 'curl x'],
    'a URL and --curl: leave one out, and put what you pass in quotes',
  ],
  [
    'a command and a recording',
    ['--curl', 'curl x', '--har', 'x'],
    '--curl and --har: leave one out',
  ],
  [
    'a message that is not in quotes',
    ['CORS', '--message', 'Access'],
    'a URL and --message: leave one out, and put what you pass in quotes',
  ],
  [
    'a method beside a command',
    ['--curl', 'curl x', '--method', 'PUT'],
    '--method: leave it out: it does not go with --curl',
  ],
  [
    'a filter beside a URL',
    [url, '--origin', 'null', '--filter', 'x'],
    '--filter: leave it out: it does not go with a URL',
  ],
  [
    'a command with an open quote',
    ['--curl', "curl 'x"],
    '--curl: the quote is not closed at character 6',
  ],
  [
    'a command for another protocol',
    ['--curl', 'curl ftp://a.example', '--origin', 'null'],
    'ftp://a.example is not an http: or https: URL: write http://host:port/path',
  ],
  [
    'a recording that is not there',
    ['--har', '/nowhere.har'],
    '--har /nowhere.har: there is no such file',
  ],
  ['a recording that is a folder', ['--har', '/'], '--har /: this is a folder: name a file in it'],
  [
    'a recording that is not JSON',
    ['--har', testFile],
    `--har ${testFile}: it is not JSON, or not all of it: save the recording again`,
  ],
];

describe('the command explain', () => {
  for (const [title, args, message] of mistakes) {
    it(`refuses ${title}`, async () => {
      const error = await explainCommand()
        .parseAsync([...args], { from: 'user' })
        .catch((error) => error);
      // The module can be loaded twice, by a static and a dynamic import.
      expect(error.constructor.name).to.equal(InputError.name);
      expect(error.message).to.equal(message);
    });
  }
});
