/** No page has a violation that axe finds, in light and in dark, narrow and wide. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { expect } from 'chai';
import type { Browser } from 'puppeteer-core';
import { launch, type Opened, openSite, type Theme } from './browsers.ts';
import { type StaticServer, serveSite } from './static-server.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const blocked =
  '#/?page=https%3A%2F%2Fapp.example&url=https%3A%2F%2Fapi.example%2F&method=PUT&body=1&preflight=200%0AAccess-Control-Allow-Methods%3A+PUT';
const shared =
  '#/?page=https%3A%2F%2Fapp.example&url=https%3A%2F%2Fapi.example%2F&response=200%0AAccess-Control-Allow-Origin%3A+*';

const message =
  "Access to fetch at 'https://api.example/' from origin 'https://app.example' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.";

/** A page of every kind, in every state that looks different. */
const pages = [
  '#/',
  blocked,
  shared,
  `#/?message=${encodeURIComponent(message)}`,
  '#/?page=nonsense&url=http%3A%2F%2F&headers=nonsense',
  '#/?page=https%3A%2F%2Fapp.example&url=https%3A%2F%2Fapi.example%2F&response=nonsense',
  '#/?case=preflight-cache/cache-method-star-include',
  '#/policy',
  '#/policy?origins=https%3A%2F%2Fapp.example%2F&origin=https%3A%2F%2Fother.example&maxAge=x',
  '#/servers',
  '#/servers?language=ruby&level=none',
  '#/servers/go/gorilla-handlers',
  '#/servers/web-servers/caddy',
  '#/clients',
  '#/clients/webkit',
  '#/clients/topics/redirects',
  '#/corpus',
  '#/corpus?q=nothing+like+this',
  '#/corpus?kind=vectors',
  '#/corpus/vectors/cors-check/cors-check-no-header-omit',
  '#/corpus/exchanges/preflight-cache/cache-method-star-include',
  '#/corpus/servers/origin-suffix',
  '#/corpus/requirements/vary-origin',
  '#/standard',
  '#/standard/http-fetch/4.4',
  '#/standard/abnf/Origin',
  '#/standard/questions/authorization-wildcard',
  '#/nowhere',
];

for (const theme of ['light', 'dark'] as const satisfies Theme[]) {
  describe(`accessibility in ${theme}`, () => {
    let server: StaticServer;
    let browser: Browser;
    let site: Opened;

    before(async () => {
      server = await serveSite();
      browser = await launch('chromium', theme);
      site = await openSite(browser, server.url);
    });
    after(async () => {
      await browser?.close();
      await server?.close();
    });

    it(`is tested in ${theme}`, async () => {
      await site.go('#/');
      const isDark = await site.page.evaluate(
        () => matchMedia('(prefers-color-scheme: dark)').matches,
      );
      expect(isDark).to.equal(theme === 'dark');
    });

    for (const address of pages) {
      it(`has no violation at ${address.slice(0, 60)}`, async () => {
        for (const width of [1280, 375]) {
          await site.page.setViewport({ width, height: 900 });
          await site.go(address);
          await site.page.waitForNetworkIdle({ idleTime: 100 });
          // What is folded has to be as good.
          await site.page.$$eval('details', (all) => {
            for (const one of all) one.open = true;
          });
          // Some of it is loaded only now.
          await site.page.waitForNetworkIdle({ idleTime: 100 });
          await site.page.evaluate(axe);
          const { violations, passes } = (await site.page.evaluate('axe.run()')) as AxeResults;
          expect(passes).not.to.be.empty;
          expect(
            violations.map(({ id, nodes }) => [id, nodes.slice(0, 3).map(({ html }) => html)]),
          ).to.deep.equal([]);
          const isTooWide = await site.page.evaluate(
            () => document.documentElement.scrollWidth > innerWidth,
          );
          expect(isTooWide, `wider than ${width} pixels`).to.equal(false);
        }
      });
    }
  });
}
