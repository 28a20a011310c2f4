/** A file that the user names, to be read: whether it can be, and what is wrong if not. */
import { access, constants, stat } from 'node:fs/promises';
import { InputError } from './input-error.ts';
import { messageOf } from './message-of.ts';

/** Checks a file that is to be read as a stream, without a byte of it: it may be a pipe.
 *  @param place of its name, for messages
 *  @throws InputError */
export async function checkInputFile(path: string, place = path): Promise<void> {
  const file = await stat(path).catch((error: unknown) => {
    throw new InputError(`${place}: ${inputTrouble(error)}`);
  });
  if (file.isDirectory()) throw new InputError(`${place}: ${troubles.EISDIR}`);
  await access(path, constants.R_OK).catch((error: unknown) => {
    throw new InputError(`${place}: ${inputTrouble(error)}`);
  });
}

/** Why a file cannot be read. */
export function inputTrouble(error: unknown): string {
  const { code = '' } = error as NodeJS.ErrnoException;
  return Object.hasOwn(troubles, code) ? troubles[code as keyof typeof troubles] : messageOf(error);
}

const troubles = {
  EACCES: 'no permission to read it: name another file',
  EISDIR: 'this is a folder: name a file in it',
  ENOENT: 'there is no such file',
};
