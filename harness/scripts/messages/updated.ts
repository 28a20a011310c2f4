/** The file of messages, updated with what was recorded in one engine. The patterns are written by hand. */
import type {
  EngineMessage,
  EngineName,
  MessageFile,
  SeenMessage,
} from '../../../conformance/messages.ts';
import { algorithms } from '../../../spec/index.ts';
import { findMessages, isSpecific } from '../../explain/message/known-messages.ts';
import { squeeze } from '../../explain/message/squeezed-text.ts';
import type { Recorded } from './attributed.ts';
import type { Recording } from './record.ts';

interface Update {
  readonly messages: MessageFile;
  /** One line for each message without a pattern, and for each pattern without a message. */
  readonly unknown: readonly string[];
}

/** A message that says why, of a case that ends for one reason. */
interface Evidence extends SeenMessage {
  readonly pattern: string;
  /** Which form of the message it is. */
  readonly form: string;
}

const allReasons = algorithms.flatMap(({ steps }) => steps.flatMap(({ reason }) => reason ?? []));

export function updated(before: MessageFile, engine: EngineName, recording: Recording): Update {
  // Where an engine deviates, it can have had another reason.
  const usable = recording.recorded.filter(
    ({ case: { expect }, verdict }) => verdict === 'pass' && reasonOf(expect) !== null,
  );
  const evidence = usable.flatMap((recorded) => evidenceOf(recorded, engine));
  const messages = before.messages.map((message) =>
    message.engine === engine ? withEvidence(message, evidence) : message,
  );
  const produced = new Set(usable.map(({ case: { expect } }) => reasonOf(expect)));
  const told = new Set(
    messages.flatMap(({ engine: of, reasons }) => (of === engine ? reasons : [])),
  );
  const silent = allReasons.filter((reason) => produced.has(reason) && !told.has(reason));
  const unproduced = allReasons.filter((reason) => !produced.has(reason) && !told.has(reason));
  const date = new Date().toISOString().slice(0, 10);
  return {
    messages: {
      ...before,
      engines: { ...before.engines, [engine]: { version: recording.version, date } },
      messages,
      silent: { ...before.silent, [engine]: silent },
      unproduced: { ...before.unproduced, [engine]: unproduced },
    },
    unknown: [
      ...usable.flatMap((recorded) => unknownTexts(recorded, engine)),
      ...messages
        .filter(({ engine: of, seen, source }) => of === engine && !source && seen.length === 0)
        .map(({ pattern }) => `${engine}: no case produces ${pattern}`),
    ],
  };
}

/** @returns null if a case ends for no reason of the standard, or for several */
function reasonOf(expect: Recorded['case']['expect']): string | null {
  const reasons = new Set(expect.flatMap((each) => ('reason' in each ? [each.reason] : [])));
  const [reason = null] = reasons;
  return reasons.size === 1 ? reason : null;
}

function evidenceOf(recorded: Recorded, engine: EngineName): Evidence[] {
  const reason = reasonOf(recorded.case.expect) ?? '';
  const found = recorded.texts.flatMap((text) =>
    findMessages(squeeze(text), engine).map((match) => ({ ...match, text })),
  );
  const specific = found.flatMap(({ message, literal, values, text }) =>
    isSpecific(message) ? [{ message, literal, values, text }] : [],
  );
  const leading = specific.filter(({ message }) => message.follows !== true);
  return (leading.length > 0 ? leading : specific).map(({ message, literal, values, text }) => ({
    pattern: message.pattern,
    form: `${reason} ${literal} ${values.what}`,
    reason,
    case: recorded.case.id,
    text,
  }));
}

function withEvidence(message: EngineMessage, all: readonly Evidence[]): EngineMessage {
  const evidence = all.filter(({ pattern }) => pattern === message.pattern);
  const known = message.source === undefined ? [] : message.reasons;
  const count = (reason: string) => evidence.filter((each) => each.reason === reason).length;
  const reasons = [...new Set([...evidence.map(({ reason }) => reason), ...known])];
  const firstOfForm = evidence.filter(
    ({ form }, index) => evidence.findIndex((each) => each.form === form) === index,
  );
  return {
    ...message,
    reasons: reasons.sort((a, b) => count(b) - count(a)),
    seen: firstOfForm.map(({ reason, case: id, text }) => ({
      reason,
      case: id,
      // Some texts have parts that are different in each run.
      text: message.seen.find((seen) => seen.case === id)?.text ?? text,
    })),
  };
}

function unknownTexts({ case: { id }, texts }: Recorded, engine: EngineName): string[] {
  return texts
    .filter((text) => findMessages(squeeze(text), engine).length === 0)
    .map((text) => `${engine}: ${id}: no pattern for ${text}`);
}
