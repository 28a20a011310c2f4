/** `npm run report:test`: HTML reports in Chromium, as people use them. */
import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import axe from 'axe-core';
import { expect } from 'chai';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { again, report as clientReport, fail as differs } from '../../client/example-reports.ts';
import { clientHTML } from '../../client/reports/client-html.ts';
import { reportedClients } from '../../client/reports/reported-client.ts';
import {
  error,
  fail,
  failed,
  info,
  interrupted,
  known,
  pass,
  passed,
  reportWith,
  skip,
} from '../../server/reports/example-report.ts';
import { htmlReport } from '../../server/reports/html.ts';

const chromium = '/usr/bin/chromium';
const evil = `"><img src=x onerror=pwned=1><script>pwned=1</script></script><!--\u202e${"'"}`;

const many = Array.from({ length: 3000 }, (_, index) => {
  const result = [pass, pass, pass, fail, info, skip, known, error][index % 8] ?? pass;
  const policy = index % 3 === 0 ? 'one' : 'two';
  return { ...result, policy, id: `${policy}/case-${index}` };
});

const evilReport = reportWith(
  [
    { ...fail, id: `one/${evil}`, message: evil, why: evil, fix: evil, reproduce: [evil] },
    { ...known, id: evil, known: evil, message: evil },
  ],
  'FAILED',
  { unknownDeviations: [evil], outsideCauses: [{ what: evil, fix: evil, results: [evil] }] },
  { testee: { name: evil, version: evil }, notes: [evil], url: `javascript:pwned=1//${evil}` },
);

/** As many policies as a testee has. */
const policies = Array.from({ length: 17 }, (_, index) => `policy-number-${index}`);
const wide = reportWith(
  policies.map((policy) => ({ ...fail, policy, id: `${policy}/a` })),
  'FAILED',
  {},
  {
    policies: policies.map((id) => ({ id, path: `/${id}`, kind: 'testee', allowOrigins: ['*'] })),
  },
);

const pages: Record<string, string> = {
  failed: htmlReport(failed),
  passed: htmlReport(passed),
  interrupted: htmlReport(interrupted),
  late: htmlReport({ ...passed, summary: { ...passed.summary, exitCode: 143 } }),
  many: htmlReport(reportWith(many, 'FAILED')),
  wide: htmlReport(wide),
  long: htmlReport(reportWith([{ ...fail, message: 'not shared, '.repeat(100) }], 'FAILED')),
  evil: htmlReport({ ...evilReport, standard: { ...failed.standard, url: 'javascript:pwned=1' } }),
  client: clientHTML(reportedClients([clientReport([again, differs], { unmatched: [evil] })])),
};

