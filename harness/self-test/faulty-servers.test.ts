/** Generated faulty servers are named by a requirement that fits, wherever a browser, a cache or a raw
 *  request can tell them from the correct server that they were made of. */
import { expect } from 'chai';
import fc from 'fast-check';
import type { Fault } from './faults/fault.ts';
import { faults } from './faults/faults.ts';
import { type GeneratedServer, generatedServer, placeOf } from './generated-servers.ts';
import { describeResults, judgeServer } from './judge-server.ts';
import { networkOf, respondOf } from './serve.ts';
import { canTell, differInRawRequests } from './visible.ts';

const { FAULTY_SERVERS, FC_SEED } = process.env;

/** How many servers are judged for each fault; if nobody says, one for some of the faults. */
const perFault = Number(FAULTY_SERVERS ?? 1);
const chosen =
  FAULTY_SERVERS === undefined ? faults.filter((_, index) => index % 48 === 0) : faults;
const seed = Number(FC_SEED ?? 586);

/** Without a policy nothing is claimed about who may read. */
const declaredServer = generatedServer.filter(({ kind }) => kind !== 'undeclared');

describe('generated faulty servers', function () {
  this.timeout(0);
  let visible = 0;
  let named = 0;

  for (const fault of chosen) {
    it(`${fault.name} is named by ${fault.fits[0]}`, async () => {
      for (const server of await serversThatShow(fault)) {
        visible += 1;
        const results = await judgeServer(respondOf(server, fault), [placeOf(server)]);
        const failed = results.filter(({ verdict }) => verdict === 'fail');
        const isNamed = failed.some(({ requirement }) => fault.fits.includes(requirement));
        if (isNamed) named += 1;
        const found = `${JSON.stringify(server)}\nfound:\n${describeResults(failed)}`;
        expect(isNamed, found).to.equal(true);
      }
    });
  }

  after('prints the rate', () => {
    console.log(`      ${named} of ${visible} visible faults are named (seed ${seed})`);
  });
});

/** Some of the servers in which a fault can be told. */
async function serversThatShow(fault: Fault): Promise<GeneratedServer[]> {
  const { applies = () => true } = fault;
  const shown: GeneratedServer[] = [];
  for (const server of fc.sample(declaredServer, { numRuns: perFault * 8, seed })) {
    if (shown.length === perFault) break;
    if (!applies(server.policy, server.choices)) continue;
    if (await isVisible(server, fault)) shown.push(server);
  }
  return shown;
}

/** Whether the fault shows: to a browser or a cache, or to a request that no browser sends. */
function isVisible(server: GeneratedServer, fault: Fault): Promise<boolean> {
  const place = placeOf(server);
  const correct = networkOf(respondOf(server));
  const faulty = networkOf(respondOf(server, fault));
  return fault.isRaw
    ? differInRawRequests(correct, faulty, place)
    : canTell(correct, faulty, place, server.policy);
}
