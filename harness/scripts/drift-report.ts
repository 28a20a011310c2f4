/** Tells people what changed in the standard, and which code and which cases that concerns. */
import type { Change, Difference, Renumbering } from '../../spec/diff.ts';
import type { Algorithm, Standard } from '../../spec/index.ts';
import { type Citation, citationsIn, citing } from './citations.ts';
import { isReferenceCode, type SourceFile } from './project-files.ts';
import { commentOf, linkedDeclarations } from './step-comments.ts';

/** What a report looks things up in. */
interface Context {
  readonly map: Standard;
  readonly code: readonly SourceFile[];
  readonly citations: readonly Citation[];
}

/** The lines of a report about `difference` from `map`, each change after an empty line. */
export function driftReport(
  { changes, renumbered }: Difference,
  map: Standard,
  files: readonly SourceFile[],
): string[] {
  const code = files.filter(isReferenceCode);
  const others = files.filter((file) => !isReferenceCode(file));
  const context = { map, code, citations: citationsIn(others, map) };
  const lines = changes.flatMap((change) => ['', ...linesAbout(change, context)]);
  if (renumbered.length > 0) lines.push('', 'Only their numbers changed:', ...shiftsOf(renumbered));
  return lines;
}

function linesAbout(change: Change, { map, code, citations }: Context): string[] {
  // What was added has no words, code or cases of ours yet: then its neighbour's code is shown.
  const id = change.kind === 'added' ? change.after : change.id;
  const lines = [headline(change, map)];
  const named = change.kind === 'added' ? change.now : change.id;
  const algorithm = algorithmOf(named, map);
  if (algorithm === undefined) return lines;
  const number = id === null || id === algorithm.id ? null : id.slice(algorithm.id.length + 1);
  lines.push(`  spec   ${map.url}#${algorithm.anchor}`);
  const isBeside = change.id === null && depthOf(change.now) === depthOf(id ?? '');
  const unmodelled = reasonNotToModel(algorithm, isBeside ? around(number ?? '') : number);
  if (unmodelled !== null) lines.push(`  note   not modelled: ${unmodelled}`);
  const places = placesOf(algorithm.anchor, number, code);
  lines.push(...(places.length === 0 ? ['none'] : places).map((place) => `  code   ${place}`));
  const cited = change.id === null ? [] : citing([change.id], citations);
  lines.push(...(cited.length === 0 ? ['nowhere'] : cited).map((line) => `  cited  ${line}`));
  return lines;
}

function headline(change: Change, map: Standard): string {
  const gist = (id: string) => {
    const words = gistOf(id, map);
    return words === null ? '' : `: ${words}`;
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

/** What an entry or a step does; within an unmodelled step, what that step does. */
function gistOf(id: string, map: Standard): string | null {
  const algorithm = algorithmOf(id, map);
  if (algorithm === undefined) return null;
  if (id === algorithm.id) return algorithm.gist;
  for (const number of withThoseAround(id.slice(algorithm.id.length + 1))) {
    const gist = algorithm.steps.find((step) => step.number === number)?.gist;
    if (gist !== undefined) return gist;
  }
  return null;
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

/** The comment of the step in the code that links `anchor`, or of the step around it; else the
 *  declaration itself. */
function placesOf(anchor: string, number: string | null, code: readonly SourceFile[]): string[] {
  return code.flatMap(({ path, text }) =>
    linkedDeclarations(text)
      .filter((declaration) => declaration.anchor === anchor)
      .map((declaration) => {
        const line = withThoseAround(number)
          .map((candidate) => commentOf(candidate, declaration, text))
          .find((line) => line !== null);
        return `${path}:${(line ?? declaration.line) + 1} ${declaration.name}`.trimEnd();
      }),
  );
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

function algorithmOf(id: string, { algorithms }: Standard): Algorithm | undefined {
  return algorithms.find((one) => id === one.id || id.startsWith(`${one.id}/`));
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
