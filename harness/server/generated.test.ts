import { expect } from 'chai';
import { faults } from '../self-test/faults.ts';
import { model, type Parts, testeeWith } from '../self-test/model.ts';
import { testee } from '../testee/testee.ts';
import { generatedResults } from './generated.ts';
import type { Result } from './result.ts';
import { findTarget } from './target.ts';

async function run(parts: Parts, policy: string): Promise<Result[]> {
  const server = await testee(testeeWith('generated', parts, [policy]));
  const target = await findTarget({ url: new URL(server.url), timeout: 5000, concurrency: 4 });
  const results: Result[] = [];
  for await (const result of generatedResults(target, { runs: 150, seed: 1 })) results.push(result);
  await target.network.close();
  await server.close();
  return results;
}

describe('generated fetches', function () {
  this.timeout(20_000);

  for (const policy of ['allow-list-of-8', 'credentialed-wildcards', 'any-origin-wildcards']) {
    it(`end as the policy ${policy} means, against the model`, async () => {
      const [result] = await run(model, policy);
      expect(result).to.include({ id: `${policy}/generated`, verdict: 'pass' });
    });
  }

  it('find a fault, shrink it against the target, and print it as a case', async () => {
    const fault = faults.find(({ name }) => name === 'echoes-the-method')?.parts as Parts;
    const [result] = await run(fault, 'allow-list-of-8');
    expect(result).to.include({ verdict: 'fail', requirement: 'unlisted-method-refused' });
    const given = JSON.parse(/as a case: (.*)$/.exec(result?.message ?? '')?.[1] ?? '').given;
    expect(given).to.include({ origin: 'https://app.example', credentials: 'omit', cookie: false });
    expect(given.headers).to.deep.equal([]);
  });
});
