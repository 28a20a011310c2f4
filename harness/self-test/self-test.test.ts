/** The suite tests itself: nothing in the model, and every fault by the requirement it breaks. */
import { expect } from 'chai';
import { levels, requirementOf, requirements } from '../../conformance/servers/index.ts';
import type { Result } from '../server/result.ts';
import { prepareRun, results } from '../server/run.ts';
import { findTarget } from '../server/target.ts';
import { testee } from '../testee/testee.ts';
import { faults } from './faults.ts';
import { model, type Parts, testeeWith } from './model.ts';
import { refusingServer, staticServer } from './other-styles.ts';

/**
 * The policies under which most defects show; a fault names those that its own needs beside them.
 * `SELF_TEST=all` takes all there are, and several times as long.
 */
const telling = ['any-origin-lists', 'credentialed-allow-list', 'credentialed-wildcards'];

describe('self-test', function () {
  this.timeout(60_000);

  it('finds nothing in the model server, at any level', async () => {
    const all = await run('model', model);
    expect(all.filter(({ verdict }) => verdict !== 'pass' && verdict !== 'skip')).to.deep.equal([]);
    const passing = new Set(
      all.filter(({ verdict }) => verdict === 'pass').map((r) => r.requirement),
    );
    expect([...passing].sort()).to.deep.equal(requirements.map(({ id }) => id).sort());
  });

  for (const [name, parts] of [
    ['with static headers', staticServer],
    ['that refuses with 403', refusingServer],
  ] as const) {
    it(`finds nothing that matters in a server ${name}`, async () => {
      const all = await run(name, parts);
      const found = all.filter(
        ({ verdict, level }) => verdict === 'error' || (verdict === 'fail' && level !== 'info'),
      );
      expect(found, describeFailures(found)).to.deep.equal([]);
    });
  }

  const table = new Map<string, string[]>();

  for (const { name, parts, primary, also, mayAlso = [], needs = [] } of faults) {
    it(`${name} is named by ${primary}`, async () => {
      const policies = process.env.SELF_TEST === 'all' ? undefined : [...telling, ...needs];
      const all = await run(name, parts, policies);
      expect(all.filter(({ verdict }) => verdict === 'error')).to.deep.equal([]);
      const failing = all.filter(({ verdict }) => verdict === 'fail');
      const named = [...new Set(failing.map(({ requirement }) => requirement))];
      table.set(name, named);
      expect(named, describeFailures(failing)).to.include(primary);
      expect([primary, ...also, ...mayAlso], describeFailures(failing)).to.include.members(named);
      expect(named, 'all that it is declared to break').to.include.members([...also]);
    });
  }

  it('has a fault for every requirement', () => {
    const triggered = new Set(faults.map(({ primary }) => primary));
    const untriggered = requirements.filter(({ id }) => !triggered.has(id)).map(({ id }) => id);
    expect(untriggered).to.deep.equal([]);
  });

  after('prints fault × requirement', () => {
    for (const [name, named] of table) {
      const ordered = named.sort(
        (a, b) => levels.indexOf(requirementOf(a).level) - levels.indexOf(requirementOf(b).level),
      );
      console.log(`      ${name.padEnd(38)} ${ordered.join(', ')}`);
    }
  });
});

async function run(name: string, parts: Parts, ids?: readonly string[]): Promise<Result[]> {
  const server = await testee(testeeWith(name, parts, ids));
  const target = await findTarget({ url: new URL(server.url), timeout: 5000, concurrency: 16 });
  const collected: Result[] = [];
  for await (const result of results(prepareRun(target, { concurrency: 16, level: 'info' }))) {
    collected.push(result);
  }
  await target.network.close();
  await server.close();
  return collected;
}

function describeFailures(failing: readonly Result[]): string {
  return failing
    .map(({ id, requirement, message }) => `${requirement} ${id}: ${message}`)
    .join('\n');
}
