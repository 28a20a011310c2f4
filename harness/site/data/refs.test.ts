import { expect } from 'chai';
import { checkedStep, exchangeRef, refsByStep, requirementRef, serverRef } from './refs.ts';

describe('references of the site', () => {
  it('lead to what exists', () => {
    expect(exchangeRef('get-not-shared')).to.equal('exchanges/simple/get-not-shared');
    expect(requirementRef('vary-origin')).to.equal('requirements/vary-origin');
    expect(serverRef('any-origin/max-age#2')).to.equal('servers/max-age');
    expect(serverRef('*/request-headers-*-tolerated')).to.equal(null);
  });

  it('lead to nothing else', () => {
    expect(() => exchangeRef('nothing')).to.throw('unknown exchange case "nothing"');
    expect(() => requirementRef('nothing')).to.throw('unknown requirement "nothing"');
    expect(() => checkedStep('cors-check/99')).to.throw('unknown step "cors-check/99"');
  });

  it('have all kinds of cases of a step', () => {
    const kinds = new Set(refsByStep.get('cors-check/4')?.map((ref) => ref.split('/')[0]));
    expect([...kinds].sort()).to.deep.equal(['exchanges', 'servers', 'vectors']);
  });
});
