/** This tool's own version, and its place on the web. */
import { readFileSync } from 'node:fs';

/** The package.json above this file is ours: three folders up from `dist/`, two from the sources. */
function readPackage(): { readonly version: string; readonly homepage?: string } {
  for (const path of ['../../package.json', '../../../package.json']) {
    try {
      return JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
    } catch {
      // Not here: try one folder further up.
    }
  }
  throw new Error('no package.json above this file');
}

const { version, homepage } = readPackage();

export const toolVersion = version;

/** What a crawler calls itself, as others do: with a page that says what it is, once there is one. */
export const toolUserAgent = `cors-conformance/${version}${homepage === undefined ? '' : ` (+${homepage})`}`;
