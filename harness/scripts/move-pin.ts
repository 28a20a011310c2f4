/** Moves the pin to another text of the standard: the map follows it, and so does all that cites steps. */
import { type Difference, diff, numberedNow } from '../../spec/diff.ts';
import type { Standard } from '../../spec/index.ts';
import { refresh } from '../../spec/map-file.ts';
import type { OutlineEntry } from '../../spec/outline.ts';
import { citationReplacer } from './citations.ts';
import { isReferenceCode, type SourceFile } from './project-files.ts';
import { replaceStepComments } from './step-comments.ts';

export interface MovedPin {
  readonly map: Standard;
  /** The entries and steps that need a gist. */
  readonly toWrite: readonly string[];
  readonly difference: Difference;
  /** Those files that cite a step by a number that has changed, with the new numbers. */
  readonly rewritten: readonly SourceFile[];
}

/** The end of a citation of a step that is gone: no step has such a number, so tests fail on it. */
export const gone = '-removed';

export function movePin(
  map: Standard,
  outline: readonly OutlineEntry[],
  files: readonly SourceFile[],
): MovedPin {
  // An entry that someone has just added to the map by hand does not change the standard.
  const isNew = (id: string) => map.algorithms.some((one) => one.id === id && !('digest' in one));
  const known = { ...map, algorithms: map.algorithms.filter(({ id }) => !isNew(id)) };
  const difference = diff(
    known,
    outline.filter(({ id }) => !isNew(id)),
  );
  const replaceIn = citationReplacer(known);
  const rewritten = files.flatMap((file) => {
    const text = replaceIn(file.text, (step) => numberedNow(difference, step) ?? step + gone);
    const now = isReferenceCode(file) ? withStepComments(text, known, difference) : text;
    return now === file.text ? [] : [{ ...file, text: now }];
  });
  return { ...refresh(map, outline), difference, rewritten };
}

/** A removed step keeps its comment: there is now one too many, which the test of literalness finds. */
function withStepComments(text: string, map: Standard, difference: Difference): string {
  return replaceStepComments(text, map, (step, isOwn) => {
    return numberedNow(difference, step) ?? (isOwn ? step : step + gone);
  });
}
