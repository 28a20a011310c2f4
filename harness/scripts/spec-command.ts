/** Reading the text of the standard, for the commands about it. */
import { readFileSync } from 'node:fs';
import type { Standard } from '../../spec/index.ts';
import { type OutlineEntry, outlineOf } from '../../spec/outline.ts';
import { InputError } from '../output/input-error.ts';

/** The outline of all that `map` lists. @throws InputError for a file that is not the standard */
export function outlineOfFile(file: string, map: Standard): OutlineEntry[] {
  const wanted = map.algorithms.filter(({ kind }) => kind !== 'grammar');
  const outline = outlineOfText(file, () => outlineOf(readFileSync(file, 'utf8'), wanted));
  if (!outline.some(({ kind }) => kind !== 'grammar')) {
    throw new InputError(
      `${file}: this is not the Bikeshed source of the Fetch standard: it defines nothing of it`,
    );
  }
  return outline;
}

export function pinOf({ commit, date }: Standard): string {
  return `pinned standard (commit ${commit.slice(0, 7)} of ${date})`;
}

function outlineOfText(file: string, read: () => OutlineEntry[]): OutlineEntry[] {
  try {
    return read();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new InputError(`${file}: ${code === undefined ? message : `cannot be read (${code})`}`);
  }
}
