import { expect } from 'chai';
import type { PlannedFetch } from '../../../conformance/servers/index.ts';
import { UserAgent } from '../../../reference/index.ts';
import { judgeGrantsUseful, judgeListMembers } from './header-values.ts';

describe('grants that no page can use', () => {
  for (const methods of ['PUT, TRACE, CONNECT', 'CONNECT,PUT, TRACE,CONNECT']) {
    it(`are the same difference in every order: ${methods}`, async () => {
      const { differences } = judgeGrantsUseful([await preflightGranting(methods)]);
      const found = ['CONNECT', 'TRACE'];
      const difference = { on: 'preflight', name: 'grants', found, expected: [] };
      expect(differences).to.deep.equal([difference]);
    });
  }
});

describe('empty members of lists', () => {
  for (const [methods, verdict] of [
    ['PUT', 'pass'],
    [', PUT', 'fail'],
    [null, 'skip'],
  ] as const) {
    it(`${verdict}: ${methods ?? 'no list'}`, async () => {
      const judgement = judgeListMembers([await preflightGranting(methods)]);
      expect(judgement.verdict).to.equal(verdict);
    });
  }
});

async function preflightGranting(methods: string | null) {
  const headers: [string, string][] = [['Access-Control-Allow-Origin', '*']];
  if (methods !== null) headers.push(['Access-Control-Allow-Methods', methods]);
  const browser = new UserAgent({ network: async () => ({ status: 200, headers, body: null }) });
  const outcome = await browser.fetch('https://target.example/', {
    origin: 'https://app.example',
    method: 'PUT',
  });
  return { fetch: {} as PlannedFetch, outcome };
}
