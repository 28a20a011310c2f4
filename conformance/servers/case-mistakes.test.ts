import { expect } from 'chai';
import { caseMistakes } from './case-mistakes.ts';
import { type ServerCase, serverCases } from './cases.ts';

const caseOf = (id: string) => serverCases.find((one) => one.id === id) as ServerCase;
const fetchCase = caseOf('simple-get-listed');
const rawCase = caseOf('origin-user-not-echoed');

describe('the mistakes of server cases', () => {
  const raw = (value: string) => ({ request: { method: 'GET', headers: [['Origin', value]] } });

  const mistakes: [what: string, serverCase: object, line: string][] = [
    [
      'an unknown member',
      { ...fetchCase, needz: 'testee' },
      'simple-get-listed: unknown member "needz" (known: id,',
    ],
    [
      'an unknown judgement',
      { ...fetchCase, judge: 'outcom' },
      'simple-get-listed: judge: must be one of "outcome",',
    ],
    [
      'an unknown requirement',
      { ...fetchCase, requirement: 'listed' },
      'simple-get-listed: requirement: unknown requirement "listed"',
    ],
    [
      'an unknown requirement among two',
      { ...fetchCase, requirement: { allowed: 'listed-origin-shared', refused: 'x' } },
      'simple-get-listed: requirement: unknown requirement "x"',
    ],
    [
      'an unknown step',
      { ...fetchCase, steps: ['cors-check/2', 'cors-check/99'] },
      'simple-get-listed: steps: unknown step "cors-check/99"',
    ],
    [
      'an unknown role',
      { ...fetchCase, given: { origin: 'lsited' } },
      'simple-get-listed: given.origin: unknown role "lsited"',
    ],
    [
      'an unknown role among several',
      { ...fetchCase, given: { origin: ['listed', 'every-unlisted'] } },
      'simple-get-listed: given.origin: unknown role "every-unlisted"',
    ],
    [
      'a role that no browser sends',
      { ...fetchCase, given: { origin: 'listed+user' } },
      'simple-get-listed: given.origin: no browser sends what the role "listed+user" stands for',
    ],
    [
      'a path of testees',
      { ...fetchCase, given: { origin: 'listed', path: '/headers' } },
      'simple-get-listed: given: only testees have the path "/headers": add "needs": "testee"',
    ],
    [
      'a placeholder',
      { ...fetchCase, given: { origin: 'listed', method: '{lsited}' } },
      'simple-get-listed: given.method: "{lsited}" does not match',
    ],
    [
      'an unknown role of a raw case',
      { ...rawCase, given: raw('{lsited}') },
      'origin-user-not-echoed: given.request.headers: unknown role "lsited"',
    ],
    [
      'a raw case with a must',
      { ...rawCase, requirement: 'unlisted-origin-refused' },
      'origin-user-not-echoed: requirement: "unlisted-origin-refused" is a must',
    ],
    [
      'a fetch as a raw case',
      { ...fetchCase, kind: 'raw' },
      'simple-get-listed: given: unknown members "origin", "credentials" (known: request, controls); missing member "request"',
    ],
  ];
  for (const [what, serverCase, start] of mistakes) {
    it(`name ${what}`, () => {
      const lines = caseMistakes([serverCase]);
      expect(lines.map((line) => line.slice(0, start.length))).to.deep.equal([start]);
    });
  }

  it('name an id that is used twice', () => {
    expect(caseMistakes([fetchCase, rawCase, fetchCase])).to.deep.equal([
      'simple-get-listed: id: an earlier case has the same id',
    ]);
  });

  it('name everything that is wrong', () => {
    expect(caseMistakes([{ ...fetchCase, steps: ['x'], requirement: 'y' }])).to.have.length(2);
  });
});
