/** jsdom as a client, with XMLHttpRequest, scripts and stylesheets: the runner page's own code, in a window of
 *  jsdom. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { CookieJar, JSDOM, VirtualConsole } from 'jsdom';
import { Agent } from 'undici';

export const name = 'jsdom';
export const { version } = createRequire(import.meta.url)('jsdom/package.json');
/** It loads images only with the package canvas, and no module scripts. */
export const features = ['cookies', 'xhr', 'script', 'stylesheet'];

const scripts = ['load-by-initiator.js', 'run-fetch.js'].map((file) =>
  readFileSync(new URL(`../../../client/page/${file}`, import.meta.url), 'utf8'),
);

/** The cookies of the latest cases. */
const jars = new Map();

let dispatcher;

/** jsdom speaks HTTP by a dispatcher of undici. */
function dispatcherFor(authority) {
  dispatcher ??= new Agent(authority === null ? {} : { connect: { ca: authority } });
  return dispatcher;
}

export default async function run(fetch) {
  const jar = jars.get(fetch.case) ?? new CookieJar();
  jars.set(fetch.case, jar);
  if (jars.size > 100) jars.delete(jars.keys().next().value);
  const { window } = new JSDOM('', {
    // The document of an opaque origin is one that came from nowhere.
    url: fetch.origin === 'null' ? 'about:blank' : `${fetch.origin}/`,
    cookieJar: jar,
    resources: { dispatcher: dispatcherFor(fetch.authority) },
    runScripts: 'dangerously',
    // jsdom reports here what it refuses. No page could see that.
    virtualConsole: new VirtualConsole(),
  });
  try {
    for (const script of scripts) window.eval(script);
    return await window.runFetch(fetch, fetch.timeout);
  } finally {
    window.close();
  }
}
