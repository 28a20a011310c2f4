/** The files of this project in which steps of the standard are cited. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A file, by its path from the top of the project. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

const folders = ['spec', 'reference', 'conformance', 'harness'];
/** Where package managers and compilers put what they make. */
const notOurs = new Set(['node_modules', '.venv', 'build', 'target']);
const written = ['spec/fetch.json', 'spec/reasons.json'];

/** Everything but what `spec:extract` itself writes from the standard. */
export function citingFiles(top: string): SourceFile[] {
  const paths = folders.flatMap((folder) => filesBelow(top, folder));
  return ['README.md', ...paths.sort()]
    .filter((path) => /\.(tsx?|mjs|json|md)$/.test(path))
    .filter((path) => !written.includes(path))
    .map((path) => ({ path, text: readFileSync(join(top, path), 'utf8') }));
}

/** All files of this project in a folder, by their paths from `top`. */
function filesBelow(top: string, folder: string): string[] {
  return readdirSync(join(top, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (!entry.isDirectory()) return [path];
    return notOurs.has(entry.name) ? [] : filesBelow(top, path);
  });
}

/** Whether a file is code of the reference: what follows the standard step by step. */
export function isReferenceCode({ path }: SourceFile): boolean {
  return /^reference\/.*\.ts$/.test(path) && !path.endsWith('.test.ts');
}
