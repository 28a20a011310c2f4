/** happy-dom's fetch and XMLHttpRequest as a client: the runner page's own code, in its window. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Browser } from 'happy-dom';

export const name = 'happy-dom';
export const { version } = createRequire(import.meta.url)('happy-dom/package.json');
export const features = ['cookies', 'fetch', 'preflight-cache', 'xhr'];

const script = readFileSync(new URL('../../../client/page/run-fetch.js', import.meta.url), 'utf8');

/** The browsers, with cookies and caches, of the latest cases. */
const browsers = new Map();

export default async function run(fetch) {
  const browser = browsers.get(fetch.case) ?? newBrowser();
  browsers.set(fetch.case, browser);
  if (browsers.size > 100) await closeOldest();
  const { mainFrame } = browser.newPage();
  mainFrame.url = fetch.origin === 'null' ? 'about:blank' : `${fetch.origin}/`;
  mainFrame.window.eval(script);
  return mainFrame.window.runFetch(fetch, fetch.timeout);
}

function newBrowser() {
  return new Browser({
    settings: {
      enableJavaScriptEvaluation: true,
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
