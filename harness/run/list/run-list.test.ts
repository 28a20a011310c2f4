import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { noColours } from '../../output/terminal.ts';
import { toolUserAgent } from '../../output/tool-version.ts';
import { listen, type Testee } from '../../testee/testee.ts';
import { isInShard, type ListEntry } from './list-entry.ts';
import type { ListResult } from './list-result.ts';
import { summaryOfLists, summaryText } from './list-summary.ts';
import { type ListOptions, runList } from './run-list.ts';

describe('a run over a list', function () {
  this.timeout(30_000);
  const folder = mkdtempSync(join(tmpdir(), 'cors-conformance-list-'));
  const path = (name: string) => join(folder, name);
  const seen = { methods: new Set<string>(), agents: new Set<string>(), urls: new Set<string>() };
  let server: Testee;
  let lines: string[];

  before(async () => {
    server = await listen(
      createServer((request, response) => {
        seen.methods.add(request.method ?? '');
        seen.agents.add(request.headers['user-agent'] ?? 'none');
        seen.urls.add((request.url ?? '').replace(/\?.*/, ''));
        if (request.url?.startsWith('/echo')) {
          response.setHeader('Access-Control-Allow-Origin', request.headers.origin ?? '*');
          response.setHeader('Access-Control-Allow-Credentials', 'true');
        }
        response.end('ok');
      }),
    );
    lines = [
      '# servers of ours',
      `${server.url}/plain`,
      '',
      JSON.stringify({
        url: `${server.url}/echo`,
        policy: { allowOrigins: ['https://a.example'] },
      }),
      'http://127.0.0.1:9/',
      'nonsense',
      JSON.stringify({ url: server.url, origin: 'https://a.example' }),
    ];
    writeFileSync(path('urls.txt'), lines.join('\n'));
  });
  after(async () => {
    await server.close();
    rmSync(folder, { recursive: true });
  });

  const options = (output: string, more: Partial<ListOptions> = {}): ListOptions => ({
    targets: path('urls.txt'),
    output: path(output),
    origin: ['https://app.example'],
    level: 'should',
    filter: 'origin-refused',
    concurrency: 4,
    timeout: 5000,
    maxTime: 20_000,
    ...more,
  });

  /** Without the summary on standard output. */
  async function quietly(given: ListOptions): Promise<number> {
    const { write } = process.stdout;
    process.stdout.write = () => true;
    try {
      return await runList(given);
    } finally {
      process.stdout.write = write;
    }
  }

  function resultsIn(name: string): ListResult[] {
    const all = readFileSync(path(name), 'utf8').trimEnd().split('\n');
    return all
      .map((line) => JSON.parse(line))
      .filter((line) => 'line' in line)
      .sort((a, b) => a.line - b.line);
  }

  it('writes a line for each target: what cannot be reached or read stops nothing', async () => {
    expect(await quietly(options('all.jsonl'))).to.equal(1);
    expect(
      resultsIn('all.jsonl').map(({ line, conclusion, error }) => [line, conclusion, error]),
    ).to.deep.equal([
      [2, 'PASSED', null],
      [4, 'FAILED', null],
      [
        5,
        'INCOMPLETE',
        'http://127.0.0.1:9/ cannot be reached: nothing accepts connections at 127.0.0.1:9: start the server, or correct the URL',
      ],
      [6, 'INCOMPLETE', 'nonsense is not an http: or https: URL: write http://host:port/path'],
      [7, 'INCOMPLETE', 'unknown member "origin" (known: url, policy, origins)'],
    ]);
  });

  it('sends safe methods only, says who it is, and asks for nothing but the URLs', () => {
    expect([...seen.methods].filter((each) => !['GET', 'HEAD', 'OPTIONS'].includes(each))).to.be
      .empty;
    expect([...seen.agents]).to.deep.equal([toolUserAgent]);
    expect([...seen.urls].sort()).to.deep.equal(['/echo', '/plain']);
  });

  it('is summed up by cause', async () => {
    const summary = await summaryOfLists([path('all.jsonl')]);
    expect(summary).to.deep.include({
      exitCode: 1,
      targets: 5,
      conclusions: { PASSED: 1, FAILED: 1, INCOMPLETE: 3 },
      missing: [],
    });
    expect(summary.causes.map(({ what, targets }) => [what, targets])).to.deep.include([
      'unlisted-origin-refused',
      1,
    ]);
    expect(summary.errors.map(({ what }) => what)).to.include(
      '… cannot be reached: nothing accepts connections at …: start the server, or correct the URL',
    );
    expect(summaryText(summary, noColours).trimEnd().split('\n').at(-1)).to.equal(
      'FAILED  5 targets: 1 PASSED, 1 FAILED, 3 INCOMPLETE',
    );
  });

  it('counts one target in the singular', async () => {
    const summary = await summaryOfLists([path('all.jsonl')]);
    const one = { ...summary, targets: 1, conclusions: { PASSED: 1, FAILED: 0, INCOMPLETE: 0 } };
    expect(summaryText(one, noColours)).to.match(/ {2}1 target: 1 PASSED\n$/);
  });

  it('is told from a folder when it is summed up', async () => {
    const error = await summaryOfLists([folder]).catch((reason) => reason);
    expect(error.message).to.equal(`${folder}: this is a folder: name a file in it`);
  });

  it('goes on where it was killed, in the middle of a line, and repeats nothing', async () => {
    const [header, first, second] = readFileSync(path('all.jsonl'), 'utf8').split('\n');
    writeFileSync(path('cut.jsonl'), `${header}\n${first}\n${second?.slice(0, 40)}`);
    const missing = await summaryOfLists([path('cut.jsonl')]);
    expect(missing.missing).to.deep.equal([`${path('cut.jsonl')} has no end: go on with --resume`]);
    expect(await quietly(options('cut.jsonl', { resume: true }))).to.equal(1);
    const ofRun = (name: string) =>
      resultsIn(name).map(({ line, conclusion }) => [line, conclusion]);
    expect(ofRun('cut.jsonl')).to.deep.equal(ofRun('all.jsonl'));
    expect(readFileSync(path('cut.jsonl'), 'utf8').split('\n')[1]).to.equal(first);
    const before = readFileSync(path('cut.jsonl'), 'utf8');
    await quietly(options('cut.jsonl', { resume: true }));
    expect(readFileSync(path('cut.jsonl'), 'utf8')).to.equal(before);
  });

  it('goes on with a list that has grown', async () => {
    const before = readFileSync(path('cut.jsonl'), 'utf8');
    writeFileSync(path('urls.txt'), [...lines, `${server.url}/new`].join('\n'));
    await quietly(options('cut.jsonl', { resume: true }));
    writeFileSync(path('urls.txt'), lines.join('\n'));
    const added = readFileSync(path('cut.jsonl'), 'utf8')
      .slice(before.length)
      .trimEnd()
      .split('\n');
    expect(added.map((line) => JSON.parse(line))).to.have.length(2);
    expect(added[0]).to.include('/new"');
    expect(added[1]).to.equal('{"end":{"targets":6}}');
    expect((await summaryOfLists([path('cut.jsonl')])).missing).to.deep.equal([]);
  });

  const mistakes: readonly [title: string, more: () => Partial<ListOptions>, message: RegExp][] = [
    ['results that are there', () => ({}), /it has results already: go on with --resume/],
    [
      'results of other options',
      () => ({ resume: true, level: 'must' }),
      /it is of a run with other options, or of another version: name another file$/,
    ],
    [
      'results of another list',
      () => {
        const [header, first] = readFileSync(path('all.jsonl'), 'utf8').split('\n');
        writeFileSync(path('all.jsonl'), `${header}\n${first}\n`);
        writeFileSync(path('other.txt'), 'http://127.0.0.1:9/1\n'.repeat(7));
        return { resume: true, targets: path('other.txt') };
      },
      /line \d is not the one that the output is about: go on with the same list$/,
    ],
    [
      'a folder as list',
      () => ({ targets: folder }),
      /--targets .*: this is a folder: name a file/,
    ],
    [
      'a list without a target',
      () => {
        writeFileSync(path('empty.txt'), '# none yet\n\n');
        return { targets: path('empty.txt'), output: path('empty.jsonl') };
      },
      /--targets .*empty.txt: it names no target: write a URL on each line$/,
    ],
    [
      'a folder as output',
      () => ({ output: folder }),
      /--output .*: this is a folder: name a file/,
    ],
    ['no list', () => ({ targets: path('nowhere.txt') }), /nowhere.txt: there is no such file$/],
  ];
  for (const [title, more, message] of mistakes) {
    it(`does not begin with ${title}`, async () => {
      const error = await quietly(options('all.jsonl', more())).catch((reason) => reason);
      expect(error.message).to.match(message);
    });
  }

  it('is dealt by host: each target is in one shard, and those of a host are together', () => {
    const entries = Array.from({ length: 300 }, (_each, index): ListEntry => {
      const url = new URL(`http://host-${index % 50}.example/${index}`);
      const target = { url, policy: undefined, origins: undefined };
      return { line: index + 1, text: url.href, target, mistake: null };
    });
    const shards = [1, 2, 3].map((index) =>
      entries.filter((entry) => isInShard(entry, { index, count: 3 })),
    );
    const hosts = shards.map((shard) => new Set(shard.map(({ target }) => target?.url.hostname)));
    expect(shards.flat()).to.have.length(300);
    expect(hosts.reduce((sum, { size }) => sum + size, 0)).to.equal(50);
    for (const shard of shards) expect(shard.length).to.be.within(60, 140);
  });
});
