/** How survivors are classed, and the score that is left. */
import { DeviationList, type KnownDeviations } from '../../deviations/known-deviations.ts';

/** `equivalent`: no request shows it. `outside`: it is about something that is not CORS, or an option
 *  that no policy can say. `miss`: a browser or a cache can tell, and the suite does not. */
export const survivorClasses = ['equivalent', 'outside', 'miss'] as const;

export type SurvivorClass = (typeof survivorClasses)[number];

/** How many mutants there are of each kind. */
export interface Tally extends Readonly<Record<SurvivorClass | 'unlisted', number>> {
  readonly all: number;
}

/** The class of a survivor: the first word of the id of its entry. Null if no entry lists it. */
export function classOf(known: KnownDeviations, id: string): SurvivorClass | null {
  const entry = new DeviationList(known, { literally: true }).entryFor(id);
  if (entry === null) return null;
  const word = entry.id?.split('-')[0];
  const found = survivorClasses.find((name) => name === word);
  if (found === undefined) {
    throw new RangeError(`the id of "${entry.what}" begins with none of ${survivorClasses}`);
  }
  return found;
}

export function tally(all: number, survivors: readonly (SurvivorClass | null)[]): Tally {
  const count = (name: SurvivorClass | null) => survivors.filter((one) => one === name).length;
  return {
    all,
    equivalent: count('equivalent'),
    outside: count('outside'),
    miss: count('miss'),
    unlisted: count(null),
  };
}

/** What can be noticed, and how much of it is. */
export function scoreLine({ all, equivalent, outside, miss, unlisted }: Tally): string {
  const noticeable = all - equivalent - outside;
  const noticed = noticeable - miss - unlisted;
  const percent = noticeable === 0 ? 100 : (100 * noticed) / noticeable;
  return (
    `${noticed} of ${noticeable} mutants noticed (${percent.toFixed(1)} %), ${miss} missed, ` +
    `${unlisted} not listed; ${equivalent} equivalent, ${outside} outside CORS`
  );
}
