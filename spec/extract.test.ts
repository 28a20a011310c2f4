import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';

const fixture = fileURLToPath(new URL('fixture.bs', import.meta.url));
const usage = 'usage: spec:extract <fetch.bs> [--commit <40 hex digits>] [--date <yyyy-mm-dd>]\n';

describe('the extract command', () => {
  const cases: [what: string, args: string[], says: string][] = [
    ['a missing file', [], usage],
    ['two files', [fixture, fixture], usage],
    ['an unknown option', [fixture, '--force'], usage],
    ['an invalid commit', [fixture, '--commit', 'main'], usage],
    ['an invalid date', [fixture, '--date', 'today'], usage],
    [
      'a text that is not the standard',
      [fixture],
      `${fixture} is not the Bikeshed source of the Fetch standard\n`,
    ],
  ];
  for (const [what, args, says] of cases) {
    it(`rejects ${what} and does not change the map`, () => {
      const map = () => readFileSync(new URL('fetch.json', import.meta.url), 'utf8');
      const before = map();
      const command = fileURLToPath(new URL('extract.ts', import.meta.url));
      const options = ['--import', 'tsx', command, ...args];
      const { status, stderr } = spawnSync(process.execPath, options, { encoding: 'utf8' });
      expect({ status, stderr }).to.deep.equal({ status: 2, stderr: says });
      expect(map()).to.equal(before);
    });
  }
});
