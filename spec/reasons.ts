/**
 * The steps that refuse, and the reason of each. The reference needs no other part of the map at
 * run time. `npm run spec:extract` writes `reasons.json` from `fetch.json`.
 */
import reasons from './reasons.json' with { type: 'json' };

const reasonsByStep: Readonly<Record<string, string>> = reasons;

/**
 * The name of the refusal at `step`, such as `allow-origin-missing`.
 *
 * @throws RangeError for a step that does not refuse anything or does not exist
 */
export function reasonOf(step: string): string {
  const reason = Object.hasOwn(reasonsByStep, step) ? reasonsByStep[step] : undefined;
  if (reason === undefined) throw new RangeError(`${step} does not refuse anything`);
  return reason;
}
