/**
 * Command: whether a text of the standard still says what the pinned one says; and where not, which
 * step, which code of ours and which cases that concerns.
 */
import { readdirSync, readFileSync, realpathSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type Change, type Difference, diff, type Renumbering } from '../../spec/diff.ts';
import { type Algorithm, algorithms, gistOf, isStep, rulings, spec } from '../../spec/index.ts';
import { outlineOf } from '../../spec/outline.ts';

/** A file of the project, by its path from the top. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** Whatever in the corpus says which steps it is about. */
export interface CitingCase {
  readonly file: string;
  readonly id: string;
  readonly steps: readonly string[];
}

const usage = 'usage: spec:drift <fetch.bs>';
const pinned = `pinned standard (commit ${spec.commit.slice(0, 7)} of ${spec.date})`;
const top = fileURLToPath(new URL('../../', import.meta.url));

const command = process.argv[1];
if (command !== undefined && pathToFileURL(realpathSync(command)).href === import.meta.url) {
  process.exitCode = main(process.argv.slice(2));
}

function main(args: readonly string[]): number {
  const [file] = args;
  if (file === undefined || args.length > 1 || file.startsWith('-')) {
    console.error(usage);
    return 2;
  }
  try {
    const difference = compare(readFileSync(file, 'utf8'));
    if (difference.changes.length === 0) {
      console.log(`${basename(file)} says what the ${pinned} says, as far as CORS goes.`);
      return 0;
    }
    const code = filesIn('reference', '.ts').filter(({ path }) => !path.endsWith('.test.ts'));
    const cases = filesIn('conformance', '.json').flatMap(casesIn);
    console.log(report(basename(file), difference, code, cases));
    return 1;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    console.error(`${file}: ${code === undefined ? message : `cannot be read (${code})`}`);
    return 2;
  }
}

/** @throws Error for a text that is not the source of the standard, or cannot be taken apart */
export function compare(source: string): Difference {
  const wanted = algorithms.filter(({ kind }) => kind !== 'grammar');
  const outline = outlineOf(source, wanted);
  if (!outline.some(({ kind }) => kind !== 'grammar')) {
    throw new Error('defines nothing of Fetch: is it the Bikeshed source of the standard?');
  }
  return diff(spec, outline);
}

export function report(
  name: string,
  { changes, renumbered }: Difference,
  code: readonly SourceFile[],
  cases: readonly CitingCase[],
): string {
  const count = changes.length === 1 ? 'one place' : `${changes.length} places`;
  const lines = [`${name} differs from the ${pinned} in ${count}.`];
  for (const change of changes) lines.push('', ...reportOf(change, code, cases));
  if (renumbered.length > 0) {
    const cited = citing(
      renumbered.map(({ id }) => id),
      cases,
    );
    lines.push('', 'Only their numbers changed:');
    lines.push(...shiftsOf(renumbered));
    lines.push(...cited.map((line) => `  cases  ${line}`));
  }
  return lines.join('\n');
}

function reportOf(
  change: Change,
  code: readonly SourceFile[],
  cases: readonly CitingCase[],
): string[] {
  // What was added has no words, code or cases of ours yet: then its neighbour's code is shown.
  const id = change.kind === 'added' ? change.after : change.id;
  const lines = [headline(change)];
  const named = change.kind === 'added' ? change.now : change.id;
  const entry = algorithms.find((one) => named === one.id || named.startsWith(`${one.id}/`));
  if (entry === undefined) return lines;
  const number = id === null || id === entry.id ? null : id.slice(entry.id.length + 1);
  lines.push(`  spec   ${spec.url}#${entry.anchor}`);
  const beside = change.id === null && depthOf(change.now) === depthOf(id ?? '');
  const unmodelled = reasonNotToModel(entry, beside ? around(number ?? '') : number);
  if (unmodelled !== null) lines.push(`  note   not modelled: ${unmodelled}`);
  for (const ruling of rulings.filter(({ steps }) => steps.some((step) => step === change.id))) {
    lines.push(`  note   our ruling ${ruling.id} is about it`);
  }
  const places = placesOf(entry.anchor, number, code);
  lines.push(...(places.length === 0 ? ['none'] : places).map((place) => `  code   ${place}`));
  const cited = change.id === null ? [] : citing([change.id], cases);
  lines.push(...(cited.length === 0 ? ['none'] : cited).map((line) => `  cases  ${line}`));
  return lines;
}

function headline(change: Change): string {
  const gist = (id: string) => {
    const words = isStep(id) ? gistOf(id) : algorithms.find((one) => one.id === id)?.gist;
    return words === undefined ? '' : `: ${words}`;
  };
  switch (change.kind) {
    case 'added': {
      const after = change.after === null ? '' : `, after ${change.after}${gist(change.after)}`;
      return `added     ${change.now}${after}`;
    }
    case 'removed':
      return `removed   ${change.id}${gist(change.id)}`;
    case 'moved':
      return `moved     ${change.id} to ${change.now}${gist(change.id)}`;
    case 'reworded': {
      const now = change.now === change.id ? '' : ` (now ${change.now})`;
      return `reworded  ${change.id}${now}${gist(change.id)}`;
    }
  }
}

