import { expect } from 'chai';
import { type SetUp, testee } from './testee.ts';

describe('a testee', () => {
  it('has policies of its own beside the standard ones, and leaves out what it skips', async () => {
    const own = { id: 'partners', allowOrigins: ['https://partner.example'] };
    const seen: string[] = [];
    const setUp: SetUp = ({ id, allowOrigins = [] }, application) => {
      if (id === 'partners') seen.push(...allowOrigins);
      return application;
    };
    const skipped = { closed: 'a reason' };
    const server = await testee({
      name: 'x',
      version: '1',
      policies: setUp,
      skipped,
      ownPolicies: [own],
    });
    try {
      const manifest = await (await fetch(`${server.url}/.well-known/cors-conformance`)).json();
      expect(manifest.policies).to.include({ 'any-origin': '/any-origin' });
      expect(manifest.policies).not.to.have.property('closed');
      expect(manifest.policies.partners).to.deep.equal({ path: '/partners', policy: own });
      expect(seen).to.deep.equal(own.allowOrigins);
      expect((await fetch(`${server.url}/partners/`)).headers.get('X-Reached')).to.equal('app');
    } finally {
      await server.close();
    }
  });
});
