/** The servers of a chain, as a function of the request and of all requests before it. */
import type { HeaderLine } from '../../exchanges.ts';
import type { Answer, Chain } from './chain.ts';

/** What the servers look at. */
export interface Received {
  readonly url: string;
  readonly origin: string | null;
  readonly isPreflight: boolean;
}

/** @param earlier all earlier requests of the chain */
export function answerTo(
  { resources }: Chain,
  earlier: readonly Received[],
  received: Received,
): Answer {
  const resource = resources[resourceOf(received)];
  const answers = resource?.[received.isPreflight ? 'preflights' : 'others'] ?? [];
  const turn = earlier.filter((each) => isOfOneKind(each, received)).length;
  const answer = answers[turn % answers.length];
  if (answer === undefined) return { status: 0, lines: [], takes: 0 };
  return { ...answer, lines: answer.lines.flatMap((line) => filledIn(line, received.origin)) };
}

function isOfOneKind(one: Received, other: Received): boolean {
  return resourceOf(one) === resourceOf(other) && one.isPreflight === other.isPreflight;
}

function resourceOf({ url }: Received): string {
  const { origin, pathname } = new URL(url);
  return origin + pathname;
}

function filledIn([name, value]: HeaderLine, origin: string | null): HeaderLine[] {
  if (!value.includes('{Origin}')) return [[name, value]];
  return origin === null ? [] : [[name, value.replaceAll('{Origin}', origin)]];
}
