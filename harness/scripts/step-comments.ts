/** The numbered comments of the reference: `// 7.5. …`, in the code that links the algorithm. */
import type { Standard } from '../../spec/index.ts';

/** What stands below a doc comment that links an anchor of the standard. Lines count from 0. */
export interface LinkedDeclaration {
  readonly anchor: string;
  /** Empty where nothing is declared below the link. */
  readonly name: string;
  readonly line: number;
  /** The line behind its last one. */
  readonly end: number;
}

const declaration =
  /^(\s*)(?:export )?(?:async )?(?:function|const|class|interface|type) (\w+)(.*)$/;
const stepNumber = String.raw`\d+(?:\.(?:\d+|[a-z]))*`;
const ownNumber = new RegExp(`^${stepNumber}(?=\\.(?: |$))`);
const otherNumber = new RegExp(
  `(?<=\\bsteps? )${stepNumber}(?![\\w-])|` +
    `(?<=\\b(?:as|by|from|in|of|and|or|to) )${stepNumber}(?=[.,;:)]|$| (?:and|or|to) )`,
  'g',
);

/** Relies on the formatter: what starts on one line ends on that line, or with a bracket as far left. */
export function linkedDeclarations(text: string): LinkedDeclaration[] {
  const lines = text.split('\n');
  return [...text.matchAll(/https:\/\/fetch\.spec\.whatwg\.org\/#([\w-]+)/g)].map((match) => {
    const anchor = match[1] as string;
    const linked = text.slice(0, match.index).split('\n').length - 1;
    const line = lines.findIndex((one, at) => at > linked && declaration.test(one));
    if (line === -1) return { anchor, name: '', line: linked, end: linked + 1 };
    const [, indent = '', name = '', rest = ''] = declaration.exec(lines[line] ?? '') ?? [];
    const closing = new RegExp(`^${indent}[})\\]]+;?$`);
    const last = /[;}]$/.test(rest)
      ? line
      : lines.findIndex((one, at) => at > line && closing.test(one));
    return { anchor, name, line, end: last === -1 ? lines.length : last + 1 };
  });
}

/** The line of the comment of step `number`, from 0; or null. */
export function commentOf(
  number: string,
  { line, end }: LinkedDeclaration,
  text: string,
): number | null {
  const comment = new RegExp(`^\\s*// ${number.replaceAll('.', '\\.')}\\.(?: |$)`);
  const at = text.split('\n').findIndex((one, at) => at > line && at < end && comment.test(one));
  return at === -1 ? null : at;
}

/**
 * `text` with the numbers in step comments replaced: of the step itself, and of others of the same
 * algorithm that the comment refers to (`// 8.6. Not modelled: as 8.5.`).
 *
 * @param replace from one step to another of the same algorithm; `isOwn` where the comment is its own
 */
export function replaceStepComments(
  text: string,
  { algorithms }: Standard,
  replace: (step: string, isOwn: boolean) => string,
): string {
  const lines = text.split('\n');
  for (const { anchor, line, end } of linkedDeclarations(text)) {
    const algorithm = algorithms.find((one) => one.anchor === anchor && one.steps.length > 0);
    if (algorithm === undefined) continue;
    const steps = new Set(algorithm.steps.map((step) => step.number));
    const replaced = (number: string, isOwn: boolean) =>
      steps.has(number)
        ? replace(`${algorithm.id}/${number}`, isOwn).slice(algorithm.id.length + 1)
        : number;
    for (let at = line + 1; at < end; at += 1) {
      lines[at] = (lines[at] as string).replace(
        /^(\s*\/\/ )(.*)$/,
        (_, start: string, words: string) =>
          start +
          words
            .replace(ownNumber, (number) => replaced(number, true))
            .replace(otherNumber, (number) => replaced(number, false)),
      );
    }
  }
  return lines.join('\n');
}
