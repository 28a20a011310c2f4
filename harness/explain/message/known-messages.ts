/** The messages of the corpus, found in a text. */
import {
  type EngineMessage,
  type EngineName,
  messages,
  type UnspecificMessage,
} from '../../../conformance/messages.ts';
import { findPattern, type Match, type Pattern, parsePattern } from './pattern.ts';
import type { SqueezedText } from './squeezed-text.ts';

/** A message, where it was found. */
export interface Found<Message> extends Match {
  readonly message: Message;
}

export type KnownMessage = EngineMessage | UnspecificMessage;

export const knownMessages: readonly KnownMessage[] = [
  ...messages.messages,
  ...messages.unspecific,
];

/** Whether a message says why a fetch was refused. */
export function isSpecific(message: { readonly pattern: string }): message is EngineMessage {
  return 'reasons' in message;
}

/** What of the messages of one engine is in a text. */
export function findMessages(text: SqueezedText, engine: EngineName): Found<KnownMessage>[] {
  const known = knownMessages.filter((message) => message.engine === engine);
  return bestOf(findAll(known, text));
}

/** Parsed at their first use. */
const patterns = new Map<string, Pattern>();

export function findAll<Message extends { readonly pattern: string }>(
  known: readonly Message[],
  text: SqueezedText,
): Found<Message>[] {
  return known.flatMap((message) => {
    const pattern = patterns.get(message.pattern) ?? parsePattern(message.pattern);
    patterns.set(message.pattern, pattern);
    return findPattern(pattern, text).map((match) => ({ ...match, message }));
  });
}

/** In the order of the text, without those that overlap a message that says more. Several messages can be
 *  the same text, since engines share some. */
export function bestOf<Message>(all: readonly Found<Message>[]): Found<Message>[] {
  const best: Found<Message>[] = [];
  for (const found of all.toSorted((a, b) => b.literal - a.literal)) {
    const rival = best.find(({ start, end }) => start < found.end && found.start < end);
    if (rival === undefined || isSame(rival, found)) best.push(found);
  }
  const inOrder = best.toSorted((a, b) => a.start - b.start);
  return inOrder.filter((found, index) => !isBeginningOf(found, inOrder[index + 1]));
}

/** Whether a short message is only how a longer one began in older versions: `Fetch API cannot load <URL>.` */
function isBeginningOf(found: Match, next: Match | undefined): boolean {
  const isShort = found.literal <= longestBeginning;
  return (
    isShort && next !== undefined && next.start - found.end <= 2 && found.literal < next.literal
  );
}

/** Characters of `XMLHttpRequest cannot load`, and a few more. */
const longestBeginning = 30;

function isSame(a: Match, b: Match): boolean {
  return a.start === b.start && a.end === b.end && a.literal === b.literal;
}
