/** Which servers there are beside this file, and what each says of itself. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { KnownDeviations } from '../../deviations/known-deviations.ts';

/** What `implementation.json` says; its schema says what each member means. */
export interface Implementation {
  readonly link: string;
  readonly licence: string;
  readonly needs?: readonly string[];
  readonly atLeast?: Readonly<Record<string, string>>;
  readonly debian?: readonly string[];
  readonly probe?: Command;
  readonly build?: readonly Command[];
  /** Without it, `testee.ts` starts the server in the process of the suite. */
  readonly start?: Command;
  readonly oneURL?: { readonly path: string; readonly policy: string };
}

/** A program and its arguments. */
export type Command = readonly string[];

const serversFolder = fileURLToPath(new URL('.', import.meta.url));

/** `<language>/<name>` of each folder with an `implementation.json`, or with a `testee.ts`. */
export const serverNames: readonly string[] = readdirSync(serversFolder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap(({ name: language }) =>
    readdirSync(join(serversFolder, language)).map((name) => `${language}/${name}`),
  )
  .filter((name) =>
    ['implementation.json', 'testee.ts'].some((file) => existsSync(fileOf(name, file))),
  )
  .sort();

/** Path of a file in the folder of a server. */
export function fileOf(name: string, file: string): string {
  return join(serversFolder, name, file);
}

export function languageOf(name: string): string {
  return name.replace(/\/.*/, '');
}

export function implementationOf(name: string): Implementation {
  return JSON.parse(readFileSync(fileOf(name, 'implementation.json'), 'utf8'));
}

/** What `known-deviations.json` says of a server; no deviation if it has no such file. */
export function knownDeviationsOf(name: string): KnownDeviations {
  const file = fileOf(name, 'known-deviations.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { deviations: [] };
}

/** Whether `npm ci` and python3 are all that a server needs. */
export function needsNothingElse(name: string): boolean {
  const { needs = [], build } = implementationOf(name);
  return build === undefined && needs.every((tool) => tool === 'python3');
}
