import { expect } from 'chai';
import { engines } from '../../../explain/engines/engine-differences.ts';
import { clientOf } from './client-of.ts';

describe('the page of an engine', () => {
  for (const [name, { title, known }] of Object.entries(engines)) {
    it(`is that of ${name}`, () => {
      expect(clientOf(title(known.versions[0] ?? ''))).to.equal(name);
    });
  }
});
