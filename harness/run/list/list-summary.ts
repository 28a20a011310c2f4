/** The summary of a list run by cause, read from its results: they may be in several files. */
import { createReadStream } from 'node:fs';
import { counted } from '../../output/counted.ts';
import { InputError } from '../../output/input-error.ts';
import { checkInputFile } from '../../output/input-file.ts';
import { type Colours, printable } from '../../output/terminal.ts';
import type { Conclusion } from '../project-report.ts';
import { linesOf } from './lines.ts';
import {
  type ListCause,
  type ListEnd,
  type ListHeader,
  type ListResult,
  listVersion,
} from './list-result.ts';

export interface ListSummary {
  /** 0, 1 or 2, as after any run. */
  readonly exitCode: 0 | 1 | 2;
  readonly conclusion: Conclusion;
  readonly targets: number;
  readonly conclusions: Readonly<Record<Conclusion, number>>;
  /** Why it is incomplete, besides targets that are; empty if it is not. */
  readonly missing: readonly string[];
  readonly outsideCauses: readonly Shared[];
  readonly causes: readonly SharedCause[];
  readonly errors: readonly Shared[];
}

/** What several targets have in common. */
export interface Shared {
  readonly what: string;
  readonly targets: number;
  /** The first few of their URLs. */
  readonly examples: readonly string[];
}

export interface SharedCause extends Shared {
  readonly level: ListResult['causes'][number]['level'];
}

/** 1 if a target failed, else 2 if something is incomplete, else 0. */
export function exitCodeFor(found: ReadonlySet<Conclusion>): 0 | 1 | 2 {
  if (found.has('FAILED')) return 1;
  return found.has('INCOMPLETE') ? 2 : 0;
}

/** @throws InputError if a file is not the output of a list run */
export async function summaryOfLists(files: readonly string[]): Promise<ListSummary> {
  const outside = new Tally();
  const causes = new Tally<SharedCause['level']>();
  const errors = new Tally();
  const conclusions = { PASSED: 0, FAILED: 0, INCOMPLETE: 0 };
  const headers: { file: string; header: ListHeader }[] = [];
  const missing: string[] = [];
  for (const file of files) {
    let hasEnded = false;
    for await (const line of readList(file)) {
      hasEnded = 'end' in line;
      if ('tool' in line) headers.push({ file, header: line });
      else if ('line' in line) {
        conclusions[line.conclusion] += 1;
        for (const what of line.outsideCauses) outside.count(what, line.url);
        const found = new Map(line.causes.map((cause) => [nameOf(cause), cause.level]));
        for (const [name, level] of found) causes.count(name, line.url, level);
        if (line.error !== null) errors.count(withoutPlace(line.error, line.url), line.url);
      }
    }
    if (!hasEnded) missing.push(`${file} has no end: go on with --resume`);
  }
  missing.push(...missingShards(headers));
  const found = (['PASSED', 'FAILED', 'INCOMPLETE'] as const).filter(
    (each) => conclusions[each] > 0 || (each === 'INCOMPLETE' && missing.length > 0),
  );
  const exitCode = exitCodeFor(new Set(found));
  return {
    exitCode,
    conclusion: ({ 0: 'PASSED', 1: 'FAILED', 2: 'INCOMPLETE' } as const)[exitCode],
    targets: conclusions.PASSED + conclusions.FAILED + conclusions.INCOMPLETE,
    conclusions,
    missing,
    outsideCauses: outside.shared(),
    causes: causes.shared().map((each) => ({ ...each, level: each.note ?? 'info' })),
    errors: errors.shared(),
  };
}

/** @throws InputError */
async function* readList(file: string): AsyncGenerator<ListHeader | ListResult | ListEnd> {
  await checkInputFile(file);
  let number = 0;
  for await (const { text, isWhole } of linesOf(createReadStream(file))) {
    // Half a line is what a run leaves that was killed.
    if (!isWhole) return;
    number += 1;
    let json: ListHeader | ListResult | ListEnd;
    try {
      json = JSON.parse(text);
    } catch {
      throw new InputError(
        `${file}: line ${number} is not JSON: merge only outputs of run --targets`,
      );
    }
    if (number === 1 && (json as Partial<ListHeader>).version !== listVersion) {
      throw new InputError(`${file}: not an output of run --targets of this version`);
    }
    yield json;
  }
}

