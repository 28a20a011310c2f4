/** What `cors-conformance explain --har` does: reads a recording and writes a report of it. */
import { readFile, stat } from 'node:fs/promises';
import { InputError } from '../../output/input-error.ts';
import { messageOf } from '../../output/message-of.ts';
import { coloursFor } from '../../output/terminal.ts';
import { type ExitCode, totalExitCode } from '../explained.ts';
import { explanationJSON } from '../explanation-json.ts';
import { explainedHAR, type HAROptions } from './explain-har.ts';
import { harText } from './har-text.ts';

const maximumMegabytes = 256;

/** @throws InputError */
export async function reportHAR(
  path: string,
  options: HAROptions & { readonly report: 'text' | 'json' },
): Promise<ExitCode> {
  const { fetches, recording } = await explained(path, options);
  process.stdout.write(
    options.report === 'json'
      ? explanationJSON(fetches, recording)
      : harText(fetches, recording, coloursFor(process.stdout)),
  );
  return totalExitCode(fetches);
}

async function explained(path: string, options: HAROptions) {
  const text = await textOf(path);
  try {
    return await explainedHAR(text, options);
  } catch (error) {
    if (error instanceof SyntaxError) throw new InputError(`--har ${path}: ${error.message}`);
    throw error;
  }
}

async function textOf(path: string): Promise<string> {
  const file = await stat(path).catch(() => null);
  if (file === null) throw new InputError(`--har ${path}: there is no such file`);
  if (file.isDirectory())
    throw new InputError(`--har ${path}: this is a folder: name a file in it`);
  if (file.size > maximumMegabytes * 2 ** 20) {
    throw new InputError(
      `--har ${path}: it has more than ${maximumMegabytes} MiB: record less, or without content`,
    );
  }
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new InputError(`--har ${path}: it cannot be read: ${messageOf(error)}`);
  }
}
