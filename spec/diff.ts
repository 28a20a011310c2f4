/** Compares the map with a text of the standard. */
import { align, nest, type Pair, type StepNode } from './align.ts';
import type { Algorithm, Standard, Step } from './index.ts';
import type { OutlineEntry, OutlineStep } from './outline.ts';

/**
 * One changed step, definition or ABNF rule. An added or removed step also stands for its substeps.
 * An algorithm is a change if the text around its steps changed.
 */
export type Change =
  | { readonly kind: 'reworded' | 'moved'; readonly id: string; readonly now: string }
  | { readonly kind: 'removed'; readonly id: string; readonly now: null }
  | {
      readonly kind: 'added';
      readonly id: null;
      readonly now: string;
      /** The step of the map before it, or the parent step if it is the first substep. */
      readonly after: string | null;
    };

export interface Renumbering {
  readonly id: string;
  readonly now: string;
}

export interface Difference {
  readonly changes: readonly Change[];
  /** Unchanged steps whose number differs because of the changes. Their substeps are not listed. */
  readonly renumbered: readonly Renumbering[];
}

type Known = Step & StepNode;

export function diff(map: Standard, outline: readonly OutlineEntry[]): Difference {
  const changes: Change[] = [];
  const renumbered: Renumbering[] = [];
  for (const algorithm of map.algorithms) {
    const entry = outline.find(({ id }) => id === algorithm.id);
    if (entry === undefined) {
      changes.push({ kind: 'removed', id: algorithm.id, now: null });
      continue;
    }
    if (entry.digest !== algorithm.digest) {
      changes.push({ kind: 'reworded', id: algorithm.id, now: algorithm.id });
    }
    const difference = diffSteps(algorithm, entry);
    changes.push(...difference.changes);
    renumbered.push(...difference.renumbered);
  }
  for (const { id } of outline) {
    if (map.algorithms.some((algorithm) => algorithm.id === id)) continue;
    changes.push({ kind: 'added', id: null, now: id, after: null });
  }
  return { changes, renumbered };
}

/**
 * The new id of the step `id`. Substeps change with their step, so the nearest change decides.
 *
 * @returns null if the step was removed
 */
export function numberedNow({ changes, renumbered }: Difference, id: string): string | null {
  const found = [...changes, ...renumbered].find((one) => one.id === id);
  if (found !== undefined) return found.now;
  const around = id.slice(0, Math.max(id.lastIndexOf('.'), id.lastIndexOf('/'), 0));
  if (around === '') return id;
  const aroundNow = numberedNow({ changes, renumbered }, around);
  return aroundNow === null ? null : aroundNow + id.slice(around.length);
}

function diffSteps(algorithm: Algorithm, entry: OutlineEntry): Difference {
  const changes: Change[] = [];
  const renumbered: Renumbering[] = [];
  const name = ({ number }: StepNode) => `${algorithm.id}/${number}`;
  const pairs = align<Known, OutlineStep>(nest(algorithm.steps), entry.steps);
  for (const pair of pairs) {
    if (pair.old === null) {
      const after = known(pairs, pair.new.number);
      const id = after === null ? null : name(after);
      changes.push({ kind: 'added', id: null, now: name(pair.new), after: id });
    } else if (pair.new === null) {
      changes.push({ kind: 'removed', id: name(pair.old), now: null });
    } else if (pair.moved) {
      changes.push({ kind: 'moved', id: name(pair.old), now: name(pair.new) });
    } else if (pair.old.digest !== pair.new.digest) {
      changes.push({ kind: 'reworded', id: name(pair.old), now: name(pair.new) });
    } else if (lastOf(pair.old.number) !== lastOf(pair.new.number)) {
      renumbered.push({ id: name(pair.old), now: name(pair.new) });
    }
  }
  return { changes, renumbered };
}

/** `5` of `7.5`. */
function lastOf(number: string): string {
  return number.slice(number.lastIndexOf('.') + 1);
}

/** The last step of the map before the new step `number`: a sibling, or else the parent. */
function known(pairs: readonly Pair<Known, OutlineStep>[], number: string): Known | null {
  const parent = number.slice(0, Math.max(0, number.lastIndexOf('.')));
  const candidates: (Known | null)[] = [];
  for (const pair of pairs) {
    if (pair.new?.number === number) return candidates.findLast((old) => old !== null) ?? null;
    // Pairs are in the old order, so a moved step is not at its new place here.
    if (pair.new === null || (pair.old !== null && pair.moved)) continue;
    const now = pair.new.number;
    const beside = now.slice(0, Math.max(0, now.lastIndexOf('.'))) === parent;
    if (beside || now === parent) candidates.push(pair.old);
  }
  return null;
}
