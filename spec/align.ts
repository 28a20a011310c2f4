/** Matches the steps of two versions of a text, even if their numbers or words differ. */

export interface StepNode {
  readonly number: string;
  readonly digest: string;
  readonly steps: readonly StepNode[];
}

/** Two steps that match, or one step without a match. A step is `moved` if its text, including its
 *  substeps, was removed in one place and added in another. */
export type Pair<Old extends StepNode, New extends StepNode> =
  | { readonly old: Old; readonly new: New; readonly moved?: true }
  | { readonly old: Old; readonly new: null }
  | { readonly old: null; readonly new: New };

/**
 * Pairs the steps of two algorithms, in the order of the old one. A step without a match also
 * stands for its substeps.
 */
export function align<Old extends StepNode, New extends StepNode>(
  olds: readonly Old[],
  news: readonly New[],
): Pair<Old, New>[] {
  const pairs = alignInPlace(olds, news);
  const lost = pairs.flatMap((pair) => (pair.old !== null && pair.new === null ? pair.old : []));
  const won = pairs.flatMap((pair) => (pair.new !== null && pair.old === null ? pair.new : []));
  const moves = new Map<Old, New>();
  for (const old of lost) {
    const found = won.find((step) => sameText(old, step));
    if (found === undefined) continue;
    moves.set(old, found);
    won.splice(won.indexOf(found), 1);
  }
  const arrived = new Set(moves.values());
  return pairs.flatMap((pair): Pair<Old, New>[] => {
    if (pair.new !== null && arrived.has(pair.new)) return [];
    const found = pair.old === null ? undefined : moves.get(pair.old);
    if (pair.old === null || found === undefined) return [pair];
    const below = alignInPlace(pair.old.steps as Old[], found.steps as New[]);
    return [{ old: pair.old, new: found, moved: true }, ...below];
  });
}

/** Compares substeps only inside a pair, so a step that moves to a different level has no match. */
function alignInPlace<Old extends StepNode, New extends StepNode>(
  olds: readonly Old[],
  news: readonly New[],
): Pair<Old, New>[] {
  return alignSiblings(olds, news).flatMap((pair) => {
    if (pair.old === null || pair.new === null) return [pair];
    return [pair, ...alignInPlace(pair.old.steps as Old[], pair.new.steps as New[])];
  });
}

function sameText(a: StepNode, b: StepNode): boolean {
  return (
    a.digest === b.digest &&
    a.steps.length === b.steps.length &&
    a.steps.every((step, index) => sameText(step, b.steps[index] as StepNode))
  );
}

/** The pairing with the highest total similarity that keeps the order (Needleman and Wunsch). */
function alignSiblings<Old extends StepNode, New extends StepNode>(
  olds: readonly Old[],
  news: readonly New[],
): Pair<Old, New>[] {
  const alike = likenesses(olds, news);
  // best[i][j]: the highest total for the steps after the first i old and the first j new steps.
  const best = Array.from({ length: olds.length + 1 }, () =>
    new Array<number>(news.length + 1).fill(0),
  );
  const at = (matrix: readonly number[][], i: number, j: number) => matrix[i]?.[j] ?? 0;
  const paired = (i: number, j: number) => at(alike, i, j) + at(best, i + 1, j + 1);
  for (let i = olds.length - 1; i >= 0; i -= 1) {
    for (let j = news.length - 1; j >= 0; j -= 1) {
      const sum = Math.max(paired(i, j), at(best, i + 1, j), at(best, i, j + 1));
      (best[i] as number[])[j] = sum;
    }
  }
  const pairs: Pair<Old, New>[] = [];
  for (let i = 0, j = 0; i < olds.length || j < news.length; ) {
    const old = olds[i] ?? null;
    const young = news[j] ?? null;
    // Different steps also pair if the total stays the same: one replaces the other.
    if (old !== null && young !== null && at(best, i, j) === paired(i, j)) {
      pairs.push({ old, new: young });
      i += 1;
      j += 1;
    } else if (old !== null && (young === null || at(best, i, j) === at(best, i + 1, j))) {
      pairs.push({ old, new: null });
      i += 1;
    } else if (young !== null) {
      pairs.push({ old: null, new: young });
      j += 1;
    }
  }
  return pairs;
}

/** Equal text counts most, then equal substeps, which also tell one "Otherwise:" from another. */
function likenesses(olds: readonly StepNode[], news: readonly StepNode[]): number[][] {
  const belowNew = news.map(digestsBelow);
  return olds.map((old) => {
    const below = digestsBelow(old);
    return news.map((young, j) => {
      const other = belowNew[j] ?? [];
      const most = Math.max(below.length, other.length);
      const common = below.filter((digest) => other.includes(digest)).length;
      return (old.digest === young.digest ? 2 : 0) + (most === 0 ? 0 : common / most);
    });
  });
}

function digestsBelow(step: StepNode): string[] {
  return step.steps.flatMap((substep) => [substep.digest, ...digestsBelow(substep)]);
}

/** The steps as the tree that their numbers describe: `7.5` belongs to `7`. */
export function nest<T extends { readonly number: string; readonly digest: string }>(
  steps: readonly T[],
): (T & StepNode)[] {
  const top: (T & StepNode)[] = [];
  const substeps = new Map<string, (T & StepNode)[]>();
  for (const step of steps) {
    const below: (T & StepNode)[] = [];
    substeps.set(step.number, below);
    const around = step.number.slice(0, Math.max(0, step.number.lastIndexOf('.')));
    (substeps.get(around) ?? top).push({ ...step, steps: below });
  }
  return top;
}