/** One line for each run of neighbours that moved by as much. */
function shiftsOf(renumbered: readonly Renumbering[]): string[] {
  const runs: Renumbering[][] = [];
  for (const one of renumbered) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    const follows =
      last !== undefined && one.id === successor(last.id) && one.now === successor(last.now);
    if (follows) run?.push(one);
    else runs.push([one]);
  }
  return runs.map((run) => {
    const [first, last] = [run[0] as Renumbering, run.at(-1) as Renumbering];
    if (first === last) return `  ${first.id} is now ${first.now}`;
    return `  ${first.id} to ${last.id} are now ${first.now} to ${last.now}`;
  });
}

/** The step that would come next beside `id`. */
function successor(id: string): string {
  const last = /(\d+|[a-z])$/.exec(id)?.[0] ?? '';
  const next = /\d/.test(last) ? Number(last) + 1 : String.fromCharCode(last.charCodeAt(0) + 1);
  return id.slice(0, id.length - last.length) + next;
}

/** Why the step `number`, or one around it, has no code. */
function reasonNotToModel(algorithm: Algorithm, number: string | null): string | null {
  if (algorithm.unmodelled !== undefined) return algorithm.unmodelled;
  for (const candidate of withThoseAround(number)) {
    const step = algorithm.steps.find((one) => one.number === candidate);
    if (step?.unmodelled !== undefined) return step.unmodelled;
  }
  return null;
}

/**
 * Where doc comments link `anchor`: the comment of the step in the code below, or of the step
 * around it; else the declaration itself.
 */
export function placesOf(
  anchor: string,
  number: string | null,
  code: readonly SourceFile[],
): string[] {
  const link = new RegExp(`https://fetch\\.spec\\.whatwg\\.org/#${anchor}(?![\\w-])`, 'g');
  const declaration = /^\s*(?:export )?(?:async )?(?:function|const|class|interface|type) (\w+)/;
  return code.flatMap(({ path, text }) => {
    const lines = text.split('\n');
    return [...text.matchAll(link)].map(({ index }) => {
      const linked = text.slice(0, index).split('\n').length - 1;
      const declared = lines.findIndex((line, at) => at > linked && declaration.test(line));
      const name = declaration.exec(lines[declared] ?? '')?.[1] ?? '';
      for (const candidate of withThoseAround(number)) {
        const comment = new RegExp(`^\\s*// ${candidate.replaceAll('.', '\\.')}\\.(?: |$)`);
        const at = lines.findIndex((line, at) => at > declared && comment.test(line));
        if (at !== -1) return `${path}:${at + 1} ${name}`;
      }
      return `${path}:${(declared === -1 ? linked : declared) + 1} ${name}`.trimEnd();
    });
  });
}

/** `7.4.1`, `7.4`, `7`. */
function withThoseAround(number: string | null): string[] {
  if (number === null || number === '') return [];
  return [number, ...withThoseAround(around(number))];
}

/** `7.4` for `7.4.1`, nothing for `7`. */
function around(number: string): string {
  return number.slice(0, Math.max(0, number.lastIndexOf('.')));
}

function depthOf(id: string): number {
  return id.split('.').length;
}

/** The cases that cite one of the steps, or one of their substeps; one line for each file. */
function citing(ids: readonly string[], cases: readonly CitingCase[]): string[] {
  const concerns = (step: string) =>
    ids.some((id) => step === id || step.startsWith(`${id}.`) || step.startsWith(`${id}/`));
  const byFile = new Map<string, string[]>();
  for (const { file, id, steps } of cases) {
    if (steps.some(concerns)) byFile.set(file, [...(byFile.get(file) ?? []), id]);
  }
  return [...byFile].map(([file, names]) => `${file}: ${names.join(', ')}`);
}

/** Every object in a JSON file that has `steps`. */
export function casesIn({ path, text }: SourceFile): CitingCase[] {
  const found: CitingCase[] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const { id, steps } = value as { id?: unknown; steps?: unknown };
    if (typeof id === 'string' && Array.isArray(steps)) {
      found.push({ file: path, id, steps: steps.filter((step) => typeof step === 'string') });
    }
    for (const member of Object.values(value)) visit(member);
  };
  visit(JSON.parse(text));
  return found;
}

function filesIn(folder: string, extension: string): SourceFile[] {
  return readdirSync(join(top, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(extension) && !file.includes('node_modules'))
    .sort()
    .map((file) => {
      const path = `${folder}/${file.replaceAll('\\', '/')}`;
      return { path, text: readFileSync(join(top, path), 'utf8') };
    });
}
