/** Citations of steps: `cors-check/4`, wherever a file names one. */
import type { Standard } from '../../spec/index.ts';
import type { SourceFile } from './project-files.ts';

/** A step that is cited, and where: by the id of a case or entry in JSON, else by the line. */
export interface Citation {
  readonly file: string;
  readonly place: string;
  readonly step: string;
}

/** Gives a text with other numbers in it; `replace` goes from one step to another of its algorithm. */
export type CitationReplacer = (text: string, replace: (step: string) => string) => string;

/** Finds numbered steps. Several of one algorithm can stand together: `cors-check/3 and 6`. */
export function citationReplacer({ algorithms }: Standard): CitationReplacer {
  const steps = new Set(
    algorithms.flatMap(({ id, steps }) => steps.map((step) => `${id}/${step.number}`)),
  );
  const ids = algorithms.map(({ id }) => id).sort((a, b) => b.length - a.length);
  const number = String.raw`\d+(?:\.(?:\d+|[a-z]))*(?![\w-])`;
  const eachNumber = new RegExp(number, 'g');
  const cited = new RegExp(
    `(?<![\\w/.-])(${ids.join('|')})/(${number}(?:(?:,|,? and|,? or| to) ${number})*)`,
    'g',
  );
  return (text, replace) =>
    text.replace(cited, (_, id: string, numbers: string) => {
      const replaced = numbers.replace(eachNumber, (number) => {
        const step = `${id}/${number}`;
        return steps.has(step) ? replace(step).slice(id.length + 1) : number;
      });
      return `${id}/${replaced}`;
    });
}

/** What the files cite: numbered steps anywhere, and all that a JSON list called `steps` has in it. */
export function citationsIn(files: readonly SourceFile[], standard: Standard): Citation[] {
  const found: Citation[] = [];
  const replaceIn = citationReplacer(standard);
  for (const { path: file, text } of files) {
    const collect = (text: string, place: string) => {
      replaceIn(text, (step) => {
        found.push({ file, place, step });
        return step;
      });
    };
    if (file.endsWith('.json')) {
      visitStrings(JSON.parse(text), '', (text, place, isStep) => {
        if (isStep) found.push({ file, place, step: text });
        else collect(text, place);
      });
    } else {
      for (const [index, line] of text.split('\n').entries()) collect(line, `line ${index + 1}`);
    }
  }
  return found;
}

/** The citations of the steps `ids` and of their substeps; one line for each file. */
export function citing(ids: readonly string[], citations: readonly Citation[]): string[] {
  const concerns = (step: string) =>
    ids.some((id) => step === id || step.startsWith(`${id}.`) || step.startsWith(`${id}/`));
  const byFile = new Map<string, Set<string>>();
  for (const { file, place, step } of citations) {
    if (concerns(step)) byFile.set(file, (byFile.get(file) ?? new Set()).add(place));
  }
  return [...byFile].map(([file, places]) => `${file}: ${[...places].join(', ')}`);
}

/** Each string below `value`, with the nearest `id` around it. */
function visitStrings(
  value: unknown,
  place: string,
  visit: (text: string, place: string, isStep: boolean) => void,
  isStep = false,
): void {
  if (typeof value === 'string') visit(value, place, isStep);
  if (typeof value !== 'object' || value === null) return;
  const { id } = value as { id?: unknown };
  const here = typeof id === 'string' ? id : place;
  for (const [name, member] of Object.entries(value)) {
    visitStrings(member, here, visit, Array.isArray(value) ? isStep : name === 'steps');
  }
}
