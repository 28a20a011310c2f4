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

type Known = EngineMessage | UnspecificMessage;

/** Parsed at their first use. */
const patterns = new Map<string, Pattern>();

/** All that says why a fetch was refused, or that it failed, in the order of the text. What overlaps says
 *  the same thing: then the message that says most counts. Engines can share a message.
 *  @param engine of which alone to look for messages */
export function findMessages(text: SqueezedText, engine?: EngineName): Found<Known>[] {
  const known: Known[] = [...messages.messages, ...messages.unspecific];
  return bestOf(
    known
      .filter((message) => engine === undefined || message.engine === engine)
      .flatMap((message) => findOne(message, text)),
  );
}

export function isSpecific(message: Known): message is EngineMessage {
  return 'reasons' in message;
}

/** Those that overlap no better one, in the order of the text. */
export function bestOf<Message>(all: readonly Found<Message>[]): Found<Message>[] {
  const best: Found<Message>[] = [];
  for (const found of all.toSorted((a, b) => b.literal - a.literal)) {
    const overlaps = ({ start, end }: Match) => start < found.end && found.start < end;
    const isSame = (other: Match) => other.start === found.start && other.end === found.end;
    if (!best.some((other) => overlaps(other) && !isSame(other))) best.push(found);
  }
  return best.toSorted((a, b) => a.start - b.start);
}

export function findOne<Message extends { readonly pattern: string }>(
  message: Message,
  text: SqueezedText,
): Found<Message>[] {
  const pattern = patterns.get(message.pattern) ?? parsePattern(message.pattern);
  patterns.set(message.pattern, pattern);
  return findPattern(pattern, text).map((match) => ({ ...match, message }));
}
