/** After one visit, all of the site works without a connection. */
import { expect } from 'chai';
import type { Browser } from 'puppeteer-core';
import { browserNames, launch, type Opened, openSite } from './browsers.ts';
import { type StaticServer, serveSite } from './static-server.ts';

for (const name of browserNames) {
  describe(`offline in ${name}`, () => {
    let server: StaticServer;
    let browser: Browser;
    let site: Opened;

    before(async () => {
      server = await serveSite();
      browser = await launch(name);
      site = await openSite(browser, server.url);
      await site.go('#/');
      await site.page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
      await server.close();
    });
    after(() => browser?.close());

    it('has no server any more', async () => {
      expect(await fetch(server.url).catch(() => 'failed')).to.equal('failed');
    });

    for (const [address, title] of [
      ['#/', 'Why was it blocked?'],
      ['#/policy', 'What should my server share?'],
      ['#/servers/go/echo', 'Echo'],
      ['#/clients/webkit', 'WebKitGTK'],
      ['#/corpus', 'The corpus'],
      ['#/corpus/vectors/cors-check/cors-check-no-header-omit', 'cors-check-no-header-omit'],
      ['#/standard/cors-check/4', 'CORS check'],
    ] as const) {
      it(`shows ${address}`, async () => {
        await site.go(address);
        await site.shows(title);
      });
    }
  });
}
