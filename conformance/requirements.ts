/** What is demanded of servers: by the standard, or by the policy they declare. */
import requirementList from './requirements.json' with { type: 'json' };

/** `must`: the standard or the declared policy demands it. `should`: the standard or an RFC advises
 *  it, or the policy does and browsers lose little without it. `info`: legal, but useless or risky. */
export type Level = 'must' | 'should' | 'info';

export const levels: readonly Level[] = ['must', 'should', 'info'];

/** What a requirement is about, in the order in which it matters to most readers. `security`: who may
 *  read. `pages`: what breaks pages. `caches`: what caches keep, of responses and of preflights.
 *  `style`: robustness and style. */
export type Group = 'security' | 'pages' | 'caches' | 'style';

export const groups: readonly Group[] = ['security', 'pages', 'caches', 'style'];

/** Where a requirement comes from. */
export type Basis = 'standard' | 'policy' | 'rfc' | 'practice';

export interface Requirement {
  readonly id: string;
  readonly group: Group;
  readonly level: Level;
  readonly basis: Basis;
  /** The part of the standard, or of an RFC, that it follows from or is closest to. */
  readonly link: string;
  readonly gist: string;
  /** What happens to users if it is not met. */
  readonly why: string;
  readonly fix: string;
  /** Where it went wrong in the field: CVE ids, links, products and versions. */
  readonly evidence: readonly string[];
}

export const requirements = requirementList as readonly Requirement[];

const byId = new Map(requirements.map((requirement) => [requirement.id, requirement]));

/** @throws RangeError for an unknown id */
export function requirementOf(id: string): Requirement {
  const requirement = byId.get(id);
  if (requirement === undefined) throw new RangeError(`unknown requirement "${id}"`);
  return requirement;
}
