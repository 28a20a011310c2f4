/** The browsers in which the site is tested: those of Debian, driven by one library. */
import puppeteer, { type Browser, type Page } from 'puppeteer-core';

export type Theme = 'light' | 'dark';

export const browserNames = ['chromium', 'firefox'] as const;

export type BrowserName = (typeof browserNames)[number];

export function launch(name: BrowserName, theme: Theme = 'light'): Promise<Browser> {
  if (name === 'chromium') {
    return puppeteer.launch({
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      headless: true,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        `--blink-settings=preferredColorScheme=${theme === 'dark' ? 0 : 1}`,
      ],
    });
  }
  return puppeteer.launch({
    browser: 'firefox',
    executablePath: process.env.FIREFOX ?? '/usr/bin/firefox-esr',
    headless: true,
    extraPrefsFirefox: {
      'layout.css.prefers-color-scheme.content-override': theme === 'dark' ? 0 : 1,
    },
  });
}

/** A page of the site, and all that went wrong in it. */
export interface Opened {
  readonly page: Page;
  /** Messages of errors and warnings, and refusals of the policy of the page. */
  readonly trouble: string[];
  /** Goes to an address of the site, and waits until it is shown. */
  go(address: string): Promise<void>;
  /** Waits until a page is shown whose title begins with this. */
  shows(title: string): Promise<void>;
  /** Replaces what is in a field, as a paste does. */
  fill(selector: string, text: string): Promise<void>;
}

export async function openSite(browser: Browser, url: string): Promise<Opened> {
  const page = await browser.newPage();
  await page.setViewport({ width: 1280, height: 900 });
  const trouble: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warn'].includes(message.type())) trouble.push(message.text());
  });
  page.on('pageerror', (error) => trouble.push(String(error)));
  return {
    page,
    trouble,
    async go(address) {
      // Another document, so that nothing is left of what was shown before.
      await page.goto('about:blank');
      await page.goto(url + address);
      await page.waitForSelector('main h1');
    },
    async shows(title) {
      await page.waitForFunction(
        (wanted) => document.querySelector('main h1')?.textContent?.startsWith(wanted),
        {},
        title,
      );
    },
    async fill(selector, text) {
      await page.$eval(
        selector,
        (field, value) => {
          (field as HTMLInputElement).value = value;
          field.dispatchEvent(new Event('input', { bubbles: true }));
        },
        text,
      );
    },
  };
}
