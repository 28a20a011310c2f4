import { expect } from 'chai';
import { policies } from '../../../../conformance/servers/index.ts';
import { setUps as express } from './express/set-ups.ts';
import { setUps as koa } from './koa/set-ups.ts';
import { sayable } from './set-ups.ts';

describe('set-ups', () => {
  for (const [server, setUps] of Object.entries({ express: express(), koa: koa() })) {
    it(`of ${server}: lists can say every policy, and each can say some`, () => {
      const count = (name: string) => policies.filter((policy) => setUps[name]?.(policy)).length;
      expect(count('lists')).to.equal(policies.length);
      const idle = Object.keys(setUps).filter((name) => count(name) === 0);
      expect(idle).to.deep.equal([]);
    });
  }

  it('refuse a policy that they cannot say', () => {
    const setUp = sayable({ never: () => null }, 'never');
    const [policy] = policies;
    expect(() => policy && setUp(policy)).to.throw(
      RangeError,
      'never cannot say the policy closed',
    );
  });
});