/** @throws InputError if they are not shards of one run */
function missingShards(headers: readonly { file: string; header: ListHeader }[]): string[] {
  const [first, ...others] = headers;
  if (first === undefined) return [];
  const shared = ({ header }: typeof first) =>
    JSON.stringify({ ...header, shard: header.shard?.count ?? null });
  const other = others.find((each) => shared(each) !== shared(first));
  if (other !== undefined) {
    throw new InputError(
      `${other.file}: it is of another run than ${first.file}: merge only the shards of one run`,
    );
  }
  const count = first.header.shard?.count ?? 1;
  const present = headers.map(({ header }) => header.shard?.index ?? 1);
  const twice = headers.find((_each, index) => present.indexOf(present[index] ?? 0) < index);
  if (twice !== undefined) {
    throw new InputError(`${twice.file}: another file is of the same shard: leave one out`);
  }
  return Array.from({ length: count }, (_each, index) => index + 1)
    .filter((index) => !present.includes(index))
    .map((index) => `shard ${index} of ${count} is missing`);
}

/** Causes that differ only in values of the target are one here. */
function nameOf({ requirement, reason }: ListCause): string {
  return reason === null ? requirement : `${requirement}, ${reason}`;
}

/** The same trouble of different targets, in the same words. */
function withoutPlace(error: string, url: string): string {
  const { host, hostname } = new URL(URL.canParse(url) ? url : 'http://localhost');
  return error
    .replaceAll(url, '…')
    .replaceAll(host, '…')
    .replaceAll(hostname, '…')
    .replace(/…:\d+/g, '…')
    .replace(/\d+ of \d+ cases/, 'some cases');
}

const mostExamples = 3;
/** Texts come from targets: no list may fill the memory with them. */
const mostKinds = 1000;
const others = 'others';

class Tally<Note = undefined> {
  readonly #kinds = new Map<
    string,
    { targets: number; examples: string[]; note: Note | undefined }
  >();

  count(what: string, url: string, note?: Note): void {
    const known = this.#kinds.get(what);
    if (known === undefined && this.#kinds.size >= mostKinds && what !== others) {
      this.count(others, url);
      return;
    }
    const kind = known ?? { targets: 0, examples: [], note };
    kind.targets += 1;
    if (kind.examples.length < mostExamples) kind.examples.push(url);
    this.#kinds.set(what, kind);
  }

  /** The most frequent first. */
  shared() {
    return [...this.#kinds]
      .map(([what, kind]) => ({ what, ...kind }))
      .sort((a, b) => b.targets - a.targets || (a.what < b.what ? -1 : 1));
  }
}

export function summaryText(summary: ListSummary, colours: Colours): string {
  const { conclusion, conclusions, targets, missing, outsideCauses, causes, errors } = summary;
  const section = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : [colours.bold(title), ...lines, ''];
  const shared = ({ what, targets: count, examples }: Shared, tag = '') => [
    `${String(count).padStart(8)}  ${printable(what)}${tag}`,
    `          such as ${examples.map(printable).join(', ')}`,
  ];
  const colour = { PASSED: colours.green, FAILED: colours.red, INCOMPLETE: colours.yellow };
  const parts = (['PASSED', 'FAILED', 'INCOMPLETE'] as const)
    .filter((each) => conclusions[each] > 0)
    .map((each) => `${conclusions[each]} ${each}`);
  const lines = [
    ...section(
      'Targets with a cause outside CORS',
      outsideCauses.flatMap((each) => shared(each)),
    ),
    ...section(
      'Targets by cause',
      causes.flatMap((each) => shared(each, ` (${each.level})`)),
    ),
    ...section(
      'Targets that could not be judged, or not completely',
      errors.flatMap((each) => shared(each)),
    ),
    ...missing,
    `${colour[conclusion](conclusion)}  ${counted(targets, 'target')}${parts.length === 0 ? '' : `: ${parts.join(', ')}`}`,
  ];
  return `${lines.join('\n')}\n`;
}
