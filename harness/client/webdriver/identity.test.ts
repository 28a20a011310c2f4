import { expect } from 'chai';
import firefox from '../../implementations/clients/firefox/known-deviations.json' with {
  type: 'json',
};
import { identityOf } from './identity.ts';

const esr = String(firefox.versions.find((version) => version.endsWith('esr')));

describe('identityOf', () => {
  for (const [browserName, browserVersion, name, version] of [
    ['chrome', '156.0', 'chromium', '156.0'],
    ['MicrosoftEdge', '156.0', 'chromium', '(MicrosoftEdge 156.0)'],
    ['firefox', '1.0', 'firefox', '1.0'],
    ['firefox', esr.replace('esr', ''), 'firefox', esr],
    ['MiniBrowser', '2.50.6', 'webkit', '2.50.6'],
    ['Safari', '26.1', 'webkit', '(Safari 26.1)'],
    ['Ladybird', '1', 'Ladybird', '1'],
  ] as const) {
    it(`${browserName} ${browserVersion} is ${name} ${version}`, async () => {
      expect(await identityOf({ browserName, browserVersion })).to.deep.equal({ name, version });
    });
  }
});
