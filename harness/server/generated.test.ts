import { expect } from 'chai';
import { policies } from '../../conformance/servers/index.ts';
import type { Fault } from '../self-test/faults/fault.ts';
import { faultOf } from '../self-test/faults/faults.ts';
import { testeeWith } from '../self-test/model.ts';
import { testee } from '../testee/testee.ts';
import { generatedResults } from './generated.ts';
import { prepareRun } from './prepared-run.ts';
import type { Result } from './result.ts';
import { findTarget } from './target.ts';

async function run(
  fault: Fault | null,
  policy: string,
  runs = 150,
  interrupt = new AbortController().signal,
): Promise<Result[]> {
  const server = await testee(testeeWith('generated', fault, [policy]));
  const target = await findTarget({ url: new URL(server.url), timeout: 5000, concurrency: 4 });
  const results: Result[] = [];
  const run = prepareRun(target, { concurrency: 4, level: 'info' });
  for await (const result of generatedResults(run, { runs, seed: 1 }, interrupt)) {
    results.push(result);
  }
  await target.network.close();
  await server.close();
  return results;
}

describe('generated fetches', function () {
  this.timeout(20_000);

  for (const policy of ['allow-list-of-8', 'credentialed-wildcards', 'open-wildcards']) {
    it(`end as the policy ${policy} means, against the model`, async () => {
      const [result] = await run(null, policy);
      expect(result).to.include({ id: `${policy}/generated`, verdict: 'pass' });
    });
  }

  it('find a fault, shrink it against the target, and print it as a case', async () => {
    const [result] = await run(faultOf('echoes-the-method'), 'allow-list-of-8');
    expect(result).to.include({ verdict: 'fail', requirement: 'unlisted-method-refused' });
    const given = JSON.parse(/as a case: (.*)$/.exec(result?.message ?? '')?.[1] ?? '').given;
    expect(given).to.include({ credentials: 'omit', cookie: false });
    expect(policies.find(({ id }) => id === 'allow-list-of-8')?.allowOrigins).to.include(
      given.origin,
    );
    expect(given.headers).to.deep.equal([]);
  });

  it('end when they are interrupted', async () => {
    const results = await run(null, 'one-origin', 1_000_000, AbortSignal.timeout(100));
    expect(results).to.deep.equal([]);
  });
});