describe('an HTML report in Chromium', () => {
  let browser: Browser;
  let server: Server;
  let top: string;
  let page: Page;

  before(async function () {
    if (!existsSync(chromium)) {
      console.log(`      ${chromium} is not installed: the HTML report is not tested in it`);
      this.skip();
    }
    server = createServer((request, response) => {
      const html = pages[request.url?.slice(1) ?? ''];
      response.writeHead(html === undefined ? 404 : 200, { 'Content-Type': 'text/html' });
      response.end(html);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    top = `http://localhost:${(server.address() as AddressInfo).port}`;
    browser = await puppeteer.launch({ executablePath: chromium, args: ['--no-sandbox'] });
    await browser
      .defaultBrowserContext()
      .overridePermissions(top, ['clipboard-read', 'clipboard-write', 'clipboard-sanitized-write']);
  });

  beforeEach(async () => {
    page = await browser.newPage();
    await page.setViewport({ width: 1280, height: 900 });
  });
  afterEach(() => page?.close());

  after(async () => {
    await browser?.close();
    server?.close();
  });

  const open = (path: string) => page.goto(`${top}/${path}`);
  const textOf = (selector: string) => page.$eval(selector, (found) => found.textContent ?? '');
  const countIs = (text: string) =>
    page.waitForFunction(
      (wanted) => document.querySelector('#count')?.textContent === wanted,
      {},
      text,
    );
  const shownIds = () =>
    page.$$eval('#list .group[open] .result code', (all) => all.map((each) => each.textContent));

  it('opens with 3,000 results in less than a second', async () => {
    await open('many');
    const [navigation] = await page.evaluate(() =>
      performance.getEntriesByType('navigation').map((each) => each.toJSON()),
    );
    console.log(`      3,000 results: loaded after ${Math.round(navigation.loadEventEnd)} ms`);
    expect(await textOf('#count')).to.equal('3,000 results');
    // Generous, as other programs share the machine.
    expect(navigation.loadEventEnd).to.be.below(3000);
  });

  for (const [name, value, count] of [
    ['verdict', 'fail', '750 of 3,000 results'],
    ['level', 'info', '375 of 3,000 results'],
    ['row', 'odd-origin-shared', '375 of 3,000 results'],
    ['column', 'one', '1,000 of 3,000 results'],
  ] as const) {
    it(`filters by ${name}`, async () => {
      await open('many');
      await page.select(`select[name="${name}"]`, value);
      await countIs(count);
      await page.click('button[type="reset"]');
      await countIs('3,000 results');
    });
  }

  it('filters by text, and opens what is left', async () => {
    await open('many');
    await page.type('input[name="text"]', 'CASE-123');
    await countIs('11 of 3,000 results');
    expect(await shownIds())
      .to.include('two/case-1234')
      .and.to.have.length(11);
  });

  it('has the counts at the top show their results', async () => {
    await open('many');
    const links = await page.$$eval('.quick a', (all) => all.map((each) => each.textContent));
    expect(links).to.deep.equal([
      '✗ 750 failed',
      '! 375 not judged',
      '≈ 375 deviating as known',
      '✓ 1,125 passed',
      '– 375 skipped',
    ]);
    await page.click('.quick a[href*="fail"]');
    await countIs('750 of 3,000 results');
    await page.click('button[type="reset"]');
    await countIs('3,000 results');
  });

  it('has a search at the top, which can be repeated', async () => {
    await open('many');
    for (let time = 0; time < 2; time++) {
      await page.$eval('#find input', (input) => {
        input.value = '';
      });
      await page.type('#find input', 'CASE-123\n');
      await countIs('11 of 3,000 results');
      expect(await page.evaluate(() => document.activeElement?.id)).to.equal('results');
      await page.click('button[type="reset"]');
      await countIs('3,000 results');
    }
  });

  it('has what was observed in one line of a cause that is closed', async () => {
    await open('long');
    const height = () => page.$eval('.gist.count', (gist) => gist.getBoundingClientRect().height);
    expect(await height()).to.be.within(20, 30);
    await page.emulateMediaType('print');
    expect(await height()).to.be.above(100);
  });

  it('has a cell of the matrix show its results', async () => {
    await open('failed');
    await page.click('.matrix a[aria-label^="odd-origin-shared, two:"]');
    await countIs('1 of 8 results');
    expect(await shownIds()).to.deep.equal(['two/odd']);
    expect(page.url()).to.match(/#filter\?row=odd-origin-shared&column=two$/);
  });

  it('opens the result that the URL names, also if the filter hides it', async () => {
    await open('many#result-two%2Fcase-2990');
    const isOpen = () => page.waitForSelector('.result[open].target', { visible: true });
    expect(await (await isOpen())?.$eval('code', (id) => id.textContent)).to.equal('two/case-2990');
    await page.type('input[name="text"]', 'case-1 ');
    await page.evaluate(() => {
      location.hash = '#result-one%2Fcase-3';
    });
    await page.waitForFunction(
      () => document.querySelector('.target code')?.textContent === 'one/case-3',
    );
    expect(await textOf('.result.target pre')).to.include('Origin: https://app.example');
    expect(await textOf('.result.target')).to.include('cors-check/2 (allow-origin-missing)');
  });

  it('opens all results of a cause, in portions', async () => {
    await open('many');
    await page.click('.cause a[href="#group-0"]');
    await page.waitForSelector('#group-0[open] .result');
    expect(await page.$$('#group-0 .result')).to.have.length(375);
    await page.$eval('#list .group:last-child > summary', (summary) =>
      (summary as HTMLElement).click(),
    );
    await page.waitForSelector('#list .group:last-child .result');
    expect(await page.$$('#list .group:last-child .result')).to.have.length(500);
    await page.$eval('#list .group:last-child > button', (button) => button.click());
    expect(await page.$$('#list .group:last-child .result')).to.have.length(1000);
  });

  it('copies the command that reproduces a failure', async () => {
    await open('failed');
    await page.click('.cause:not([open]) > summary h3');
    await page.evaluate(() => {
      for (const cause of document.querySelectorAll('details')) cause.open = true;
    });
    await page.click('.cause .copy');
    await page.waitForFunction(() => document.querySelector('#said')?.textContent === 'Copied');
    expect(await page.evaluate(() => navigator.clipboard.readText())).to.equal(fail.reproduce[0]);
  });

  it('is usable with the keyboard alone, and shows where it is', async () => {
    await open('failed');
    const reached = new Set<string>();
    for (let presses = 0; presses < 80; presses++) {
      await page.keyboard.press('Tab');
      const [name = '', outline] = await page.evaluate(() => {
        const at = document.activeElement;
        const label = at?.getAttribute('name') ?? at?.getAttribute('type') ?? at?.tagName ?? '';
        return [label, at === null ? '' : getComputedStyle(at).outlineStyle];
      });
      if (name === 'BODY') break;
      expect(outline, name).to.equal('solid');
      reached.add(name);
    }
    expect([...reached]).to.include.members([
      'A',
      'SUMMARY',
      'verdict',
      'level',
      'row',
      'column',
      'text',
      'reset',
      'find',
    ]);
    await page.focus('.group > summary');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.group[open] .result');
  });

  it('runs nothing that a target sends, and loads nothing', async () => {
    const requests: string[] = [];
    const said: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    page.on('console', (message) => said.push(message.text()));
    page.on('pageerror', (thrown) => said.push(String(thrown)));
    await open('evil');
    await page.evaluate(() => {
      for (const each of document.querySelectorAll('details')) each.open = true;
    });
    await page.waitForSelector('.group[open] .result');
    await page.evaluate(() => {
      for (const each of document.querySelectorAll('details')) each.open = true;
    });
    await page.waitForSelector('.result[open] dl');
    expect(await page.evaluate(() => 'pwned' in globalThis)).to.equal(false);
    expect(
      await page.$$('img, a[href^="javascript:"], body script:not(#data) ~ script'),
    ).to.deep.equal([]);
    expect(await textOf('.result[open] dl')).to.include('<script>pwned=1</script>');
    expect(await textOf('body')).not.to.include('\u202e');
    expect(requests.filter((url) => !url.endsWith('/favicon.ico'))).to.deep.equal([`${top}/evil`]);
    expect(said).to.deep.equal([]);
  });

  for (const name of ['interrupted', 'late']) {
    it(`says first that a run was cut short, and is not green: ${name}`, async () => {
      await open(name);
      expect(await textOf('header > :first-child')).to.match(/nterrupted/);
      expect(await page.$$('header.PASSED')).to.deep.equal([]);
      await open('passed');
      expect(await page.$$('header.PASSED')).to.have.length(1);
    });
  }

  it('has causes, the matrix and all else but the list without JavaScript', async () => {
    await page.setJavaScriptEnabled(false);
    await open('failed');
    const isShown = (selector: string) =>
      page.$eval(selector, (found) => found.getClientRects().length > 0);
    expect(await isShown('.cause h3')).to.equal(true);
    expect(await isShown('.matrix td a.bad')).to.equal(true);
    expect(await isShown('noscript p')).to.equal(true);
    expect(await isShown('#filter')).to.equal(false);
    expect(await isShown('#find')).to.equal(false);
    expect(await isShown('.copy')).to.equal(false);
  });

  it('prints causes in full, and no controls', async () => {
    await page.emulateMediaType('print');
    await open('failed');
    const isShown = (selector: string) => page.$eval(selector, (found) => found.checkVisibility());
    expect(await isShown('.cause:not([open]) .example pre')).to.equal(true);
    expect(await isShown('#filter')).to.equal(false);
    expect(await isShown('nav')).to.equal(false);
    await page.emulateMediaType('screen');
    expect(await isShown('.cause:not([open]) .example pre')).to.equal(false);
    expect(await isShown('#filter')).to.equal(true);
  });

  for (const name of Object.keys(pages)) {
    it(`fits a phone: ${name}`, async () => {
      await page.setViewport({ width: 375, height: 812 });
      await open(name);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(wide).to.equal(0);
    });
  }

  for (const theme of ['light', 'dark']) {
    for (const name of ['failed', 'passed', 'interrupted', 'client']) {
      it(`violates no rule of axe: ${name}, ${theme}`, async () => {
        await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: theme }]);
        await open(name);
        await page.evaluate(() => {
          for (const each of document.querySelectorAll('details')) each.open = true;
        });
        await page.waitForSelector('.group[open] .result');
        await page.$eval('.result', (result) => {
          (result as HTMLDetailsElement).open = true;
        });
        await page.evaluate(axe.source);
        const found = await page.evaluate(async () => {
          const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run();
          return violations.map(
            ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`,
          );
        });
        expect(found).to.deep.equal([]);
      });
    }
  }
});
