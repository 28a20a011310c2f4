/** The file that `--output` names: checked before a run, written in one piece after it. */
import type { Stats } from 'node:fs';
import { access, constants, mkdir, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { InputError } from './input-error.ts';
import { messageOf } from './message-of.ts';

/** Checks that a report can be written, so that nobody waits for a run in vain; creates its folder.
 *  @param option the option that names it
 *  @throws InputError */
export async function checkReportFile(path: string, option = '--output'): Promise<void> {
  const place = `${option} ${path}`;
  const file = await stat(path).catch(() => null);
  if (file?.isDirectory()) {
    throw new InputError(`${place}: this is a folder: name a file in it`);
  }
  await attempt(place, () => mkdir(dirname(path), { recursive: true }));
  if (file !== null) await attempt(place, () => access(path, constants.W_OK));
  // Only writing shows that writing works: permissions alone do not tell that a disk is read-only.
  if (isReplaced(file)) await attempt(place, () => tryBeside(path));
}

async function tryBeside(path: string): Promise<void> {
  const written = await temporaryFor(path);
  await writeFile(written, '');
  await rm(written);
}

/** Writes a temporary file beside it and renames that, so that half a report is never seen.
 *  @param option the option that names it
 *  @throws InputError */
export async function writeReportFile(
  path: string,
  text: string | Iterable<string>,
  option = '--output',
): Promise<void> {
  const place = `${option} ${path}`;
  if (!isReplaced(await stat(path).catch(() => null))) {
    return attempt(place, () => writeFile(path, text));
  }
  const written = await temporaryFor(path);
  await attempt(place, async () => {
    try {
      await writeFile(written, text);
      await rename(written, await targetOf(path));
    } catch (error) {
      await rm(written, { force: true }).catch(() => {});
      throw error;
    }
  });
}

/** A device or a pipe is written to, not replaced. */
function isReplaced(file: Stats | null): boolean {
  return file === null || file.isFile() || file.isDirectory();
}

/** Of a link, the file it points to is replaced. */
function targetOf(path: string): Promise<string> {
  return realpath(path).catch(() => path);
}

async function temporaryFor(path: string): Promise<string> {
  return `${await targetOf(path)}.${process.pid}.tmp`;
}

/** @throws InputError with what went wrong and what to do */
async function attempt(place: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    throw new InputError(`${place}: ${troubles[code] ?? `${messageOf(error)}: name another file`}`);
  }
}

const noFolder = 'a part of its path is a file, not a folder: name another file';
const noPermission = 'no permission to write it: name another file';

const troubles: Readonly<Record<string, string>> = {
  EACCES: noPermission,
  EEXIST: noFolder,
  ENOENT: 'no file can be created there: name another file',
  ENOSPC: 'the disk is full: free some space, or name another file',
  ENOTDIR: noFolder,
  EPERM: noPermission,
  EROFS: 'the disk is read-only: name another file',
};
