import { expect } from 'chai';
import { duplicates } from './duplicates.ts';
import { exchanges } from './exchanges.ts';

describe('duplicates', () => {
  for (const [what, given, found] of [
    ['the same members in another order', { value: 'x', name: 'a' }, [['first', 'second']]],
    ['another value', { name: 'a', value: 'y' }, []],
    ['one member more', { name: 'a', value: 'x', list: [] }, []],
    ['a number instead of a string', { name: 'a', value: 1 }, []],
  ] as const) {
    it(`${what}: ${found.length}`, () => {
      const cases = [
        { id: 'first', given: { name: 'a', value: 'x' } },
        { id: 'second', given },
      ];
      expect(duplicates(cases)).to.deep.equal(found);
    });
  }

  it('sees a copy of an exchange case', () => {
    const [copied] = exchanges as [(typeof exchanges)[number]];
    const copy = { ...copied, id: 'copy', why: 'A copy.' };
    expect(duplicates([...exchanges, copy])).to.deep.equal([[copied.id, 'copy']]);
  });
});
