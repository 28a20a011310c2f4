/** What each page is for, done in the built site. */
import { expect } from 'chai';
import type { Browser } from 'puppeteer-core';
import { readRows } from '../../implementations/servers/scoreboard/files.ts';
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
      expect(server.missed.splice(0), 'requests for what is not there').to.deep.equal([]);
    });

    const count = (selector: string) => site.page.$$eval(selector, ({ length }) => length);
    const texts = (selector: string) =>
      site.page.$$eval(selector, (all) => all.map(({ textContent }) => textContent ?? ''));
    const hash = () => site.page.evaluate(() => location.hash);

    it('shows all servers, sorts them, filters them, and remembers that in the address', async () => {
      const rust = readRows().filter(({ language }) => language === 'rust');
      await site.go('#/servers');
      expect(await count('tbody tr')).to.equal(readRows().length);
      await site.page.select('.filters select', 'rust');
      expect(await count('tbody tr')).to.equal(rust.length);
      for (const _ of ['up', 'down']) await site.page.click('th[aria-sort] button');
      expect(await texts('tbody th a')).to.deep.equal(
        rust.map((row) => row.name).sort((a, b) => (a < b ? 1 : -1)),
      );
      expect(await hash()).to.equal('#/servers?language=rust&sort=name&order=down');
      await site.go(await hash());
      expect(await count('tbody tr')).to.equal(rust.length);
    });

    it('shows what is found about a server, its set-up and its badge', async () => {
      await site.go('#/servers/go/echo');
      expect(await texts('.finding h3')).to.deep.equal(
        readRows()
          .filter(({ id }) => id === 'go/echo')
          .flatMap(({ findings }) => findings.map(({ level, what }) => `${level} ${what}`)),
      );
      expect(await texts('details.file summary')).to.include('main.go');
      const isShown = () =>
        site.page.$eval('img.badge', (image) => (image as HTMLImageElement).naturalWidth > 0);
      expect(await isShown()).to.equal(true);
    });

    it('leads from a deviation of an engine to the case and to the question', async () => {
      await site.go('#/clients');
      await site.page.click('a[href="#/clients/firefox"]');
      await site.shows('Firefox ESR');
      expect(await site.page.evaluate(() => document.activeElement?.tagName)).to.equal('H1');
      await site.page.click('a[href="#/standard/questions/authorization-wildcard"]');
      await site.shows('Does a wildcard in Access-Control-Allow-Headers cover Authorization?');
      await site.page.click(
        'a[href="#/corpus/exchanges/authorization/authorization-not-covered-by-wildcard"]',
      );
      await site.shows('authorization-not-covered-by-wildcard');
    });

    it('finds a case by words and by step, and runs it', async () => {
      await site.go('#/corpus');
      await site.page.type('input[type=search]', 'wildcard credentials');
      await site.page.type('input[list]', 'cors-check/4');
      const [first] = await texts('.results .id');
      expect(first).to.not.equal(undefined);
      expect(await hash()).to.equal('#/corpus?q=wildcard+credentials&step=cors-check%2F4');
      await site.page.click('.results .id');
      await site.shows(first ?? '');
      await site.page.click('.button-main');
      await site.page.waitForSelector('.note-good');
    });

    it('shows a step of the standard with its code and its cases', async () => {
      await site.go('#/standard/cors-check/4');
      expect(await texts('.step.chosen .step-number')).to.deep.equal(['4']);
      expect((await texts('.step.chosen .code'))[0]).to.include("failure(\n    'cors-check/4'");
      await site.page.click('.step.chosen summary');
      expect(await count('.step.chosen .ids a')).to.be.above(20);
    });

    it('says what is not modelled, and why', async () => {
      await site.go('#/standard');
      expect((await texts('tbody tr')).some((row) => row.includes('http-fetch/3'))).to.equal(true);
    });

    it('judges a fetch under a policy, and writes the policy', async () => {
      await site.go('#/policy?origins=https%3A%2F%2F*.app.example&methods=PUT');
      const isAllowed = () =>
        site.page.$eval('[data-allowed]', (one) => one.getAttribute('data-allowed'));
      await site.page.waitForSelector('[data-allowed=false]');
      const fetchForm = 'form[aria-label=Fetch]';
      await site.fill(`${fetchForm} input`, 'https://a.app.example');
      await site.page.waitForSelector('[data-allowed=true]');
      await site.fill(`${fetchForm} .row input`, 'DELETE');
      await site.page.waitForSelector('[data-allowed=false]');
      await site.fill(`${fetchForm} .row input`, 'PUT');
      await site.page.waitForSelector('[data-allowed=true]');
      expect(await isAllowed()).to.equal('true');
      expect(JSON.parse((await texts('[aria-label="policy.json"]'))[0] ?? '')).to.deep.equal({
        allowOrigins: ['https://*.app.example'],
        allowMethods: ['PUT'],
      });
    });

    it('names what is wrong with a policy', async () => {
      await site.go('#/policy?origins=https%3A%2F%2Fapp.example%2F');
      expect(await texts('.mistake')).to.deep.equal([
        '"https://app.example/" is not an origin: remove the trailing slash.',
      ]);
    });

    it('says that an address leads nowhere', async () => {
      for (const address of ['#/nowhere', '#/servers/go/nothing', '#/standard/cors-check/99']) {
        await site.go(address);
        await site.shows('Page not found');
      }
      // The data of a server that does not exist is asked for.
      expect(server.missed.splice(0)).to.have.lengthOf(1);
      site.trouble.splice(0);
    });

    it('can be used with the keyboard alone', async () => {
      await site.go('#/servers');
      await site.page.keyboard.press('Tab');
      expect(await site.page.evaluate(() => document.activeElement?.className)).to.equal('skip');
      await site.page.keyboard.press('Enter');
      await site.page.keyboard.press('Tab');
      expect(await site.page.evaluate(() => document.activeElement?.tagName)).to.equal('SELECT');
    });
  });
}
