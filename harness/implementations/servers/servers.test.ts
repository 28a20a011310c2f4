import { expect } from 'chai';
import { exitCodeOf, prepareRun } from '../../server/prepared-run.ts';
import { results } from '../../server/run.ts';
import { findTarget } from '../../server/target.ts';
import { implementationOf } from './implementations.ts';
import { lackOf } from './installed.ts';
import { type RealServer, startServer } from './start-server.ts';

describe('real servers as testees', () => {
  it('a server in Python that follows the README has no finding at all', async function () {
    this.timeout(60_000);
    const server = await started(this, 'python/stdlib');
    try {
      const { surprises, verdicts } = await judge(server.url);
      expect(surprises).to.deep.equal([]);
      expect(verdicts.get('pass')).to.be.greaterThan(500);
    } finally {
      await server.close();
    }
  });
});

/** Skips the test if what the server needs is not installed. */
async function started(context: Mocha.Context, name: string): Promise<RealServer> {
  const lack = lackOf(implementationOf(name));
  if (lack !== null) return skip(context, lack);
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

/** Runs the suite over a testee; surprises are all results but passes and skips. */
async function judge(url: string) {
  const target = await findTarget({ url: new URL(url), concurrency: 16, timeout: 10_000 });
  const run = prepareRun(target, { concurrency: 16, level: 'info' });
  const verdicts = new Map<string, number>();
  const surprises: string[] = [];
  const all = [];
  try {
    for await (const result of results(run)) {
      all.push(result);
      verdicts.set(result.verdict, (verdicts.get(result.verdict) ?? 0) + 1);
      if (['pass', 'skip'].includes(result.verdict)) continue;
      surprises.push(`${result.verdict} ${result.id}: ${result.message}`);
    }
  } finally {
    await target.network.close();
  }
  expect(exitCodeOf(run, all) === 0).to.equal(surprises.length === 0);
  return { surprises, verdicts };
}
