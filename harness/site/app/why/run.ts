/** Runs a question on the reference browser, over the responses that were pasted. */
import {
  isCorsPreflightRequest,
  type Network,
  type NetworkRequest,
  type Outcome,
  UserAgent,
} from '../../../../reference/index.ts';
import {
  type AskedFetch,
  type FieldMistakes,
  fetchOf,
  mistakeText,
  type Question,
} from './question.ts';
import { readResponse } from './response-text.ts';

/** A request that the browser makes, and so a response that is needed. */
export interface Slot {
  readonly of: 'preflight' | 'request';
  /** Among those of its kind, from 0. */
  readonly index: number;
  readonly request: NetworkRequest;
  /** What is wrong with the text that was pasted; null if it can be read, or there is none. */
  readonly mistake: string | null;
}

export interface Run {
  /** Null if the fetch cannot be made of the fields. */
  readonly fetch: AskedFetch | null;
  readonly mistakes: FieldMistakes;
  /** In the order in which the browser asks. */
  readonly slots: readonly Slot[];
  /** Null if a response is missing, or cannot be read. */
  readonly outcome: Outcome | null;
  /** The request whose response is missing. */
  readonly missing: Slot | null;
}

/** A response is not there, or cannot be read. */
class Missing extends Error {
  readonly slot: Slot;

  constructor(slot: Slot) {
    super(`the response to the ${slot.of} is missing`);
    this.slot = slot;
  }
}

export async function run(question: Question): Promise<Run> {
  const { fetch, mistakes } = fetchOf(question);
  if (fetch === null) return { fetch, mistakes, slots: [], outcome: null, missing: null };
  const slots: Slot[] = [];
  const userAgent = new UserAgent({ network: pastedNetwork(question, slots), now: () => 0 });
  const { url, headers, ...init } = fetch;
  const outcome = await userAgent.fetch(url, { ...init, headers: [...headers] });
  const cause = outcome.type === 'error' ? outcome.cause : undefined;
  return cause instanceof Missing
    ? { fetch, mistakes, slots, outcome: null, missing: cause.slot }
    : { fetch, mistakes, slots, outcome, missing: null };
}

function pastedNetwork({ preflights, responses }: Question, slots: Slot[]): Network {
  return async (request) => {
    const of = isCorsPreflightRequest(request) ? 'preflight' : 'request';
    const index = slots.filter((slot) => slot.of === of).length;
    const text = (of === 'preflight' ? preflights : responses)[index] ?? '';
    const read = text.trim() === '' ? null : readResponse(text);
    const mistake = read === null || read.mistakes.length === 0 ? null : mistakeText(read.mistakes);
    const slot: Slot = { of, index, request, mistake };
    slots.push(slot);
    if (read === null || read.response === null || mistake !== null) throw new Missing(slot);
    const { status, statusMessage, headers } = read.response;
    return { status, statusMessage, headers: [...headers], body: new Uint8Array() };
  };
}
