/** Which servers there are beside this file, and what each says of itself. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What `implementation.json` says; its schema says what each member means. */
export interface Implementation {
  readonly link: string;
  readonly licence: string;
  readonly needs: readonly string[];
  readonly probe?: Command;
  readonly build?: readonly Command[];
  readonly start: Command;
  readonly oneURL?: { readonly path: string; readonly policy: string };
}

/** A program and its arguments. */
export type Command = readonly string[];

const serversFolder = fileURLToPath(new URL('.', import.meta.url));

/** `<language>/<name>` of each folder with a `testee.ts`, or with an `implementation.json`. */
export const serverNames: readonly string[] = readdirSync(serversFolder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap(({ name: language }) =>
    readdirSync(join(serversFolder, language)).map((name) => `${language}/${name}`),
  )
  .filter((name) => isInJavaScript(name) || existsSync(fileOf(name, 'implementation.json')))
  .sort();

/** Path of a file in the folder of a server. */
export function fileOf(name: string, file: string): string {
  return join(serversFolder, name, file);
}

/** Servers in JavaScript run in the process of the suite. */
export function isInJavaScript(name: string): boolean {
  return existsSync(fileOf(name, 'testee.ts'));
}

/** @returns null for a server in JavaScript */
export function implementationOf(name: string): Implementation | null {
  if (isInJavaScript(name)) return null;
  return JSON.parse(readFileSync(fileOf(name, 'implementation.json'), 'utf8'));
}

/** Whether `npm ci` and python3 are all that a server needs. */
export function needsNothingElse(name: string): boolean {
  const implementation = implementationOf(name);
  if (implementation === null) return true;
  return (
    implementation.build === undefined && implementation.needs.every((tool) => tool === 'python3')
  );
}
