/** No generated correct server is accused: whatever it chooses, the suite has no must and no should. */
import { expect } from 'chai';
import fc from 'fast-check';
import { runs } from '../../conformance/properties/runs.ts';
import { plainest } from './freedoms.ts';
import { correctServer, type GeneratedServer, placeOf } from './generated-servers.ts';
import { accusationsIn, describeResults, judgeServer } from './judge-server.ts';
import { respondOf } from './serve.ts';

describe('generated correct servers', function () {
  this.timeout(0);

  it('are never accused', async () => {
    const property = fc.asyncProperty(correctServer, async (server) => {
      const found = accusationsIn(await judgeServer(respondOf(server), [placeOf(server)]));
      expect(found, describeResults(found)).to.have.length(0);
    });
    await fc.assert(property, runs(Number(process.env.CORRECT_SERVERS ?? 30), describeServer));
  });
});

/** The policy, and only the freedoms that the plainest server does not choose. */
function describeServer({ policy, choices, kind, isSecure }: GeneratedServer): string {
  const chosen = Object.entries(choices).filter(
    ([name, choice]) => choice !== plainest[name as keyof typeof plainest],
  );
  return JSON.stringify({ policy, kind, isSecure, choices: Object.fromEntries(chosen) }, null, 2);
}
