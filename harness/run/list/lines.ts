/** Lines of a stream of any length, one at a time. */
import type { Readable } from 'node:stream';

export interface Line {
  readonly text: string;
  /** In the stream, with its end. */
  readonly bytes: number;
  /** Whether it has an end: the last one may be half written. */
  readonly isWhole: boolean;
}

export async function* linesOf(stream: Readable): AsyncGenerator<Line, void, void> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of stream) {
    rest = Buffer.concat([rest, chunk as Buffer]);
    let start = 0;
    for (let end = rest.indexOf(10); end !== -1; end = rest.indexOf(10, start)) {
      const line = rest.subarray(start, end);
      yield { text: textOf(line), bytes: line.length + 1, isWhole: true };
      start = end + 1;
    }
    rest = rest.subarray(start);
  }
  if (rest.length > 0) yield { text: textOf(rest), bytes: rest.length, isWhole: false };
}

function textOf(line: Buffer): string {
  return line
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .replace(/\r$/, '');
}
