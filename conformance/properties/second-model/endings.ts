/** How a fetch ends, and what a failure leaves behind. */
import type { Asked } from './asked.ts';
import type { Ending, Phase } from './chain.ts';
import { withdrawn } from './grants.ts';
import type { Done, Running } from './machine.ts';
import { currentURL, holderOf, withoutFragment } from './places.ts';
import { exposedNames, ownNames } from './response-headers.ts';

export function responded(running: Running): Done {
  const { asked, answer } = running;
  const { status, lines } = answer;
  const { tainting: type, credentials } = asked;
  if (type === 'opaque') {
    return ended(running, { type, status: 0, exposed: [], url: '', redirected: false });
  }
  const exposed =
    type === 'basic' ? ownNames(lines) : exposedNames(lines, credentials === 'include');
  return ended(running, { type, status, exposed, ...visibleURL(asked) });
}

export function visibleURL(asked: Asked): { url: string; redirected: boolean } {
  return { url: withoutFragment(currentURL(asked)), redirected: asked.urls.length > 1 };
}

/** A failure of a request that needed permission withdraws the grants for its last URL. */
export function failed(running: Running, phase: Phase, reason: string | null): Done {
  const { world, asked } = running;
  const grants = asked.neededPermission ? withdrawn(world.grants, holderOf(asked)) : world.grants;
  return ended({ ...running, world: { ...world, grants } }, { type: 'error', phase, reason });
}

export function ended({ world, wire }: Running, ending: Ending): Done {
  return { state: 'done', world, wire, ending };
}
