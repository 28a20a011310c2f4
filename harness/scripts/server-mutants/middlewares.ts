/** The middlewares that are mutated, each with its set-ups. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { SetUps } from '../../implementations/servers/javascript/set-ups.ts';

export interface Middleware {
  /** The name of its package. */
  readonly name: string;
  readonly version: string;
  /** The path of its one source file, and the same within the package. */
  readonly path: string;
  readonly file: string;
  readonly source: string;
  /** The path of the list of its known mutants. */
  readonly knownFile: URL;
  /** The set-ups with the middleware itself, or a mutant of it. */
  readonly loadSetUps: () => Promise<(middleware: never) => SetUps>;
}

const servers = new URL('../../implementations/servers/javascript/', import.meta.url);

/** By the name of the package. */
const folders: Readonly<Record<string, string>> = { cors: 'express', '@koa/cors': 'koa' };

export const middlewareNames = Object.keys(folders);

/** @param name one of `middlewareNames` */
export function middlewareOf(name: string): Middleware {
  const folder = new URL(`${folders[name]}/`, servers);
  const require = createRequire(new URL('set-ups.ts', folder));
  const path = require.resolve(name);
  const manifest = path.slice(0, path.lastIndexOf(`/${name}/`) + name.length + 2);
  const { version } = JSON.parse(readFileSync(`${manifest}package.json`, 'utf8'));
  return {
    name,
    version,
    path,
    file: path.slice(manifest.length),
    source: readFileSync(path, 'utf8'),
    knownFile: new URL('known-mutants.json', folder),
    loadSetUps: async () => (await import(new URL('set-ups.ts', folder).href)).setUps,
  };
}
