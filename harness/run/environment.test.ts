import { expect } from 'chai';
import { withoutSecrets } from './environment.ts';

describe('withoutSecrets()', () => {
  const secrets = ['Bearer s3cret', 's3cret', '1'];
  for (const [title, value, expected] of [
    ['texts', 'echo: Bearer s3cret, s3cret', 'echo: …, …'],
    ['lists and members', { a: [['s3cret', 1, null]] }, { a: [['…', 1, null]] }],
    ['nothing that is too short to be secret', 'HTTP/1.1', 'HTTP/1.1'],
  ] as const) {
    it(`replaces ${title}`, () => expect(withoutSecrets(value, secrets)).to.deep.equal(expected));
  }
});
