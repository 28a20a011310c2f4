/** The file of a list run: written line by line, and read again to go on where it ended. */
import { createReadStream } from 'node:fs';
import { type FileHandle, open, stat, truncate } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import { InputError } from '../../output/input-error.ts';
import { messageOf } from '../../output/message-of.ts';
import { checkReportFile } from '../../output/report-file.ts';
import { type Line, linesOf } from './lines.ts';
import type { ListEnd, ListHeader, ListResult } from './list-result.ts';

/** What a file has already. */
export interface Done {
  /** The digest of the text of a line that is done; undefined if it is not. */
  digestOf(line: number): number | undefined;
  readonly targets: number;
  /** Whether the list was done: it may be longer now. */
  readonly hasEnded: boolean;
}

export interface ListOutput {
  readonly done: Done;
  write(line: ListHeader | ListResult | ListEnd): Promise<void>;
  close(): Promise<void>;
}

const nothing: Done = { digestOf: () => undefined, targets: 0, hasEnded: false };

/** Standard output, where nobody can go on. */
export function standardOutput(): ListOutput {
  return {
    done: nothing,
    write: (line) =>
      new Promise((resolve) => {
        // A reader that has closed the pipe gets no more.
        process.stdout.write(`${JSON.stringify(line)}\n`, () => resolve());
      }),
    close: async () => {},
  };
}

/** @throws InputError if the file is of another run, or cannot be written */
export async function fileOutput(
  path: string,
  header: ListHeader,
  isResumed: boolean,
): Promise<ListOutput> {
  await checkReportFile(path);
  const size = (await stat(path).catch(() => null))?.size ?? 0;
  if (size > 0 && !isResumed) {
    throw new InputError(
      `--output ${path}: it has results already: go on with --resume, or name another file`,
    );
  }
  const done = size === 0 ? nothing : await readDone(path, header);
  const file = await open(path, 'a');
  // One line after the other: nothing is ever between two halves of a line.
  let last = Promise.resolve();
  const write = (line: ListHeader | ListResult | ListEnd) => {
    last = last.then(() => append(file, path, `${JSON.stringify(line)}\n`));
    return last;
  };
  const isEmpty = (await file.stat()).size === 0;
  if (isEmpty) await write(header);
  return { done, write, close: () => file.close() };
}

async function append(file: FileHandle, path: string, text: string): Promise<void> {
  try {
    await file.appendFile(text);
  } catch (error) {
    throw new InputError(
      `--output ${path}: ${messageOf(error)}: free some space, and go on with --resume`,
    );
  }
}

/** Reads what is done, and removes a last line that is half written.
 *  @throws InputError */
async function readDone(path: string, header: ListHeader): Promise<Done> {
  const digests = new Digests();
  let [bytes, targets, hasEnded, isFirst] = [0, 0, false, true];
  for await (const line of linesOf(createReadStream(path))) {
    if (!line.isWhole) break;
    bytes += line.bytes;
    const json = parsed(path, line);
    if (isFirst && !isDeepStrictEqual(json, header)) {
      throw new InputError(
        `--output ${path}: it is of a run with other options, or of another version: name another file`,
      );
    }
    hasEnded = 'end' in json;
    if (!isFirst && 'line' in json) {
      digests.set((json as ListResult).line, (json as ListResult).digest);
      targets += 1;
    }
    isFirst = false;
  }
  await truncate(path, bytes);
  return { digestOf: (line) => digests.get(line), targets, hasEnded };
}

/** @throws InputError */
function parsed(path: string, { text }: Line): object {
  try {
    return JSON.parse(text);
  } catch {
    throw new InputError(`--output ${path}: a line is not JSON: name another file`);
  }
}

/** Four bytes for each line, so that a long list takes little memory. */
class Digests {
  #values = new Uint32Array(1024);
  #isSet = new Uint8Array(1024);

  set(line: number, digest: number): void {
    while (line >= this.#values.length) {
      this.#values = grown(this.#values, new Uint32Array(this.#values.length * 2));
      this.#isSet = grown(this.#isSet, new Uint8Array(this.#isSet.length * 2));
    }
    this.#values[line] = digest;
    this.#isSet[line] = 1;
  }

  get(line: number): number | undefined {
    return this.#isSet[line] === 1 ? this.#values[line] : undefined;
  }
}

function grown<Values extends Uint32Array | Uint8Array>(old: Values, larger: Values): Values {
  larger.set(old);
  return larger;
}
