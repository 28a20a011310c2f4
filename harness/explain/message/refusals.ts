/** The refusals that a text tells of: several messages can be about one. */
import type { EngineMessage, EngineName } from '../../../conformance/messages.ts';
import { type ExplainedReason, explainReason } from './explain-reason.ts';
import { type Facts, factsOf } from './facts.ts';
import { type Found, isSpecific, type KnownMessage } from './known-messages.ts';
import { type SqueezedText, unsqueezed } from './squeezed-text.ts';

export interface ExplainedRefusal {
  /** The message, in one line. */
  readonly text: string;
  /** Those that print it. */
  readonly engines: readonly EngineName[];
  readonly facts: Facts;
  /** What it can mean, the most frequent first. */
  readonly reasons: readonly ExplainedReason[];
  /** Whether it can also mean that the server cannot be reached. */
  readonly network: boolean;
  /** Whether the engine prints it also after another message, which then says more. */
  readonly follows: boolean;
  /** Whether the engine only warns, and lets the fetch through. */
  readonly warning: boolean;
}

type Refusal = Omit<ExplainedRefusal, 'reasons'> & {
  readonly start: number;
  readonly possible: readonly string[];
};

export function refusalsOf(
  found: readonly Found<KnownMessage>[],
  text: SqueezedText,
): ExplainedRefusal[] {
  let refusals: Refusal[] = [];
  for (const one of found) {
    const { message } = one;
    refusals = isSpecific(message)
      ? withRefusal(refusals, refusalOf({ ...one, message }, text))
      : withURL(refusals, message.engine, one.values.url);
  }
  return withoutRepetition(refusals).map(({ start: _, possible, ...refusal }) => ({
    ...refusal,
    reasons: possible.map((reason) => explainReason(reason, refusal.facts, refusal)),
  }));
}

function refusalOf(
  { message, start, end, values }: Found<EngineMessage>,
  text: SqueezedText,
): Refusal {
  const said = unsqueezed(text, start, end);
  return {
    text: said,
    engines: [message.engine],
    facts: factsOf(message, said, values),
    network: message.network ?? false,
    follows: message.follows ?? false,
    warning: message.warning ?? false,
    start,
    possible: message.reasons,
  };
}

/** Engines share some messages, and print some after others that say more. */
function withRefusal(refusals: readonly Refusal[], next: Refusal): Refusal[] {
  const last = refusals.at(-1);
  if (last?.start === next.start) {
    const engines = [...new Set([...last.engines, ...next.engines])];
    const possible = [...new Set([...last.possible, ...next.possible])];
    return [...refusals.slice(0, -1), { ...last, engines, possible }];
  }
  const isFollowed = (other: Refusal) =>
    other.engines.some((engine) => next.engines.includes(engine)) &&
    other.facts.url === next.facts.url;
  return next.follows && refusals.some(isFollowed) ? [...refusals] : [...refusals, next];
}

/** WebKit says the URL in a message of its own. */
function withURL(
  refusals: readonly Refusal[],
  engine: EngineName,
  url: string | undefined,
): Refusal[] {
  const last = refusals.at(-1);
  if (url === undefined || last === undefined || last.facts.url !== null) return [...refusals];
  if (!last.engines.includes(engine)) return [...refusals];
  return [...refusals.slice(0, -1), { ...last, facts: { ...last.facts, url } }];
}

/** Consoles say some things twice, with and without the URL. */
function withoutRepetition(refusals: readonly Refusal[]): Refusal[] {
  return refusals.filter((refusal, place) =>
    refusals.every(
      (other, otherPlace) =>
        other === refusal ||
        !repeats(refusal, other) ||
        (repeats(other, refusal) && place < otherPlace),
    ),
  );
}

/** Whether the other one says all that this one says. */
function repeats(refusal: Refusal, other: Refusal): boolean {
  const { isPreflight, ...facts } = refusal.facts;
  return (
    refusal.possible.every((reason) => other.possible.includes(reason)) &&
    refusal.engines.some((engine) => other.engines.includes(engine)) &&
    Object.entries(facts).every(
      ([name, fact]) => fact === null || fact === other.facts[name as keyof Facts],
    )
  );
}
