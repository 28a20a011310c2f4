import { expect } from 'chai';
import { exchanges } from '../../../conformance/exchanges.ts';
import { attributed, type Run } from './attributed.ts';

const [first, second, third] = exchanges as [Run['case'], Run['case'], Run['case']];
const origins = {
  A: 'http://localhost:1',
  B: 'http://localhost:2',
  C: 'http://127.0.0.1:3',
  D: 'http://localhost:4',
};

describe('a message of a console', () => {
  /** Three cases; the token of the first begins like that of the second. The third was skipped. */
  function texts(...entries: Run['entries'][]): (readonly string[])[] {
    const placements = ['xay7z', 'xay7zz'].map((token) => ({ origins, token }));
    const runs = [first, second, third].map((each, index) => ({
      case: each,
      verdict: 'pass' as const,
      placement: placements[index] ?? null,
      thrown: [],
      entries: entries[index] ?? [],
    }));
    return attributed(runs).map((recorded) => recorded.texts);
  }
  const printed = (text: string, url = '') => [{ text, url }];

  it('belongs to the case that runs', () => {
    expect(texts(printed('a'), printed('b'), printed('c'))).to.deep.equal([['a'], ['b'], ['c']]);
  });

  it('belongs to the case of its URL, even if it comes late', () => {
    expect(texts([], printed('at http://localhost:2/xay7zb/'))).to.deep.equal([
      ['at {B}/'],
      [],
      [],
    ]);
    expect(texts([], [], printed('late', 'http://localhost:2/xay7zzb/'))).to.deep.equal([
      [],
      ['late'],
      [],
    ]);
  });

  it('does not belong to a case with a similar URL', () => {
    expect(texts([], printed('at http://localhost:2/xay7zzb/'))).to.deep.equal([
      [],
      ['at {B}/'],
      [],
    ]);
  });

  it('stands beside what the page got', () => {
    const [run] = attributed([
      {
        case: first,
        verdict: 'pass',
        placement: null,
        thrown: ['TypeError: x'],
        entries: printed('a'),
      },
    ]);
    expect(run?.texts).to.deep.equal(['a', 'TypeError: x']);
  });
});
