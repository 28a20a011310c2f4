/** Which client a browser is, by what its driver says of it. */
import type { Client } from '../client.ts';
import { readKnown } from '../known.ts';
import type { BrowserSession } from './browser-session.ts';

/** The engines, as their lists of known deviations are named, and the browsers that have their versions. */
const browsersOf: Readonly<Record<string, readonly string[]>> = {
  chromium: ['chrome', 'chromium', 'chrome-headless-shell'],
  firefox: ['firefox'],
  webkit: ['MiniBrowser'],
};
/** Browsers that have versions of their own. */
const engineOf: Readonly<Record<string, string>> = { MicrosoftEdge: 'chromium', Safari: 'webkit' };

export async function identityOf({
  browserName,
  browserVersion,
}: Pick<BrowserSession, 'browserName' | 'browserVersion'>): Promise<
  Pick<Client, 'name' | 'version'>
> {
  const other = Object.hasOwn(engineOf, browserName) ? engineOf[browserName] : undefined;
  if (other !== undefined) return { name: other, version: `(${browserName} ${browserVersion})` };
  const name = Object.keys(browsersOf).find((each) => browsersOf[each]?.includes(browserName));
  if (name === undefined) return { name: browserName, version: browserVersion };
  // The driver of Firefox leaves out that a version is one of extended support.
  const versions = (await readKnown(name))?.versions ?? [];
  const withSuffix = `${browserVersion}esr`;
  return { name, version: versions.includes(withSuffix) ? withSuffix : browserVersion };
}
