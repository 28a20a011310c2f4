import { expect } from 'chai';
import { output, policyOf, readReadme, withSamples } from './samples.ts';

describe('the README', function () {
  this.timeout(30_000);

  it('shows what its commands print: otherwise run `npm run readme`', async () => {
    const readme = readReadme();
    expect(await withSamples(readme)).to.equal(readme);
  });

  it('has a policy that a plain server of Node.js can follow', async () => {
    const command = 'server http://localhost:3000/items --policy policy.json --level info';
    const last = (await output({ command, exitCode: 0 }, policyOf(readReadme())))
      .split('\n')
      .at(-1);
    expect(last).to.match(/^PASSED {2}\d+ passed/);
  });
});
