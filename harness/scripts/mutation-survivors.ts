/** The mutants of the reference that no case tells from the original, and why. */
import ts from 'typescript';

/** One that is known, as `reference/mutation-survivors.json` lists it. */
export interface KnownSurvivor {
  readonly file: string;
  readonly function: string;
  /** `original → replacement`, with single spaces for all white space. */
  readonly mutation: string;
  readonly why: string;
}

export type Survivor = Omit<KnownSurvivor, 'why'>;

/** As much of Stryker's result as is needed. Lines and columns start at 1. */
export interface Mutant {
  readonly fileName: string;
  readonly location: { readonly start: Position; readonly end: Position };
  readonly replacement?: string;
  readonly status: string;
}

interface Position {
  readonly line: number;
  readonly column: number;
}

/** Says which mutant it is in a way that stays when lines move. */
export function survivorOf(mutant: Mutant, file: string, source: string): Survivor {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const offsetOf = ({ line, column }: Position) =>
    tree.getPositionOfLineAndCharacter(line - 1, column - 1);
  const [start, end] = [offsetOf(mutant.location.start), offsetOf(mutant.location.end)];
  const mutation = `${source.slice(start, end)} → ${mutant.replacement ?? ''}`;
  return { file, function: nameAround(tree, start), mutation: mutation.replace(/\s+/g, ' ') };
}

/** Both sides of the comparison; each survivor answers for one listed entry. */
export function compareSurvivors(
  survivors: readonly Survivor[],
  known: readonly KnownSurvivor[],
): { unlisted: Survivor[]; vanished: KnownSurvivor[] } {
  const vanished = [...known];
  const unlisted = survivors.filter((survivor) => {
    const index = vanished.findIndex((entry) => isSame(entry, survivor));
    if (index !== -1) vanished.splice(index, 1);
    return index === -1;
  });
  return { unlisted, vanished };
}

function isSame(a: Survivor, b: Survivor): boolean {
  return a.file === b.file && a.function === b.function && a.mutation === b.mutation;
}

/** The outermost function, or the method, around `position`; else the constant. */
function nameAround(tree: ts.SourceFile, position: number): string {
  const names: string[] = [];
  const visit = (node: ts.Node): void => {
    if (position < node.getStart(tree) || position >= node.end) return;
    const isNamed =
      ts.isFunctionDeclaration(node) ||
      ts.isClassDeclaration(node) ||
      ts.isMethodDeclaration(node) ||
      (ts.isVariableDeclaration(node) && names.length === 0);
    if (isNamed && node.name !== undefined) names.push(node.name.getText(tree));
    else if (ts.isConstructorDeclaration(node)) names.push('constructor');
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return names.join('.');
}
