/** happy-dom as a client, with fetch, XMLHttpRequest, scripts, modules and stylesheets: the runner page's own
 *  code, in its window. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Browser } from 'happy-dom';

export const name = 'happy-dom';
export const { version } = createRequire(import.meta.url)('happy-dom/package.json');
/** It also loads images, but has no canvas to read them. */
export const features = [
  ...['cookies', 'fetch', 'preflight-cache', 'xhr'],
  ...['script', 'module-script', 'import', 'stylesheet'],
];

const scripts = ['load-by-initiator.js', 'run-fetch.js'].map((file) =>
  readFileSync(new URL(`../../../client/page/${file}`, import.meta.url), 'utf8'),
);

/** The browsers, with cookies and caches, of the latest cases. */
const browsers = new Map();

export default async function run(fetch) {
  const browser = browsers.get(fetch.case) ?? newBrowser();
  browsers.set(fetch.case, browser);
  if (browsers.size > 100) await closeOldest();
  const { mainFrame } = browser.newPage();
  mainFrame.url = fetch.origin === 'null' ? 'about:blank' : `${fetch.origin}/`;
  const { document } = mainFrame.window;
  for (const script of scripts) {
    // Not by eval(), where happy-dom has no import().
    document.head.append(Object.assign(document.createElement('script'), { text: script }));
  }
  return mainFrame.window.runFetch(fetch, fetch.timeout);
}

function newBrowser() {
  return new Browser({
    settings: {
      enableJavaScriptEvaluation: true,
      // It has no option for a single authority.
      fetch: { disableStrictSSL: true },
      enableCSSFileLoading: true,
      suppressInsecureJavaScriptEnvironmentWarning: true,
    },
    console: undefined,
  });
}

async function closeOldest() {
  const [oldest, browser] = browsers.entries().next().value;
  browsers.delete(oldest);
  await browser.close();
}
