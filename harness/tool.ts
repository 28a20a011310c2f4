/** This tool's own version. */
import { readFileSync } from 'node:fs';

/** The nearest package.json above is ours, from the sources as from `dist/`. */
function readVersion(): string {
  for (const path of ['../package.json', '../../package.json']) {
    try {
      return JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')).version;
    } catch {
      // Not there: one folder further up.
    }
  }
  throw new Error('there is no package.json above this file');
}

export const toolVersion = readVersion();
