/** This tool's own version. */
import { readFileSync } from 'node:fs';

/** The package.json above this file is ours: three folders up from `dist/`, two from the sources. */
function readVersion(): string {
  for (const path of ['../../package.json', '../../../package.json']) {
    try {
      return JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')).version;
    } catch {
      // Not here: try one folder further up.
    }
  }
  throw new Error('no package.json above this file');
}

export const toolVersion = readVersion();
