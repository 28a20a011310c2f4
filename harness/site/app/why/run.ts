/** Tells the story of a question: the fetch, over the responses that were entered. */
import {
  type FetchOfPage,
  type RecordedExchange,
  type Story,
  type ToldExchange,
  tellRecordedStory,
} from '../../../explain/story/index.ts';
import { type FieldMistakes, fetchOf, mistakeText, type Question } from './question.ts';
import { readResponse } from './response-text.ts';

/** A response that the browser needs, or could need once an obstacle is gone. */
export interface Slot {
  readonly of: 'preflight' | 'request';
  /** Among those of its kind, from 0. */
  readonly index: number;
  readonly exchange: ToldExchange;
}

/** The parts of a run that depend on what was entered. */
export interface Run {
  /** Null if the fetch cannot be made of the fields. */
  readonly fetch: FetchOfPage | null;
  readonly mistakes: FieldMistakes;
  /** What is wrong with the texts of responses, by kind and number. */
  readonly unread: ReadonlyMap<string, string>;
  /** Null without a fetch. */
  readonly story: Story | null;
  /** In the order in which the browser asks. */
  readonly slots: readonly Slot[];
}

export const nothingAsked: Run = {
  fetch: null,
  mistakes: {},
  unread: new Map(),
  story: null,
  slots: [],
};

export async function run(question: Question): Promise<Run> {
  const { fetch, mistakes } = fetchOf(question);
  const unread = new Map<string, string>();
  const read = (of: Slot['of'], texts: readonly string[]): RecordedExchange[] =>
    texts.flatMap((text, index) => {
      if (text.trim() === '') return [];
      const { response, mistakes: wrong } = readResponse(text);
      if (wrong.length > 0) unread.set(keyOf({ of, index }), mistakeText(wrong));
      return response === null || wrong.length > 0 ? [] : [{ of, response }];
    });
  const recorded = [
    ...read('preflight', question.preflights),
    ...read('request', question.responses),
  ];
  if (fetch === null) return { ...nothingAsked, mistakes, unread };
  const story = await tellRecordedStory(fetch, recorded);
  return { fetch, mistakes, unread, story, slots: slotsOf(story) };
}

export function keyOf({ of, index }: Pick<Slot, 'of' | 'index'>): string {
  return `${of} ${index}`;
}

function slotsOf({ hops }: Story): Slot[] {
  const slots: Slot[] = [];
  const add = (of: Slot['of'], exchange: ToldExchange | undefined) => {
    if (exchange === undefined) return;
    slots.push({ of, index: slots.filter((slot) => slot.of === of).length, exchange });
  };
  for (const { preflight, request } of hops) {
    add('preflight', preflight?.exchange);
    add('request', request?.exchange);
  }
  return slots;
}
