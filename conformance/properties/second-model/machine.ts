/** A browser as a state machine: each state of a fetch has one function, which returns the next state. */
import { type Asked, askedBy } from './asked.ts';
import type { Answer, Chain, ChainFetch, Ending, Seen, Sent } from './chain.ts';
import type { Grants } from './grants.ts';
import type { Received } from './scripted-answers.ts';
import { transitions } from './states.ts';

/** What lasts from one fetch to the next. */
export interface World {
  readonly chain: Chain;
  readonly now: number;
  readonly grants: Grants;
  readonly received: readonly Received[];
  readonly seen: readonly Seen[];
}

export interface Running {
  readonly state: 'routed' | 'asking' | 'allowed' | 'redirected';
  readonly world: World;
  readonly asked: Asked;
  readonly wire: readonly Sent[];
  /** The response to the last request. */
  readonly answer: Answer;
}

export interface Done {
  readonly state: 'done';
  readonly world: World;
  readonly wire: readonly Sent[];
  readonly ending: Ending;
}

const noAnswer: Answer = { status: 0, lines: [], takes: 0 };

/** What each fetch of the chain sends, and how it ends. */
export function modelled(chain: Chain): readonly Seen[] {
  const world: World = { chain, now: 0, grants: [], received: [], seen: [] };
  return chain.fetches.reduce(afterFetch, world).seen;
}

function afterFetch(before: World, fetch: ChainFetch, id: number): World {
  const world = { ...before, now: before.now + fetch.after };
  const asked = askedBy(fetch, id);
  if ('throws' in asked) {
    const ending: Ending = { type: 'error', phase: 'construction', reason: asked.throws };
    return { ...world, seen: [...world.seen, { wire: [], ending }] };
  }
  let now: Running | Done = { state: 'routed', world, asked, wire: [], answer: noAnswer };
  while (now.state !== 'done') now = transitions[now.state](now);
  const { wire, ending } = now;
  return { ...now.world, seen: [...now.world.seen, { wire, ending }] };
}
