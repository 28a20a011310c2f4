/** The real servers beside this file: which there are, and how each is started. */
import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Testee, type TesteeOptions, testee } from '../../testee/testee.ts';

/** A server that cannot have the paths of a testee: one URL, under a policy of its own. */
export interface OneURL {
  readonly name: string;
  readonly version: string;
  /** Path of the file that says what it means to share. */
  readonly policyFile: string;
  readonly start: () => Promise<Testee>;
}

export interface RealServer extends Testee {
  readonly name: string;
  readonly version: string;
  readonly policyFile?: string;
  /** Path of the file that says what it is known to get wrong. */
  readonly knownDeviationsFile: string;
}

const folder = fileURLToPath(new URL('.', import.meta.url));

/** `<language>/<name>` of each folder that has a `testee.ts`. */
export const serverNames: readonly string[] = readdirSync(folder, { withFileTypes: true })
  .filter((language) => language.isDirectory())
  .flatMap((language) =>
    readdirSync(`${folder}/${language.name}`).map((name) => `${language.name}/${name}`),
  )
  .filter((name) => existsSync(`${folder}/${name}/testee.ts`))
  .sort();

/** Starts one of `serverNames` on a free port of 127.0.0.1. */
export async function startServer(name: string): Promise<RealServer> {
  const module = await import(new URL(`${name}/testee.ts`, import.meta.url).href);
  const options = module.default as TesteeOptions | OneURL;
  const known = { name: options.name, version: options.version };
  const knownDeviationsFile = `${folder}/${name}/known-deviations.json`;
  if ('policies' in options) return { ...known, knownDeviationsFile, ...(await testee(options)) };
  const { policyFile, start } = options;
  return { ...known, knownDeviationsFile, policyFile, ...(await start()) };
}
