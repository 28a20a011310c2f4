/** The files with which a real server is set up for the suite. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileOf } from '../../implementations/servers/implementations.ts';

export interface SetUpFile {
  /** In the folder of the server. */
  readonly path: string;
  readonly text: string;
}

/** What a person writes to set a server up: neither lock files nor what was built or is known. */
const notSetUp =
  /(^|\/)(package-lock\.json|Cargo\.lock|go\.sum|known-[a-z-]+\.json|implementation\.json|build|target|node_modules|\.venv|__pycache__|\.gitignore)(\/|$)/;

export function setUpOf(id: string): SetUpFile[] {
  const folder = fileOf(id, '.');
  return (
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length).replaceAll('\\', '/'))
      .map((path) => path.replace(/^\//, ''))
      .filter((path) => !notSetUp.test(path))
      .sort()
      .map((path) => ({ path, text: readFileSync(join(folder, path), 'utf8') }))
      // Lists of hashes are longer than what people write.
      .filter(({ text }) => text.length < 20_000)
  );
}
