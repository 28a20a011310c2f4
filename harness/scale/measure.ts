/**
 * Measures runs over a list of local URLs: `measure.ts [urls] [shards,…]`. For each number of shards: the
 * time, and the most memory that a shard takes. Then one of four shards is killed on its way and resumed:
 * nothing may be lost, and nothing repeated.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const [urls = 10_000, shardCounts = '1,2,4'] = process.argv.slice(2);
const command = fileURLToPath(new URL('../../dist/harness/cli.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'cors-conformance-measure-'));

if (process.send !== undefined) serve();
else await measure();

/** The servers: one process, and as many hosts as there are addresses of this machine. */
function serve(): void {
  const server = createServer((request, response) => {
    const number = Number(/^\/(\d+)/.exec(request.url ?? '')?.[1]);
    const { origin } = request.headers;
    response.setHeader('Vary', 'Origin');
    // Every tenth one shares with anyone.
    if (number % 10 === 0) response.setHeader('Access-Control-Allow-Origin', origin ?? '*');
    response.end();
  });
  server.listen(0, '0.0.0.0', () => process.send?.((server.address() as AddressInfo).port));
  process.once('disconnect', () => process.exit());
}

async function measure(): Promise<void> {
  const server = spawn(process.execPath, [...process.execArgv, fileURLToPath(import.meta.url)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  try {
    const [port] = await once(server, 'message');
    const list = Array.from(
      { length: Number(urls) },
      (_each, index) => `http://127.1.0.${(index % 200) + 1}:${port}/${index}`,
    );
    writeFileSync(join(folder, 'urls.txt'), list.join('\n'));
    writeFileSync(join(folder, 'policy.json'), '{ "allowOrigins": ["https://app.example"] }');
    console.log(
      `${urls} URLs of 200 hosts, ${availableParallelism()} cores, ${new Date().toISOString()}`,
    );
    for (const count of shardCounts.split(',').map(Number)) {
      const start = performance.now();
      const megabytes = await Promise.all(
        Array.from({ length: count }, (_each, index) =>
          finished(shard(index + 1, count, `of${count}`)),
        ),
      );
      const seconds = Math.round((performance.now() - start) / 1000);
      check(`of${count}`, count, list);
      console.log(
        `${count} ${count === 1 ? 'shard' : 'shards'}: ${seconds} s, at most ${Math.max(...megabytes)} MB each`,
      );
    }
    await killed(list);
  } finally {
    server.disconnect();
    rmSync(folder, { recursive: true });
  }
}

function shard(index: number, count: number, name: string): ChildProcess {
  const options = ['--policy', join(folder, 'policy.json'), '--filter', 'unlisted-origin-refused'];
  return spawn(
    process.execPath,
    [
      ...[command, 'run', '--targets', join(folder, 'urls.txt'), ...options],
      ...['--shard', `${index}/${count}`, '--resume', '--output', fileOf(name, index)],
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
}

function fileOf(name: string, index: number): string {
  return join(folder, `${name}-${index}.jsonl`);
}

/** @returns the most memory that a process had, in MB */
async function finished(child: ChildProcess): Promise<number> {
  let most = 0;
  const watch = setInterval(() => {
    try {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      most = Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
    } catch {
      // It has just ended.
    }
  }, 100);
  const [code] = await once(child, 'exit');
  clearInterval(watch);
  if (code === null || code > 2) throw new Error(`a shard ended with ${code}`);
  return most;
}

async function killed(list: readonly string[]): Promise<void> {
  const victim = shard(1, 4, 'killed');
  const exited = once(victim, 'exit');
  const enough = statSync(fileOf('of4', 1)).size / 2;
  while ((statSync(fileOf('killed', 1), { throwIfNoEntry: false })?.size ?? 0) < enough) {
    await sleep(5);
  }
  victim.kill('SIGKILL');
  await exited;
  const before = results('killed', 1).length;
  for (let index = 1; index <= 4; index += 1) await finished(shard(index, 4, 'killed'));
  check('killed', 4, list);
  console.log(`a shard killed after ${before} targets, resumed: nothing lost, nothing repeated`);
}

function results(name: string, index: number): { line: number; url: string; conclusion: string }[] {
  const lines = readFileSync(fileOf(name, index), 'utf8').split('\n').slice(1, -1);
  return lines.map((line) => JSON.parse(line)).filter((each) => 'line' in each);
}

/** @throws Error if not every target has exactly one result, and the right one */
function check(name: string, count: number, list: readonly string[]): void {
  const all = Array.from({ length: count }, (_each, index) => results(name, index + 1)).flat();
  const found = new Map(all.map((each) => [each.line, each]));
  if (all.length !== list.length || found.size !== list.length) {
    throw new Error(`${name}: ${all.length} results of ${found.size} targets, not ${list.length}`);
  }
  for (const [index, url] of list.entries()) {
    const { url: judged, conclusion } = found.get(index + 1) ?? {};
    const expected = index % 10 === 0 ? 'FAILED' : 'PASSED';
    if (judged !== url || conclusion !== expected) {
      throw new Error(`${name}: line ${index + 1}: ${conclusion} of ${judged}`);
    }
  }
}
