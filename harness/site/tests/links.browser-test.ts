/** A link that leads nowhere stops the build. It takes seconds to follow all, so this is not among the tests
 *  that run each time. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';

/** As the build does it: in a process whose modules are not loaded by a test runner. */
const program = `
  import { siteData } from './data/site-data.ts';
  import { checkLinks } from './links.ts';
  const files = siteData();
  files.delete(process.argv[1]);
  console.log(await checkLinks(files).catch((error) => error.message));
`;

function checkedWithout(missing: string): string {
  const args = ['--import', 'tsx', '--input-type=module', '--eval', program, missing];
  const cwd = fileURLToPath(new URL('..', import.meta.url));
  return execFileSync(process.execPath, args, { cwd, encoding: 'utf8' }).trim();
}

describe('the links of the site', () => {
  it('lead to pages', () => {
    expect(Number(checkedWithout('nothing'))).to.be.above(5000);
  });

  for (const [missing, page] of [
    ['data/questions/range-numbers.json', '#/standard/questions/range-numbers'],
    ['data/servers/go/echo.json', '#/servers/go/echo'],
    ['badges/go/echo.svg', 'badges/go/echo.svg'],
  ] as const) {
    it(`are not all right without ${missing}`, () => {
      const message = checkedWithout(missing);
      expect(message).to.match(/^links that lead nowhere:\n/);
      expect(message).to.include(page);
    });
  }
});
