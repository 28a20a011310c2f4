import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { DeviationList } from '../../deviations/known-deviations.ts';
import { readKnownDeviations } from '../../server/known-deviations-file.ts';
import { exitCodeOf, prepareRun, results } from '../../server/run.ts';
import { findTarget } from '../../server/target.ts';
import { answer } from '../../testee/application.ts';
import { type RealServer, serverNames, startServer } from './start-server.ts';

/** Paths of the testee contract that the application answers, whatever the framework. */
const contract = [
  '/',
  '/status/201',
  '/status/403',
  '/redirect?to=/any-origin/',
  '/etag',
  '/vary',
  '/headers',
  '/cookie',
];

describe('real servers as testees', () => {
  for (const name of serverNames) {
    it(`${name} answers what it should, behind its CORS`, async function () {
      const server = await started(this, name);
      try {
        if (server.policyFile !== undefined) return await expectStatus(server.url, '/', 200);
        for (const path of contract) await expectAnswer(server.url, `/any-origin${path}`);
        await expectAnswer(server.url, '/any-origin/etag', '"1"');
        await expectStatus(server.url, '/any-origin/status/404', 404);
        await expectStatus(server.url, '/any-origin/status/500', 500);
      } finally {
        await server.close();
      }
    });
  }

  it('express + cors fails what it is known to fail, and nothing else', async function () {
    this.timeout(60_000);
    const server = await started(this, 'javascript/express');
    try {
      const known = await readKnownDeviations(server.knownDeviationsFile);
      const { surprises, verdicts } = await judge(server.url, known);
      expect(surprises).to.deep.equal([]);
      expect(verdicts.get('known')).to.be.greaterThan(0);
    } finally {
      await server.close();
    }
  });

  it('a server in Python that follows the README has no finding at all', async function () {
    this.timeout(60_000);
    const python = await startPython();
    if (python === null) return skip(this, 'python3 is not installed');
    try {
      const { surprises, verdicts } = await judge(python.url);
      expect(surprises).to.deep.equal([]);
      expect(verdicts.get('pass')).to.be.greaterThan(500);
    } finally {
      python.process.kill();
    }
  });
});

/** Skips the test if the packages of the workspace are not installed. */
async function started(context: Mocha.Context, name: string): Promise<RealServer> {
  try {
    return await startServer(name);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code !== 'ERR_MODULE_NOT_FOUND') throw error;
    return skip(context, `npm ci has not installed its workspace: ${message}`);
  }
}

function skip(context: Mocha.Context, reason: string): never {
  if (context.test !== undefined) context.test.title += ` (${reason})`;
  return context.skip();
}

/** The application's answer gets through the framework as it is, CORS aside. */
async function expectAnswer(url: string, path: string, ifNoneMatch?: string): Promise<void> {
  const expected = answer(path, ifNoneMatch);
  const response = await fetch(url + path, {
    redirect: 'manual',
    headers: ifNoneMatch === undefined ? {} : { 'If-None-Match': ifNoneMatch },
  });
  expect(response.status, path).to.equal(expected.status);
  expect(await response.text(), path).to.equal(expected.body);
  for (const [name, value] of expected.headers) {
    expect(response.headers.get(name) ?? '', `${name} of ${path}`).to.include(value);
  }
}

async function expectStatus(url: string, path: string, status: number): Promise<void> {
  const response = await fetch(url + path);
  await response.arrayBuffer();
  expect(response.status, path).to.equal(status);
}

/** Runs the suite over a testee; surprises are all results that nobody has accounted for. */
async function judge(url: string, knownDeviations = new DeviationList()) {
  const target = await findTarget({ url: new URL(url), concurrency: 16, timeout: 10_000 });
  const run = prepareRun(target, { concurrency: 16, level: 'info', knownDeviations });
  const verdicts = new Map<string, number>();
  const surprises: string[] = [...run.unknownEntries];
  const all = [];
  try {
    for await (const result of results(run)) {
      all.push(result);
      verdicts.set(result.verdict, (verdicts.get(result.verdict) ?? 0) + 1);
      if (['pass', 'skip', 'known'].includes(result.verdict)) continue;
      surprises.push(`${result.verdict} ${result.id}: ${result.message}`);
    }
  } finally {
    await target.network.close();
  }
  expect(exitCodeOf(run, all) === 0).to.equal(surprises.length === 0);
  return { surprises, verdicts };
}

/** @returns null if there is no Python */
async function startPython(): Promise<{ process: ChildProcess; url: string } | null> {
  const file = fileURLToPath(new URL('python/stdlib/testee.py', import.meta.url));
  const child = spawn('python3', [file], { stdio: ['ignore', 'pipe', 'inherit'] });
  const failed = once(child, 'error').then(() => null);
  const printed = once(child.stdout, 'data').then(([line]) => String(line).trim());
  const ended = once(child, 'exit').then(([code]) => Promise.reject(new Error(`exit ${code}`)));
  const url = await Promise.race([printed, failed, ended]);
  return url === null ? null : { process: child, url };
}
