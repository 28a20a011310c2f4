import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { type ClientOptions, runClients } from './run-clients.ts';

const chromium = fileURLToPath(new URL('webdriver/capabilities/chromium.json', import.meta.url));
const options: ClientOptions = { timeout: 1000, report: 'text', filter: 'cookie' };

describe('runClients', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'run-clients-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  for (const [names, more, message] of [
    [
      ['reference', 'x'],
      {},
      'unknown client x; use chromium, firefox, webkit, jsdom, happy-dom, reference, webdriver, serve or ./adapter.mjs',
    ],
    [['serve', 'reference'], {}, 'serve: name no other client beside it'],
    [['reference'], { filter: 'no-such' }, '--filter no-such: no case has this in its id or topic'],
    [['reference'], { seed: 1 }, '--seed: say with --runs how many cases to generate'],
    [['reference'], { record: true }, '--record needs all cases: leave out --filter and --runs'],
    [
      ['reference'],
      { output: `${import.meta.filename}/x` },
      `--output ${import.meta.filename}/x: a part of its path is a file, not a folder: name another file`,
    ],
    [['reference'], { host: '0.0.0.0' }, '--host is only for serve and webdriver: leave it out'],
    [['reference'], { server: 'http://x' }, '--server is only for webdriver: leave it out'],
    [['serve'], { sessions: 2 }, '--sessions is only for webdriver: leave it out'],
    [['chromium'], { publicUrl: ['http://x'] }, '--public-url is only for webdriver: leave it out'],
    [['webdriver'], {}, 'webdriver needs --server, such as http://localhost:9515'],
    [
      ['webdriver'],
      { server: 'localhost:4444' },
      '--server localhost:4444: write a URL, such as http://localhost:9515',
    ],
    [
      ['webdriver'],
      { server: 'http://127.0.0.1:9' },
      'webdriver needs --capabilities, a file that names the browser',
    ],
    [
      ['webdriver'],
      { server: 'http://user:secret@127.0.0.1:9/wd', capabilities: chromium },
      '--server http://127.0.0.1:9: nothing accepts connections at 127.0.0.1:9: start the server, or correct the URL',
    ],
    [
      ['webdriver'],
      { server: 'http://127.0.0.1:9', capabilities: '/nowhere.json' },
      '/nowhere.json: there is no such file',
    ],
    [
      ['webdriver'],
      { server: 'http://127.0.0.1:9', capabilities: chromium, host: '192.0.2.1' },
      '--host 192.0.2.1: this machine cannot listen there (listen EADDRNOTAVAIL: address not available 192.0.2.1): name one of its addresses, or 0.0.0.0 for all',
    ],
    [
      ['webdriver'],
      { server: 'http://127.0.0.1:9', capabilities: chromium, record: true },
      '--record: name the engine itself, not webdriver',
    ],
    ...(
      [
        [['x'], '--public-url x: write a URL, such as http://runner.example'],
        [
          ['https://a.test'],
          '--public-url https://a.test: write a URL, such as http://runner.example',
        ],
        [
          ['http://a.test:81/x'],
          '--public-url http://a.test:81/x: write only http://a.test:81: the case server chooses its paths',
        ],
        [
          ['http://a.test:81', 'http://b.test:82'],
          '--public-url http://b.test:82: write a port only in the first URL: the next three are those of B, C and D',
        ],
        [
          ['http://a.test:65533'],
          '--public-url http://a.test:65533: write a port up to 65532: three more follow it',
        ],
        [['http://a', 'http://b', 'http://c'], '--public-url: write at most two URLs'],
      ] as const
    ).map(([publicUrl, line]): [string[], Partial<ClientOptions>, string] => [
      ['webdriver'],
      { server: 'http://127.0.0.1:9', capabilities: chromium, publicUrl },
      line,
    ]),
    [
      ['serve'],
      { host: '192.0.2.1' },
      '--host 192.0.2.1: this machine cannot listen there (listen EADDRNOTAVAIL: address not available 192.0.2.1): name one of its addresses, or 0.0.0.0 for all',
    ],
    [['./none.mjs'], {}, './none.mjs: there is no such file'],
  ] satisfies [string[], Partial<ClientOptions>, string][]) {
    it(`${names.join(' ')} ${JSON.stringify(more)} is one line`, async () => {
      const error = await runClients(names, { ...options, ...more }).then(
        () => null,
        (reason: Error) => reason,
      );
      // Modules that are loaded later have classes of their own under Mocha.
      expect(error?.constructor.name).to.equal('InputError');
      expect(error?.message).to.equal(message);
    });
  }

  it('writes one file about all clients, which replaces an earlier one', async () => {
    const adapter = join(folder, 'always-fails.mjs');
    writeFileSync(adapter, "export const name = 'none'; export default async () => { throw 1; };");
    const output = join(folder, 'report.txt');
    writeFileSync(output, 'of an earlier run');
    expect(await runClients(['reference', adapter], { ...options, output })).to.equal(1);
    const text = readFileSync(output, 'utf8');
    expect(text)
      .to.match(/^reference undici 7\n/)
      .and.to.contain('\n\nnone\n');
    expect(readdirSync(folder)).to.have.members(['always-fails.mjs', 'report.txt']);
  });

  it('reports what is known even if a later client does not start', async () => {
    const output = join(folder, 'first.json');
    const run = runClients(['reference', './none.mjs'], { ...options, report: 'json', output });
    expect(await run.catch((error: Error) => error.message)).to.equal(
      './none.mjs: there is no such file',
    );
    expect(JSON.parse(readFileSync(output, 'utf8')).clients).to.have.length(1);
  });

  for (const [signal, exitCode] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    it(`reports what it knows when it is interrupted by ${signal}: ${exitCode}`, async () => {
      // It fails 30 fetches, and then says that it is stuck.
      const adapter = join(folder, 'stuck.mjs');
      writeFileSync(
        adapter,
        `export const name = 'stuck';
        let count = 0;
        export default async () => {
          count += 1;
          if (count <= 30) throw new Error('x');
          process.stderr.write('stuck');
          await new Promise(() => {});
        };`,
      );
      const cli = fileURLToPath(new URL('../cli.ts', import.meta.url));
      const args = ['--import', 'tsx', cli, 'client', adapter, 'reference', '--report', 'json'];
      const child = spawn(process.execPath, args);
      const { code, out, err } = await interrupted(child, signal);
      const { clients } = JSON.parse(out);
      expect(clients).to.have.length(1);
      expect(clients[0].summary.exitCode).to.equal(exitCode);
      expect(clients[0].results.length).to.be.within(5, 30);
      expect(clients[0].planned).to.be.above(600);
      expect(err).to.contain('Interrupted: reference: not run.\n');
      expect(code).to.equal(exitCode);
    }).timeout(20_000);
  }
});

/** Sends the signal once the process has written to standard error. */
async function interrupted(child: ChildProcess, signal: NodeJS.Signals) {
  let [out, err] = ['', ''];
  child.stdout?.on('data', (data) => {
    out += data;
  });
  child.stderr?.on('data', (data) => {
    err += data;
  });
  child.stderr?.once('data', () => child.kill(signal));
  const code = await new Promise((resolve) => child.once('close', resolve));
  return { code, out, err };
}
