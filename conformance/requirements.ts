/** What is demanded of servers: by the standard, or by the policy they declare. */
import requirementList from './requirements.json' with { type: 'json' };

/** `must`: the standard demands it, or the declared policy does. `should`: the standard's advice.
 *  `info`: legal, but useless or risky. */
export type Level = 'must' | 'should' | 'info';

export const levels: readonly Level[] = ['must', 'should', 'info'];

export interface Requirement {
  readonly id: string;
  readonly level: Level;
  /** The part of the standard it follows from: `https://fetch.spec.whatwg.org/#<anchor>`. */
  readonly anchor: string;
  readonly gist: string;
  /** What becomes of the users where it is not met. */
  readonly why: string;
  readonly mend: string;
  /** Where it went wrong in the field: CVE ids, links, products and versions. */
  readonly evidence: readonly string[];
}

export const requirements = requirementList as readonly Requirement[];

/** @throws RangeError if there is none */
export function requirementOf(id: string): Requirement {
  const requirement = requirements.find((candidate) => candidate.id === id);
  if (requirement === undefined) throw new RangeError(`there is no requirement "${id}"`);
  return requirement;
}
