/** The files of this project in which steps of the standard are cited. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A file, by its path from the top of the project. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

const folders = ['spec', 'reference', 'conformance', 'harness'];
const written = ['spec/fetch.json', 'spec/reasons.json'];

/** Everything but what `spec:extract` itself writes from the standard. */
export function citingFiles(top: string): SourceFile[] {
  const paths = folders.flatMap((folder) =>
    readdirSync(join(top, folder), { recursive: true, encoding: 'utf8' }).map(
      (file) => `${folder}/${file.replaceAll('\\', '/')}`,
    ),
  );
  return ['README.md', ...paths.sort()]
    .filter((path) => /\.(tsx?|mjs|json|md)$/.test(path) && !path.includes('/node_modules/'))
    .filter((path) => !written.includes(path))
    .map((path) => ({ path, text: readFileSync(join(top, path), 'utf8') }));
}

/** Whether a file is code of the reference: what follows the standard step by step. */
export function isReferenceCode({ path }: SourceFile): boolean {
  return /^reference\/.*\.ts$/.test(path) && !path.endsWith('.test.ts');
}
