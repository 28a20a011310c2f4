import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { fileOf, implementationOf, serverNames } from './implementations.ts';

describe('servers with one URL', () => {
  const named = serverNames.filter((name) => implementationOf(name)?.oneURL !== undefined);

  it('include one that is a program', () => {
    expect(named).to.include('javascript/azurite');
  });

  for (const name of named) {
    it(`${name} has the policy that it is judged by`, () => {
      const policy = implementationOf(name)?.oneURL?.policy ?? '';
      expect(JSON.parse(readFileSync(fileOf(name, policy), 'utf8'))).to.have.property('id');
    });
  }
});
