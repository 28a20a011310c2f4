/** The suite finds nothing in the model server, and every requirement has a case that it passes. */
import { expect } from 'chai';
import { policies, requirements } from '../../conformance/servers/index.ts';
import { faults } from './faults/faults.ts';
import { describeResults, judgeServer } from './judge-server.ts';
import { respondFor } from './model.ts';

/** What a correct testee with a declared policy cannot pass: advice about policies and targets. */
const adviceOnly = [
  'error-response-hidden',
  'hosting-domain-untrusted',
  'insecure-origin-untrusted',
  'unintended-origin-refused',
];

describe('the model server', function () {
  this.timeout(60_000);

  it('has no finding at any level, under any standard policy', async () => {
    const passing = new Set<string>();
    for (const policy of policies) {
      const place = {
        kind: 'testee' as const,
        policy,
        origin: 'http://target.example',
        path: `/${policy.id}`,
      };
      const results = await judgeServer(respondFor(policy), [place]);
      const found = results.filter(({ verdict }) => verdict !== 'pass' && verdict !== 'skip');
      expect(found, describeResults(found)).to.have.length(0);
      for (const { verdict, requirement } of results) {
        if (verdict === 'pass') passing.add(requirement);
      }
    }
    // A passing result never names what a deciding step would show instead.
    const byStepOnly = ['odd-origin-shared'];
    const untried = requirements
      .map(({ id }) => id)
      .filter((id) => !passing.has(id) && !adviceOnly.includes(id) && !byStepOnly.includes(id));
    expect(untried).to.deep.equal([]);
  });

  it('has a fault for every requirement that it can break', () => {
    const named = new Set(faults.flatMap(({ fits }) => fits));
    const unnamed = requirements
      .map(({ id }) => id)
      .filter((id) => !named.has(id) && !adviceOnly.includes(id));
    expect(unnamed).to.deep.equal([]);
  });
});
