import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { exchanges } from '../../../conformance/exchanges.ts';
import { InputError } from '../../output/input-error.ts';
import type { OpenOptions } from '../opened-client.ts';
import { runCorpus } from '../run-corpus.ts';
import { CaseServer } from '../wire/case-server.ts';
import { FakeWebDriver, type Script } from './fake-webdriver.ts';
import { openWebDriver } from './open-webdriver.ts';

const cases = exchanges
  .filter(({ given, requires }) => given.fetches.length === 1 && requires.length === 0)
  // It has the port of the server in upper case, which results do not hide.
  .filter(({ id }) => id !== 'allow-origin-upper-case')
  .slice(0, 120);
const alive: Script = {};

describe('openWebDriver', () => {
  const folder = mkdtempSync(join(tmpdir(), 'open-webdriver-'));
  const capabilities = join(folder, 'capabilities.json');
  writeFileSync(capabilities, '{"browserName": "fake"}');
  after(() => rmSync(folder, { recursive: true }));

  let drivers: FakeWebDriver;
  let notes: string[];
  let expected: Awaited<ReturnType<typeof resultsWith>>['found'];
  const { write } = process.stderr;
  before(async () => {
    ({ found: expected } = await resultsWith(1, alive));
  });
  beforeEach(() => {
    notes = [];
    process.stderr.write = (text: string | Uint8Array) => notes.push(String(text).trim()) > 0;
  });
  afterEach(() => {
    process.stderr.write = write;
  });

  async function resultsWith(sessions: number, ...scripts: Script[]) {
    const server = await CaseServer.start();
    drivers = new FakeWebDriver(scripts);
    try {
      const url = await drivers.listen();
      return await resultsOn(server, { server: url, capabilities, sessions, timeout: 1000 });
    } finally {
      await server.close();
      await drivers.close();
    }
  }

  /** All that was found, and why it ended early. */
  async function resultsOn(server: CaseServer, options: OpenOptions) {
    const never = new AbortController().signal;
    const pace = { check: 20, restart: 20 };
    const { client, origins, ended, close } = await openWebDriver(server, options, never, pace);
    const counts = new Map<string, number>();
    const results = await runCorpus({
      server,
      client,
      origins,
      cases,
      interrupt: ended ?? never,
      onResult: ({ case: { id } }) => counts.set(id, (counts.get(id) ?? 0) + 1),
    });
    await close();
    expect(Math.max(...counts.values()), 'results of one case').to.equal(1);
    expect(drivers.open, 'sessions that were left open').to.equal(0);
    const found = results.map(({ case: { id }, verdict, differences, exchange }) => ({
      id,
      verdict,
      differences,
      exchange,
    }));
    return { found, client, ended: ended?.reason as unknown };
  }

  it('is named by the driver, and runs the cases in its page', async () => {
    const { found, client } = await resultsWith(1, alive);
    expect([client.name, client.version]).to.deep.equal(['fake', '1.2']);
    expect(found.map(({ id }) => id)).to.deep.equal(cases.map(({ id }) => id));
    expect(notes).to.deep.equal([]);
  });

  for (const [what, sessions, scripts, asked, note] of [
    ['two sessions', 2, [alive, alive], 2, /^finished by each session: [1-9]\d*, [1-9]\d* cases$/],
    ['results that are posted twice', 1, [{ repeats: true }], 1, null],
    [
      'a session that dies',
      1,
      [{ diesAfter: 40 }],
      2,
      /^session 1 died after \d\d cases: the browser is gone$/,
    ],
    ['a session that dies at once', 2, [alive, { diesAfter: 1 }], 3, /^session 2 died after 0/],
    ['a page that lives on without its driver', 1, [{ diesAfter: 40, isZombie: true }], 2, /died/],
    [
      'a session that dies often, but not in a row',
      1,
      Array<Script>(4).fill({ diesAfter: 30 }),
      5,
      /^session 1 died after 24 cases/,
    ],
    [
      'sessions that die again and again',
      2,
      [{ diesAfter: 30 }, { diesAfter: 30 }, { diesAfter: 30, isZombie: true }, { diesAfter: 30 }],
      6,
      /^session [12] died/,
    ],
    [
      'a session that never starts',
      2,
      [alive, ...Array<Script>(3).fill({ refuses: 'no slot\n  is free\n(a version)' })],
      4,
      /^session 2 died after 0 cases: no slot: is free$/,
    ],
    [
      'a session of another browser',
      2,
      [alive, ...Array<Script>(3).fill({ browserVersion: '9' })],
      4,
      /is another browser \(fake 9 .*\) than the first \(fake 1\.2 /,
    ],
  ] satisfies [string, number, Script[], number, RegExp | null][]) {
    it(`finds the same with ${what}`, async () => {
      const { found, ended } = await resultsWith(sessions, ...scripts);
      expect(found).to.deep.equal(expected);
      expect(ended).to.equal(undefined);
      expect(drivers.asked).to.be.within(1, asked);
      if (note === null) expect(notes).to.deep.equal([]);
      else
        expect(
          notes.some((each) => note.test(each)),
          notes.join('\n'),
        ).to.equal(true);
    });
  }

  it('ends with the reason where no session is left', async () => {
    const { found, ended } = await resultsWith(
      2,
      { diesAfter: 16 },
      ...Array<Script>(6).fill({ diesAfter: 1 }),
    );
    expect(found.length).to.be.below(cases.length);
    expect(ended).to.be.instanceOf(InputError);
    expect((ended as InputError).message).to.match(
      /^session 1 died 3 times in a row: the browser is gone; session 2 died 3 times in a row: the/,
    );
  });

  it('needs a first session: a refusal is one line', async () => {
    const run = resultsWith(1, { refuses: 'no such browser\n  (a version)\n#0 0x1' });
    const error = await run.then(
      () => null,
      (reason: unknown) => reason,
    );
    expect(error).to.be.instanceOf(InputError);
    expect((error as Error).message).to.match(
      /^--server http:\S+: no such browser: \(a version\)$/,
    );
  });
});
