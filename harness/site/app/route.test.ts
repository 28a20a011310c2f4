import { expect } from 'chai';
import { hrefOf, routeOf } from './route.ts';

describe('an address', () => {
  const addresses: [hash: string, path: string[], params: string][] = [
    ['', [''], ''],
    ['#/', [''], ''],
    ['#/servers', ['servers'], ''],
    ['#/servers/go/echo?sort=name', ['servers', 'go', 'echo'], 'sort=name'],
    ['#/?url=a?b', [''], 'url=a%3Fb'],
    ['#/a%2Fb/%zz', ['a/b', '%zz'], ''],
  ];
  for (const [hash, path, params] of addresses) {
    it(`is ${JSON.stringify(hash)}`, () => {
      const route = routeOf(hash);
      expect(route.path).to.deep.equal(path);
      expect(route.params.toString()).to.equal(params);
    });
  }

  it('is written without what is empty', () => {
    expect(hrefOf('corpus', { kind: 'vectors', q: '' })).to.equal('#/corpus?kind=vectors');
    expect(hrefOf('')).to.equal('#/');
  });
});
