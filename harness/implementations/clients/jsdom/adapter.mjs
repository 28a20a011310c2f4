/** jsdom's XMLHttpRequest as a client: the runner page's own code, in a window of jsdom. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { CookieJar, JSDOM, VirtualConsole } from 'jsdom';

export const name = 'jsdom';
export const { version } = createRequire(import.meta.url)('jsdom/package.json');
export const features = ['cookies', 'xhr'];

const script = readFileSync(new URL('../../../client/page/run-fetch.js', import.meta.url), 'utf8');

/** The cookies of the latest cases. */
const jars = new Map();

export default async function run(fetch) {
  const jar = jars.get(fetch.case) ?? new CookieJar();
  jars.set(fetch.case, jar);
  if (jars.size > 100) jars.delete(jars.keys().next().value);
  const { window } = new JSDOM('', {
    // The document of an opaque origin is one that came from nowhere.
    url: fetch.origin === 'null' ? 'about:blank' : `${fetch.origin}/`,
    cookieJar: jar,
    runScripts: 'outside-only',
    // jsdom reports here what it refuses. No page could see that.
    virtualConsole: new VirtualConsole(),
  });
  try {
    window.eval(script);
    return await window.runFetch(fetch, fetch.timeout);
  } finally {
    window.close();
  }
}
