/** Generated faulty servers are named by a requirement that fits, wherever a browser or a cache can
 *  tell them from the correct server that they were made of. */
import { expect } from 'chai';
import fc from 'fast-check';
import { correctParts } from './correct-server.ts';
import type { Fault } from './faults/fault.ts';
import { faults } from './faults/faults.ts';
import { type GeneratedServer, generatedServer, placeOf } from './generated-servers.ts';
import { describeResults, judgeServer } from './judge-server.ts';
import { applicationWith, networkOf, serve } from './serve.ts';
import { canTell, differInRawRequests } from './visible.ts';

/** Faulty servers for each fault. */
const perFault = Number(process.env.FAULTY_SERVERS ?? 1);
const seed = Number(process.env.FC_SEED ?? 586);

describe('generated faulty servers', function () {
  this.timeout(0);
  let visible = 0;
  let named = 0;

  for (const fault of faults) {
    it(`${fault.name} is named by ${fault.fits[0]}`, async () => {
      const servers = fc.sample(declaredServer, { numRuns: perFault * 8, seed });
      let judged = 0;
      for (const server of servers) {
        if (judged === perFault) break;
        const { applies = () => true } = fault;
        if (!applies(server.policy, server.choices)) continue;
        if (!(await isVisible(server, fault))) continue;
        judged += 1;
        visible += 1;
        const results = await judge(server, fault);
        const failed = results.filter(({ verdict }) => verdict === 'fail');
        const isNamed = failed.some(({ requirement }) => fault.fits.includes(requirement));
        if (isNamed) named += 1;
        expect(isNamed, `${JSON.stringify(server)}\nfound:\n${describeResults(failed)}`).to.equal(
          true,
        );
      }
    });
  }

  after(() => {
    console.log(`      ${named} of ${visible} visible faults named (seed ${seed})`);
  });
});

/** Without a policy nothing is claimed about who may read. */
const declaredServer = generatedServer.filter(({ kind }) => kind !== 'undeclared');

function respondOf(server: GeneratedServer, fault: Fault | null) {
  const { policy, choices, kind } = server;
  const parts = correctParts(policy, choices);
  const changed = fault === null ? parts : fault.change(parts, policy);
  return serve(changed, applicationWith(choices, kind === 'testee'), choices);
}

function judge(server: GeneratedServer, fault: Fault) {
  return judgeServer(respondOf(server, fault), [placeOf(server)]);
}

/** Whether the fault shows at all: to a browser or a cache, or to a request that no browser sends. */
function isVisible(server: GeneratedServer, fault: Fault): Promise<boolean> {
  const place = placeOf(server);
  const networks = [
    networkOf(respondOf(server, null)),
    networkOf(respondOf(server, fault)),
  ] as const;
  return fault.isRaw
    ? differInRawRequests(...networks, place)
    : canTell(...networks, place, server.policy);
}
