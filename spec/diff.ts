/** Compares the map with a text of the standard. */
import { align, nest, type StepNode } from './align.ts';
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

function diffSteps(algorithm: Algorithm, entry: OutlineEntry): Difference {
  const changes: Change[] = [];
  const renumbered: Renumbering[] = [];
  const name = ({ number }: StepNode) => `${algorithm.id}/${number}`;
  const pairs = align<Known, OutlineStep>(nest(algorithm.steps), entry.steps);
  const lost = pairs.flatMap((pair) => (pair.new === null ? [pair.old] : []));
  const won = pairs.flatMap((pair) => (pair.old === null ? [pair.new] : []));
  /** Moved steps: the same text, including substeps, was removed here and added elsewhere. */
  const moves = new Map<StepNode, StepNode>();
  for (const old of lost) {
    const found = won.find((step) => !moves.has(step) && sameText(old, step));
    if (found !== undefined) moves.set(old, found).set(found, old);
  }
  for (const pair of pairs) {
    if (pair.old === null) {
      if (moves.has(pair.new)) continue;
      const after = known(pairs, pair.new.number);
      const id = after === null ? null : name(after);
      changes.push({ kind: 'added', id: null, now: name(pair.new), after: id });
    } else if (pair.new === null) {
      const found = moves.get(pair.old);
      if (found === undefined) changes.push({ kind: 'removed', id: name(pair.old), now: null });
      else changes.push({ kind: 'moved', id: name(pair.old), now: name(found) });
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

function sameText(a: StepNode, b: StepNode): boolean {
  return (
    a.digest === b.digest &&
    a.steps.length === b.steps.length &&
    a.steps.every((step, index) => sameText(step, b.steps[index] as StepNode))
  );
}

/** The last step of the map before the new step `number`: a sibling, or else the parent. */
function known(
  pairs: readonly { readonly old: Known | null; readonly new: OutlineStep | null }[],
  number: string,
): Known | null {
  const parent = number.slice(0, Math.max(0, number.lastIndexOf('.')));
  const candidates: (Known | null)[] = [];
  for (const pair of pairs) {
    if (pair.new?.number === number) return candidates.findLast((old) => old !== null) ?? null;
    const now = pair.new?.number ?? '';
    const beside = now.slice(0, Math.max(0, now.lastIndexOf('.'))) === parent;
    if (now !== '' && (beside || now === parent)) candidates.push(pair.old);
  }
  return null;
}
