import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { entriesOf, type KnownDeviations } from '../../deviations/known-deviations.ts';
import { instrument } from './instrument.ts';
import { middlewareNames, middlewareOf } from './middlewares.ts';
import { classOf } from './score.ts';

const source = `module.exports = function allows(a) {
  return a === 'x';
};
exports.unused = (a) => !a;
`;

const own = async () =>
  instrument({ ...middlewareOf('cors'), path: '/x.js', file: 'x.js', source });

const allows = (loaded: unknown) => loaded as (a: string) => boolean;

describe('an instrumented file', () => {
  it('has mutants with a name, a line and a number', async () => {
    const { mutants } = await own();
    expect(mutants.map(({ id, line }) => [id, line])).to.deep.include.members([
      ["x.js allows: a === 'x' → false", 2],
      ['x.js allows: \'x\' → ""', 2],
    ]);
    expect(new Set(mutants.map(({ number }) => number)).size).to.equal(mutants.length);
  });

  it('is itself, or one of them', async () => {
    const { mutants, load } = await own();
    expect(allows(load(null))('x')).to.equal(true);
    const never = mutants.find(({ id }) => id.endsWith('→ false'));
    expect(allows(load(never ?? null))('x')).to.equal(false);
    expect(allows(load(null))('x')).to.equal(true);
  });

  it('says which of them have run since it was loaded', async () => {
    const { mutants, load, reached } = await own();
    const ids = () =>
      mutants.filter(({ number }) => reached().includes(number)).map(({ id }) => id);
    const loaded = load(null);
    expect(ids().filter((id) => id.includes(' → false'))).to.deep.equal([]);
    allows(loaded)('y');
    expect(ids()).to.include("x.js allows: a === 'x' → false");
    expect(ids().filter((id) => id.endsWith(': !a → a'))).to.deep.equal([]);
  });
});

describe('the known mutants of middleware', () => {
  for (const name of middlewareNames) {
    it(`${name}: each exists, once, in a class, with a reason`, async () => {
      const middleware = middlewareOf(name);
      const known: KnownDeviations = JSON.parse(readFileSync(middleware.knownFile, 'utf8'));
      const { mutants } = await instrument(middleware);
      const listed = known.deviations.flatMap(entriesOf).map(([id]) => id);
      expect(mutants.map(({ id }) => id)).to.include.members(listed);
      expect([...new Set(listed)]).to.deep.equal(listed);
      for (const id of listed) expect(classOf(known, id), id).to.be.a('string');
      expect(known.versions).to.deep.equal([middleware.version]);
    });
  }
});
