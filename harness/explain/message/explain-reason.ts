/** A reason for a refusal, explained with what a message says, and what the engines print in this situation. */
import {
  type EngineMessage,
  type EngineName,
  engineNames,
  messages,
} from '../../../conformance/messages.ts';
import { gistOf, linkTo } from '../../../spec/index.ts';
import stepReasons from '../../../spec/reasons.json' with { type: 'json' };
import { type Facts, factsOf, valuesOf } from './facts.ts';
import { fillPattern } from './fill-pattern.ts';
import { howToFix } from './how-to-fix.ts';
import { whatIsWrong } from './what-is-wrong.ts';

export interface ExplainedReason {
  readonly reason: string;
  /** Where the standard refuses, with a link to its algorithm and what the step does. */
  readonly step: string;
  readonly link: string;
  readonly gist: string;
  readonly wrong: string;
  readonly fix: string;
  /** What each engine prints in this situation. */
  readonly engines: readonly EngineSays[];
}

export interface EngineSays {
  readonly engine: EngineName;
  readonly version: string;
  /** With … for what is not known. Several, if it depends. */
  readonly texts: readonly string[];
  /** Whether the reason could be recorded. If so, and without texts, the engine does not say why. */
  readonly recorded: boolean;
}

/** What was printed, and by which engines. */
interface Printed {
  readonly text: string;
  readonly engines: readonly EngineName[];
}

/** @throws RangeError for an unknown reason */
export function explainReason(reason: string, facts: Facts, printed: Printed): ExplainedReason {
  const step = Object.entries(stepReasons).find(([, name]) => name === reason)?.[0];
  if (step === undefined) throw new RangeError(`unknown reason ${reason}`);
  return {
    reason,
    step,
    link: linkTo(step),
    gist: gistOf(step),
    wrong: whatIsWrong(reason, facts),
    fix: howToFix(reason, step, facts),
    engines: engineNames.map((engine) => ({
      engine,
      version: messages.engines[engine].version,
      texts: printed.engines.includes(engine) ? [printed.text] : textsOf(engine, reason, facts),
      recorded: !messages.unproduced[engine].includes(reason),
    })),
  };
}

function textsOf(engine: EngineName, reason: string, facts: Facts): string[] {
  const told = messages.messages.filter(
    (message) => message.engine === engine && message.reasons.includes(reason),
  );
  const current = prefer(told, ({ seen }) => seen.length > 0);
  const fitting = prefer(current, (message) => fits(message, facts));
  const usual = prefer(fitting, ({ reasons }) => reasons[0] === reason);
  const texts = usual.map(({ pattern }) =>
    fillPattern(pattern, valuesOf(facts), facts.isPreflight),
  );
  return [...new Set(texts)];
}

/** Those for which something holds; all of them if it holds for none. */
function prefer<Item>(items: readonly Item[], holds: (item: Item) => boolean): readonly Item[] {
  const preferred = items.filter(holds);
  return preferred.length > 0 ? preferred : items;
}

/** Whether a message says the same of the lists. */
function fits(message: EngineMessage, { allows, list }: Facts): boolean {
  const facts = factsOf(message, '', {});
  return facts.allows === allows && facts.list === list;
}
