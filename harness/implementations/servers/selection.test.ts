import { expect } from 'chai';
import { InputError } from '../../output/input-error.ts';
import { serverNames } from './implementations.ts';
import { selectedNames } from './selection.ts';

describe('which servers are run', () => {
  it('is up to the user', () => {
    expect(selectedNames(['go/rs-cors', 'javascript/koa'], {})).to.deep.equal([
      'go/rs-cors',
      'javascript/koa',
    ]);
    expect(selectedNames([], { all: true })).to.equal(serverNames);
    const inPerl = selectedNames([], { language: 'perl' });
    expect(inPerl).to.include('perl/plack-crossorigin');
    expect(inPerl.every((name) => name.startsWith('perl/'))).to.equal(true);
  });

  it('is by default those that need nothing else', () => {
    expect(selectedNames([], {})).to.include('javascript/express').and.not.include('go/rs-cors');
  });

  for (const [names, selection, message] of [
    [['go/rs'], {}, /^unknown server go\/rs: choose from .*go\/rs-cors/],
    [[], { language: 'cobol' }, /^unknown language cobol: choose from go, /],
    [['go/rs-cors'], { all: true }, /pass only one of them$/],
    [[], { all: true, language: 'go' }, /pass only one of them$/],
  ] as const) {
    it(`${JSON.stringify([names, selection])} is refused`, () => {
      expect(() => selectedNames(names, selection)).to.throw(InputError, message);
    });
  }
});
