import { expect } from 'chai';
import { parseOrigin } from '../../reference/index.ts';
import { originRoles, originsOfRole } from './origin-roles.ts';

const policy = { id: 'test', allowOrigins: ['https://app.example', 'https://partner.example'] };
const own = 'https://target.example';

describe('roles for origins', () => {
  for (const { role, example, raw } of originRoles) {
    it(`${role} is what its documentation shows`, () => {
      const [origin] = originsOfRole(role, policy, own);
      if (example !== null) expect(origin).to.equal(example);
      if (origin !== undefined && !raw) expect(parseOrigin(origin)).not.to.equal(null);
    });
  }

  it('makes one of each listed origin', () => {
    expect(originsOfRole('every-listed', policy, own)).to.deep.equal(policy.allowOrigins);
    expect(originsOfRole('every-listed+suffix', policy, own)).to.deep.equal([
      'https://app.example.attacker.test',
      'https://partner.example.attacker.test',
    ]);
  });

  it('makes an origin of a pattern', () => {
    const patterns = { id: 'test', allowOrigins: ['https://*.example.org:*'] };
    expect(originsOfRole('listed', patterns, own)).to.deep.equal([
      'https://listed.example.org:3000',
    ]);
    expect(originsOfRole('listed+longer-port', patterns, own)).to.deep.equal([
      'https://listed.example.org:30000',
    ]);
    expect(originsOfRole('listed+no-port', patterns, own)).to.deep.equal([
      'https://listed.example.org',
    ]);
  });

  it('makes none where there is nothing to make it of', () => {
    expect(originsOfRole('listed', { id: 'closed' }, own)).to.deep.equal([]);
    expect(
      originsOfRole('listed+suffix', { id: 'null', allowOrigins: ['null'] }, own),
    ).to.deep.equal([]);
  });

  it('refuses a role that nobody has documented', () => {
    expect(() => originsOfRole('listed+unknown', policy, own)).to.throw(RangeError);
  });
});
