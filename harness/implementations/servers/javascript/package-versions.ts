/** The versions of the packages under test, as they are installed for a testee. */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/**
 * The versions of `packages`, in their order: `5.3.0 + 2.8.6`.
 *
 * @param importer `import.meta.url` of the testee
 */
export function versionsOf(importer: string, ...packages: string[]): string {
  return packages.map((name) => versionOf(importer, name)).join(' + ');
}

/** Not by `require`: many packages export no package.json. */
function versionOf(importer: string, name: string): string {
  const folders = createRequire(importer).resolve.paths(name) ?? [];
  const file = folders
    .map((folder) => join(folder, name, 'package.json'))
    .find((candidate) => existsSync(candidate));
  if (file === undefined) throw new Error(`${name} is not installed: run npm ci`);
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
