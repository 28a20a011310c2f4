/** The mutants of the reference that no case tells from the original, by ids that stay when lines move. */
import ts from 'typescript';
import { DeviationList, type KnownDeviations } from '../deviations/known-deviations.ts';

/** As much of Stryker's result as is needed. Lines and columns start at 1. */
export interface Mutant {
  readonly location: { readonly start: Position; readonly end: Position };
  readonly replacement?: string;
}

interface Position {
  readonly line: number;
  readonly column: number;
}

/**
 * The ids of mutants of one file, in the order of the code: `<file> <function>: <mutation>`, where the
 * mutation is `original → replacement` with single spaces for all white space. Where several have the
 * same id, the second ends in ` (2)`, and so on.
 */
export function survivorIds<M extends Mutant>(
  mutants: readonly M[],
  file: string,
  source: string,
): { id: string; mutant: M }[] {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const offsetOf = ({ line, column }: Position) =>
    tree.getPositionOfLineAndCharacter(line - 1, column - 1);
  const counts = new Map<string, number>();
  return mutants
    .map((mutant) => ({ mutant, start: offsetOf(mutant.location.start) }))
    .sort((a, b) => a.start - b.start)
    .map(({ mutant, start }) => {
      const original = source.slice(start, offsetOf(mutant.location.end));
      const mutation = `${original} → ${mutant.replacement ?? ''}`.replace(/\s+/g, ' ');
      const id = `${file} ${nameAround(tree, start)}: ${mutation}`;
      const count = (counts.get(id) ?? 0) + 1;
      counts.set(id, count);
      return { id: count === 1 ? id : `${id} (${count})`, mutant };
    });
}

/**
 * Compares the survivors of a run with those that are known.
 *
 * @param files those that were mutated; null for all
 */
export function compareSurvivors(
  ids: readonly string[],
  known: KnownDeviations,
  files: readonly string[] | null,
): { unlisted: string[]; gone: string[] } {
  const list = new DeviationList(known, { literally: true });
  return {
    unlisted: ids.filter((id) => list.entryFor(id) === null),
    gone: list
      .keysWithout(ids)
      .filter((id) => files === null || files.some((file) => id.startsWith(`${file} `))),
  };
}

/** The outermost function, or the method, around `position`; else the constant, if there is one. */
function nameAround(tree: ts.SourceFile, position: number): string {
  const names: string[] = [];
  const visit = (node: ts.Node): void => {
    if (position < node.getStart(tree) || position >= node.end) return;
    const isNamed =
      ts.isFunctionDeclaration(node) ||
      ts.isFunctionExpression(node) ||
      ts.isClassDeclaration(node) ||
      ts.isMethodDeclaration(node) ||
      (ts.isVariableDeclaration(node) && names.length === 0);
    if (isNamed && node.name !== undefined) names.push(node.name.getText(tree));
    else if (ts.isConstructorDeclaration(node)) names.push('constructor');
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return names.join('.') || 'the file';
}
