/** Every fault. */
import type { Fault } from './fault.ts';
import { grantFaults } from './grants.ts';
import { headerFaults } from './headers.ts';
import { matcherFaults } from './matchers.ts';
import { responseFaults } from './responses.ts';

export const faults: readonly Fault[] = [
  ...matcherFaults,
  ...grantFaults,
  ...responseFaults,
  ...headerFaults,
];

/** @throws RangeError for an unknown name */
export function faultOf(name: string): Fault {
  const fault = faults.find((each) => each.name === name);
  if (fault === undefined) throw new RangeError(`unknown fault "${name}"`);
  return fault;
}
