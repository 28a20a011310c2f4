/** What each page is for, done in the built site. */
import { expect } from 'chai';
import type { Browser } from 'puppeteer-core';
import { browserNames, launch, type Opened, openSite } from './browsers.ts';
import { type StaticServer, serveSite } from './static-server.ts';

for (const name of browserNames) {
  describe(`the site in ${name}`, () => {
    let server: StaticServer;
    let browser: Browser;
    let site: Opened;

    before(async () => {
      server = await serveSite();
      browser = await launch(name);
      site = await openSite(browser, server.url);
    });
    after(async () => {
      await browser?.close();
      await server?.close();
    });
    afterEach(() => {
      expect(site.trouble.splice(0), 'trouble in the page').to.deep.equal([]);
      expect(server.missed, 'requests for what is not there').to.deep.equal([]);
    });

    const count = (selector: string) => site.page.$$eval(selector, ({ length }) => length);

    it('sorts and filters the servers', async () => {
      await site.go('#/servers');
      expect(await count('tbody tr')).to.equal(45);
      await site.page.select('.filters select', 'rust');
      expect(await count('tbody tr')).to.equal(4);
      await site.page.click('th[aria-sort] button');
      await site.page.click('th[aria-sort] button');
      const names = await site.page.$$eval('tbody th a', (all) =>
        all.map((one) => one.textContent),
      );
      expect(names).to.deep.equal(['warp', 'tower-http', 'salvo-cors', 'actix-cors']);
      expect(await site.page.evaluate(() => location.hash)).to.equal(
        '#/servers?language=rust&sort=name&order=down',
      );
    });
  });
}
