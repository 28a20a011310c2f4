/** How commands end: in processes of their own, since that is what ends, of what `npm run build` has
 *  made. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';

const projectFolder = fileURLToPath(new URL('../..', import.meta.url));

interface Ended {
  readonly err: string;
  readonly code: number | null;
}

/** Runs a command with this action. `signals` are sent, a moment apart, once it writes a line. */
function run(action: string, signals: readonly NodeJS.Signals[] = [], shell = ''): Promise<Ended> {
  const script = `
    import { Command } from 'commander';
    import { runCommand } from './dist/harness/output/ending.js';
    import { InputError } from './dist/harness/output/input-error.js';
    import { interruptible } from './dist/harness/output/interruption.js';
    await runCommand(new Command('test').action(async () => { ${action} }));`;
  const args = ['--input-type=module', '--eval', script];
  const child =
    shell === ''
      ? spawn(process.execPath, args, { cwd: projectFolder })
      : spawn('sh', ['-c', shell, process.execPath, ...args], { cwd: projectFolder });
  let err = '';
  child.stderr.on('data', (data) => {
    err += data;
  });
  child.stdout.once('data', () => {
    for (const [index, signal] of signals.entries())
      setTimeout(() => child.kill(signal), 100 * index);
  });
  return new Promise((resolve) => child.once('close', (code) => resolve({ err, code })));
}

const untilInterrupted = `
  const timer = setInterval(() => {}, 1000);
  console.log('ready');
  await new Promise((resolve) => interrupt.addEventListener('abort', resolve));`;
const atOnce = `${untilInterrupted} clearInterval(timer);`;

describe('a command', function () {
  this.timeout(20_000);

  const endings: readonly [title: string, action: string, code: number, err: RegExp][] = [
    ['gives its exit code', 'process.exitCode = 1;', 1, /^$/],
    [
      'says a mistake of the user in one line: 2',
      "throw new InputError('--a: b\\x1b[31m');",
      2,
      /^--a: b\\x1b\[31m\n$/,
    ],
    [
      'asks to report a bug, with its stack: 2',
      "throw new RangeError('c');",
      2,
      /^This is a bug in cors-conformance; please report it:\nRangeError: c\n {4}at /,
    ],
    [
      'does so for a bug that nobody waits for: 2',
      "setTimeout(() => { throw new RangeError('c'); });",
      2,
      /^This is a bug in cors-conformance; please report it:\nRangeError: c\n {4}at /,
    ],
    [
      'does so for a rejection that nobody handles: 2',
      "Promise.reject(new RangeError('c'));",
      2,
      /^This is a bug in cors-conformance; please report it:\nRangeError: c\n {4}at /,
    ],
  ];
  for (const [title, action, code, err] of endings) {
    it(title, async () => {
      const ended = await run(action);
      expect(ended.err).to.match(err);
      expect(ended.code).to.equal(code);
    });
  }

  it('says that standard output cannot be written, whatever else came of it: 2', async function () {
    if (!existsSync('/dev/full')) this.skip();
    const action = "process.stdout.write('a report'); process.exitCode = 1;";
    const { err, code } = await run(action, [], '"$0" "$@" > /dev/full');
    expect(err).to.match(/^standard output cannot be written: .*no space left on device.*\n$/);
    expect(code).to.equal(2);
  });

  const interruptions: readonly [
    title: string,
    action: string,
    signals: readonly NodeJS.Signals[],
    code: number,
  ][] = [
    [
      'ends with 130 after SIGINT, whatever its work returns',
      `${atOnce} return 1;`,
      ['SIGINT'],
      130,
    ],
    ['ends with 143 after SIGTERM', `${atOnce} return 0;`, ['SIGTERM'], 143],
    [
      'ends with 130 where its work throws the interruption on',
      `${atOnce} interrupt.throwIfAborted();`,
      ['SIGINT'],
      130,
    ],
    [
      'ends at once after a second signal',
      `${untilInterrupted} await new Promise(() => {});`,
      ['SIGINT', 'SIGTERM'],
      143,
    ],
  ];
  for (const [title, work, signals, code] of interruptions) {
    it(title, async () => {
      const action = `
        process.exitCode = await interruptible(async (interrupt) => { ${work} });`;
      const ended = await run(action, signals);
      expect(ended.err).to.equal('');
      expect(ended.code).to.equal(code);
    });
  }
});
