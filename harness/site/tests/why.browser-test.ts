/** The first page: what it says, what a link to it shows, and what it does with hostile text. */
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import type { Browser, ElementHandle } from 'puppeteer-core';
import { type ExchangeCase, exchanges, placeCase } from '../../../conformance/exchanges.ts';
import { places } from '../data/places.ts';
import { browserNames, launch, type Opened, openSite } from './browsers.ts';
import { type StaticServer, serveSite } from './static-server.ts';

/** The first case of each topic that is refused, or else its first case. */
const chosen: readonly ExchangeCase[] = [...new Set(exchanges.map(({ topic }) => topic))].map(
  (topic) => {
    const cases = exchanges.filter((one) => one.topic === topic);
    const refused = cases.find(({ expect }) => expect.some(({ type }) => type === 'error'));
    return placeCase(refused ?? cases[0], places) as ExchangeCase;
  },
);

const message =
  "Access to fetch at 'https://api.example/items' from origin 'https://app.example' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.";

const recording = fileURLToPath(
  new URL('../../explain/from-har/recordings/chromium.har', import.meta.url),
);

const answer = `200
Access-Control-Allow-Methods: GET, POST, PUT
Access-Control-Allow-Headers: Content-Type`;

for (const name of browserNames) {
  describe(`the first page in ${name}`, () => {
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
    });

    const outcomes = () =>
      site.page.$$eval('[data-outcome]', (all) =>
        all.map((one) => one.getAttribute('data-outcome')),
      );
    const hash = () => site.page.evaluate(() => location.hash);
    const values = (selector: string) =>
      site.page.$$eval(selector, (all) => all.map((one) => (one as HTMLInputElement).value));
    const ends = (outcome: string) => site.page.waitForSelector(`[data-outcome="${outcome}"]`);

    it('asks for what the browser needs, and says which step decides', async () => {
      await site.go('#/');
      const input = (place: number) => `.question > .field:nth-of-type(${place}) input`;
      await site.fill(input(1), 'https://app.example');
      await site.fill(input(2), 'https://api.example/items');
      await ends('unknown');
      await site.fill('.question .row input', 'PUT');
      await site.page.waitForFunction(
        () => document.querySelectorAll('.question textarea').length === 3,
      );
      await site.fill('.question textarea[rows="6"]', answer);
      await ends('cors-check/2');
      await site.fill('.question textarea[rows="6"]', `${answer}\nAccess-Control-Allow-Origin: *`);
      await ends('granted');
      const last = '.question > .field:nth-last-of-type(1) textarea';
      await site.fill(last, '200\nAccess-Control-Allow-Origin: *\nETag: 1');
      await ends('shared');
    });

    it('has a link that shows the same', async () => {
      const address = await site.page.evaluate(() => location.hash);
      expect(address).to.include('method=PUT');
      await site.go(address);
      await ends('shared');
      const [first] = await site.page.$$eval('.question textarea[rows="6"]', (all) =>
        all.map((one) => (one as HTMLTextAreaElement).value),
      );
      expect(first).to.equal(`${answer}\nAccess-Control-Allow-Origin: *`);
    });

    it('fills in the examples of guides', async () => {
      await site.go('#/');
      await site.page.click('.examples summary');
      await site.page.waitForSelector('.examples a');
      const examples = exchanges.filter(({ topic }) => topic === 'examples');
      for (const [place, { expect: expectations }] of examples.entries()) {
        const [expectation] = expectations;
        await site.page.click(`.examples li:nth-child(${place + 1}) a`);
        await ends(expectation?.type === 'error' ? (expectation.step ?? '') : 'shared');
      }
    });

    it(`ends ${chosen.length} cases of as many topics as the corpus expects`, async () => {
      expect(chosen.length).to.be.at.least(30);
      for (const { topic, id, expect: expectations } of chosen) {
        await site.go(`#/?case=${topic}/${id}`);
        await site.page.waitForSelector('[data-outcome]');
        const found = await outcomes();
        expect(found.length, id).to.equal(expectations.length);
        for (const [place, expectation] of expectations.entries()) {
          if (expectation.type === 'loaded') {
            expect(found[place], id).to.be.oneOf(['basic', 'cors', 'opaque']);
          } else if (expectation.type === 'error') {
            const { step, cause, exception } = expectation;
            expect(found[place], id).to.equal(step ?? cause ?? exception);
          } else expect(found[place], id).to.equal(expectation.type);
        }
        expect(await site.page.$('.note-bad'), id).to.equal(null);
      }
    });

    it('explains a message of a console', async () => {
      await site.go('#/');
      await site.fill('.paste textarea', message);
      await site.page.waitForSelector('[data-message="allow-origin-missing"]');
      const [page, url] = await values('.question > .field input');
      expect([page, url]).to.deep.equal(['https://app.example', 'https://api.example/items']);
      await site.go(await hash());
      await site.page.waitForSelector('[data-message="allow-origin-missing"]');
    });

    it('has settings of servers for what is in the way', async () => {
      await site.go('#/');
      await site.fill('.paste textarea', message);
      await site.page.waitForSelector('[data-message] summary');
      await site.page.click('[data-message] summary');
      await site.page.waitForSelector('[data-message] select');
      await site.page.select('[data-message] select', 'nginx');
      const code = await site.page.$eval(
        '[data-message] .recipe',
        ({ textContent }) => textContent,
      );
      expect(code).to.include('add_header Access-Control-Allow-Origin');
    });

    it('fills the form from a curl line', async () => {
      await site.go('#/');
      await site.fill(
        '.paste textarea',
        "curl 'https://api.example/items' -X PUT -H 'Origin: https://app.example' -H 'X-Token: 1'",
      );
      await ends('unknown');
      expect(await values('.question .row input')).to.include('PUT');
      expect(await values('.question textarea[rows="2"]')).to.deep.equal(['X-Token: …']);
    });

    it('lists the fetches of a recording, those that are blocked first', async () => {
      await site.go('#/');
      const field = await site.page.$('.file-field input');
      await (field as ElementHandle<HTMLInputElement>).uploadFile(recording);
      await site.page.waitForSelector('.recorded-fetch');
      const [first] = await site.page.$$eval('.recorded-fetch .chip', (all) =>
        all.map(({ textContent }) => textContent),
      );
      expect(first).to.equal('blocked');
      await site.page.waitForSelector('.verdict-bad');
    });

    it('says what cannot be read', async () => {
      await site.go('#/');
      await site.fill('.paste textarea', '{"log":');
      await site.page.waitForSelector('.paste .mistake');
    });

    it('takes pasted text for text', async () => {
      const hostile =
        '"><img src=x onerror="document.title=`hit`"><script>document.title=`hit`</script>';
      await site.go('#/');
      const value = `200\nAccess-Control-Allow-Origin: ${hostile}\nX-A: \u202e\u0000${hostile}`;
      await site.fill('.question > .field:nth-of-type(1) input', 'https://app.example');
      await site.fill('.question > .field:nth-of-type(2) input', 'https://api.example/items');
      await site.fill('.question textarea[rows="6"]', value);
      await ends('cors-check/4');
      const wire = await site.page.$eval('.wire.response', (one) => one.textContent);
      expect(wire).to.include(hostile);
      const address = await site.page.evaluate(() => location.hash);
      await site.go(address);
      await ends('cors-check/4');
      for (const odd of ['#/?page=%00&url=%zz', '#/?case=__proto__/x', '#/?case=<img>/x']) {
        await site.go(odd);
      }
      await site.shows('Page not found');
      const state = await site.page.evaluate(() => ({
        isHit: document.title === 'hit',
        inserted: document.querySelectorAll('main img, main script, main iframe').length,
      }));
      expect(state).to.deep.equal({ isHit: false, inserted: 0 });
      // One of the topics has been asked for, and is not there.
      expect(site.trouble.splice(0).filter((message) => !/404/.test(message))).to.deep.equal([]);
    });
  });
}
