/** The file that `--output` names: checked before a run, written in one piece after it. */
import { access, constants, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { InputError } from './input-error.ts';
import { messageOf } from './message-of.ts';

/** Checks that a report can be written, so that nobody waits for a run in vain.
 *  @throws InputError */
export async function checkReportFile(path: string): Promise<void> {
  const file = await stat(path).catch(() => null);
  if (file?.isDirectory()) {
    throw new InputError(`--output ${path}: this is a folder: name a file in it`);
  }
  const folder = dirname(path);
  const isFolder = await stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder) {
    throw new InputError(`--output ${path}: ${folder} is not an existing folder: create it first`);
  }
  const written = file === null ? [folder] : file.isFile() ? [folder, path] : [path];
  for (const place of written) {
    await access(place, constants.W_OK).catch(() => {
      throw new InputError(`--output ${path}: no permission to write ${place}: name another file`);
    });
  }
}

/** Writes a temporary file beside it and renames that, so that half a report is never seen.
 *  @throws InputError */
export async function writeReportFile(path: string, text: string): Promise<void> {
  const file = await stat(path).catch(() => null);
  // A device or a pipe is written to, not replaced. Of a link, the file it points to is replaced.
  const isReplaced = file === null || file.isFile();
  const final = file === null ? path : await realpath(path);
  const written = isReplaced ? `${final}.${process.pid}.tmp` : final;
  try {
    await writeFile(written, text);
    if (isReplaced) await rename(written, final);
  } catch (error) {
    if (isReplaced) await rm(written, { force: true }).catch(() => {});
    const isFull = (error as NodeJS.ErrnoException).code === 'ENOSPC';
    const trouble = isFull ? 'the disk is full: free some space, or' : `${messageOf(error)}:`;
    throw new InputError(`--output ${path}: ${trouble} name another file`);
  }
}
