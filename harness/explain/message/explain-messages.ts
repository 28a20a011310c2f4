/** Explains what browsers print in their consoles: pure, so that a page can do it too. */
import { bestOf, type Found, findAll, isSpecific, knownMessages } from './known-messages.ts';
import { type OtherMechanism, otherMechanisms } from './other-mechanisms.ts';
import { type ExplainedRefusal, refusalsOf } from './refusals.ts';
import { type SqueezedText, squeeze, unsqueezed } from './squeezed-text.ts';

export interface ExplainedText {
  /** Messages that say why a fetch was refused, in the order of the text. */
  readonly refusals: readonly ExplainedRefusal[];
  /** Messages about something else than CORS. */
  readonly others: readonly ExplainedOther[];
  /** Messages that only say that something was not loaded, if nothing in the text says more. */
  readonly unspecific: readonly string[];
}

export interface ExplainedOther {
  /** The message, in one line. */
  readonly text: string;
  readonly name: string;
  readonly what: string;
}

/** What is longer is cut off. */
export const longestText = 20_000;

interface OtherMessage extends OtherMechanism {
  readonly pattern: string;
}

const otherMessages: readonly OtherMessage[] = otherMechanisms.flatMap((mechanism) =>
  mechanism.patterns.map((pattern) => ({ ...mechanism, pattern })),
);

export function explainMessages(text: string): ExplainedText {
  const squeezed = squeeze(text.slice(0, longestText));
  const found = bestOf(findAll([...knownMessages, ...otherMessages], squeezed));
  const known = found.flatMap((one) =>
    'engine' in one.message ? [{ ...one, message: one.message }] : [],
  );
  const refusals = refusalsOf(known, squeezed);
  const others = othersOf(
    found.flatMap((one) => ('what' in one.message ? [{ ...one, message: one.message }] : [])),
    squeezed,
  );
  const saysMore = refusals.length > 0 || others.length > 0;
  const unspecific = known
    .filter(({ message }) => !isSpecific(message))
    .map(({ start, end }) => unsqueezed(squeezed, start, end));
  return { refusals, others, unspecific: saysMore ? [] : [...new Set(unspecific)] };
}

/** Each mechanism once. */
function othersOf(found: readonly Found<OtherMessage>[], text: SqueezedText): ExplainedOther[] {
  const byName = new Map<string, ExplainedOther>();
  for (const { message, start, end } of found) {
    const { name, what } = message;
    if (!byName.has(name)) byName.set(name, { text: unsqueezed(text, start, end), name, what });
  }
  return [...byName.values()];
}
